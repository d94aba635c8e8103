"""The press: a process of its own makes the file, and says in one word why it did not."""

import subprocess
import sys
from io import BytesIO

import docx
import pytest
from pypdf import PdfReader

from app.documents.press import BEGINNING, ROOT, NotPressed, press, pressed
from tests.documents.sample import ENGLISH


def test_word_file_comes_from_the_press():
    file = docx.Document(BytesIO(press("docx", ENGLISH)))

    assert file.paragraphs[0].text == "Minutes of sitting 1"


@pytest.mark.slow
def test_pdf_comes_from_the_press():
    reader = PdfReader(BytesIO(press("pdf", ENGLISH)))

    assert "Minutes of sitting 1" in reader.pages[0].extract_text()
    assert reader.metadata.title == "Minutes of sitting 1"


def test_press_knows_two_kinds_of_files():
    with pytest.raises(ValueError, match="no such kind: odt"):
        press("odt", ENGLISH)


def test_press_that_takes_too_long_is_stopped():
    with pytest.raises(NotPressed) as refused:
        press("docx", ENGLISH, timeout_s=0.01)

    assert refused.value.cause == "timeout"


IN_THE_SERVER = """
import eventlet; eventlet.monkey_patch()
from app.documents.press import NotPressed, press
from tests.documents.sample import ENGLISH
beats = []
def beat():
    while True:
        eventlet.sleep(0.01)
        beats.append(1)
eventlet.spawn(beat)
print(len(eventlet.spawn(press, "docx", ENGLISH).wait()) > 1000, len(beats) > 10)
try:
    press("docx", ENGLISH, timeout_s=0.05)
except NotPressed as refused:
    print(refused.cause)
"""


@pytest.mark.slow
def test_room_goes_on_while_the_server_presses_and_stops_a_press():
    said = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", IN_THE_SERVER], capture_output=True, text=True, check=True, cwd=ROOT
    )

    assert said.stdout.split() == ["True", "True", "timeout"]


def test_what_cannot_be_made_is_said_and_logged(caplog):
    with pytest.raises(NotPressed) as refused:
        pressed("docx", "{}", timeout_s=30)

    assert refused.value.cause == "failed"
    assert "not pressed kind=docx code=1" in caplog.text
    assert "KeyError" in caplog.text


def test_press_knows_nothing_of_the_server():
    asked = f"{BEGINNING}; print(sorted({{name.partition('.')[0] for name in sys.modules}} & set(sys.argv[3].split())))"
    asked = asked.replace("press.main(sys.argv[2])", "from app.documents import docx, html, pdf")

    said = subprocess.run(
        [sys.executable, "-I", "-c", asked, str(ROOT / "app"), "", "app flask sqlalchemy eventlet socketio babel"],
        capture_output=True, text=True, check=True,
    )

    assert said.stdout.strip() == "['app']"
