"""Whoever was let in while others left is served, although nobody stands before the door any more; until it is shut."""

from tests.runtime.green import found_by

SCRIPT = """
import warnings
warnings.filterwarnings("ignore")
import eventlet
eventlet.monkey_patch()
import json, os, socket, time
from app.runtime.http import CALLS_TO_LOOK, Listener
from app.runtime.hub import Hub

green = eventlet.listen(("127.0.0.1", 0))
door = Listener(green, lambda: 100, Hub())
served = []

def serve():
    while True:
        client, _ = door.accept()
        served.append(client.recv(100).decode())
        client.close()

def come(*words):
    clients = []
    for word in words:
        client = eventlet.patcher.original("socket").create_connection(green.getsockname(), 5)
        client.sendall(word.encode())
        clients.append(client)
    time_real.sleep(0.1)  # it has arrived, and no other thread had its turn
    return clients

def is_over(client):
    try:
        return client.recv(1) == b""
    except ConnectionResetError:
        return True

time_real = eventlet.patcher.original("time")
eventlet.spawn(serve)
eventlet.sleep(0.05)
found = {}
held = come("GET /socket.io/?EIO=4&transport=websocket", "POST /a")
for _ in range(CALLS_TO_LOOK):
    door.look_now_and_then()
try:
    green.fd.accept()
except BlockingIOError:
    found["stands before the door"] = False
eventlet.sleep(0.05)
held += come("POST /b")
eventlet.sleep(0.05)
found["served"] = served
before = time.process_time()
eventlet.sleep(0.5)
found["rests"] = time.process_time() - before < 0.1
held += come("POST /late", "GET /socket.io/?EIO=4&transport=websocket")
for _ in range(CALLS_TO_LOOK):
    door.look_now_and_then()
door.shut()
eventlet.sleep(0.05)
found["sent away"] = [is_over(each) for each in held[-2:]]
# Of a door at which somebody waits another may have the number as soon as it is shut.
green = eventlet.listen(("127.0.0.1", 0))
door = Listener(green, lambda: 100, Hub())
eventlet.spawn(door.accept)
eventlet.sleep(0.05)
number = green.fileno()
door.shut()
other = eventlet.patcher.original("socket").socket()
os.dup2(other.fileno(), number)
Hub().forget(Hub().when_readable(number, print))
print(json.dumps(found))
"""


def test_who_was_let_in_while_others_left_is_served_until_the_door_is_shut():
    assert found_by(SCRIPT) == {
        "stands before the door": False,
        "served": ["POST /a", "GET /socket.io/?EIO=4&transport=websocket", "POST /b"],
        "rests": True,
        "sent away": [True, True],
    }
