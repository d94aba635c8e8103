"""Whatever is not for everybody carries a canary; every byte that leaves for an audience is recorded and searched."""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from uuid import uuid4

import pytest
import requests

from tests.drills.following import Follower
from tests.drills.serving import SLUG, Server

pytestmark = pytest.mark.drill

LIST = "2.1"
SPEAKERS = ("HRV", "PER", "CHL")
"""Three of the demo's list: the first two speak, the third is still to come when all is over."""
AUDIENCES = {
    "public": "public", "room": "room", "booth": "booth", "chair": "chair", "secretariat": "secretariat",
    "HRV": "delegate", "PER": "delegate", "CHL": "delegate", "KEN": "delegate",
}
BASE = f"/api/v1/meetings/{SLUG}"
SECTIONS = (
    "programme", "delegations", "participants", "inscriptions", "statements", "silent", "record", "minutes", "figures",
    "exports", "links", "mail", "replay", "hooks", "persons",
)
BEFORE, AFTER = "before", "after"
"""Before the speech of the delegation whose canary it is had ended, and after."""


@dataclass(frozen=True)
class Canary:
    """`kind`: note | gender | text | person | email | needs | contact | hook; `of`: the delegation or holder."""

    kind: str
    of: str

    @property
    def words(self) -> str:
        return f"canary{self.kind}{self.of.lower()}zq"

    def may_reach(self, audience: str, moment: str) -> bool:
        match self.kind:
            case "note":
                return audience in (self.of, "chair", "secretariat")
            case "text":
                return moment == AFTER or audience in (self.of, "booth", "secretariat")
            case "person" | "email" | "needs":
                return audience in (self.of, "secretariat")
            case "contact" | "hook":
                return audience == "secretariat"
            case _:
                return False


class Recorder(Follower):
    """Writes down every frame as it came, with the moment of the sitting."""

    moment = itertools.count()

    def __init__(self, server: Server, holder: str, screen: str, heard: "Heard") -> None:
        self._heard = heard
        super().__init__(server, holder, screen)

    def _hear(self, words: str) -> None:
        self._heard.add(words.encode())
        super()._hear(words)


@dataclass
class Heard:
    """What reached one audience; `delivered`: who had spoken by then."""

    delivered: list[str]
    bytes_by: list[tuple[frozenset[str], bytes]] = field(default_factory=list)

    def add(self, raw: bytes) -> None:
        self.bytes_by.append((frozenset(self.delivered), raw))


def post(server: Server, holder: str, path: str, **fields: object) -> requests.Response:
    return requests.post(
        f"{server.url}{BASE}{path}", json={"command_id": str(uuid4()), **fields}, timeout=20,
        headers={"Authorization": f"Bearer {server.tokens[holder]}"},
    )


def done(server: Server, holder: str, command: str, **fields: object) -> dict:
    answer = post(server, holder, "/commands", command=command, **fields)
    assert answer.status_code == 200, answer.text
    return answer.json()


def hand_in(server: Server, holder: str, intervention: str, text: str) -> None:
    answer = requests.post(
        f"{server.url}{BASE}/statements", data=text.encode(), timeout=20,
        params={"intervention": intervention, "language": "en", "name": "text.txt", "command_id": str(uuid4())},
        headers={"Authorization": f"Bearer {server.tokens[holder]}"},
    )
    assert answer.status_code == 200, answer.text


def own(server: Server, code: str) -> str:
    """The intervention of a delegation on the list."""
    answer = requests.get(
        f"{server.url}{BASE}/screens/delegate", timeout=20,
        headers={"Authorization": f"Bearer {server.tokens[code]}"},
    )
    return next(name for name, each in answer.json()["screen"]["mine"].items() if each["list"] == LIST)


def addresses(server: Server, holder: str) -> Iterator[str]:
    """Every address that is asked with GET: those that the program describes, and the pages."""
    described = requests.get(f"{server.url}/api/v1/openapi.json", timeout=20).json()["paths"]
    fillings = {
        "slug": [SLUG], "screen": list(dict.fromkeys(AUDIENCES.values())), "language": ["en", "ar"],
        "statement_id": ["t1", "t2", "t3"],
    }
    for path, operations in described.items():
        if "get" in operations:
            gaps = re.findall(r"{(\w+)}", path)
            for values in itertools.product(*(fillings.get(gap, ["x"]) for gap in gaps)):
                filled = path
                for gap, value in zip(gaps, values, strict=True):
                    filled = filled.replace(f"{{{gap}}}", value)
                yield filled
    yield from ("/", "/enter", f"/{SLUG}", f"/{SLUG}/figures", f"/{SLUG}/record", "/office", "/docs/api")
    yield from (f"/{SLUG}/{surface}" for surface in ("chair", "secretariat", "room", "booth"))
    yield from (f"/{SLUG}/delegation/{code}" for code in (*SPEAKERS, "KEN"))
    yield from (f"/office/meetings/{SLUG}/{section}" for section in SECTIONS)
    yield from (f"/office/meetings/{SLUG}/record/2", f"/{SLUG}/figures?lang=fr")


def walk(server: Server, holder: str, heard: Heard) -> int:
    """Asks for everything, as a program with the token and as a browser with the cookie; how much was answered."""
    browser = requests.Session()
    browser.headers["Origin"] = server.url
    entered = browser.post(f"{server.url}/enter", json={"token": server.tokens[holder]}, timeout=20)
    assert entered.status_code == 200
    answered = 0
    for path in addresses(server, holder):
        for asking in ({"Authorization": f"Bearer {server.tokens[holder]}"}, {}):
            answer = browser.get(f"{server.url}{path}", headers=asking, timeout=30, allow_redirects=True)
            heard.add(answer.content + repr(sorted(answer.headers.items())).encode())
            assert answer.status_code < 500, f"{path} as {holder}: {answer.text[:300]}"
            answered += answer.status_code == 200
    return answered


def canaries(server: Server) -> list[Canary]:
    kinds = ("note", "gender", "text", "person", "email", "needs")
    return [Canary(kind, code) for kind in (*kinds, "contact") for code in SPEAKERS] + [Canary("hook", "secretariat")]


def add_hook(server: Server) -> str:
    """A program that is told of the meeting, by the form of the office; its secret, which is shown this once."""
    browser = requests.Session()
    browser.headers["Origin"] = server.url
    browser.post(f"{server.url}/enter", json={"token": server.tokens["secretariat"]}, timeout=20)
    page = f"{server.url}/office/meetings/{SLUG}/hooks"
    token = re.search(r'name="csrf_token" value="([^"]+)"', browser.get(page, timeout=20).text)
    assert token
    url = f"https://{Canary('hook', 'secretariat').words}.example.org/"
    # Of something that does not happen: nothing is to leave this machine.
    answer = browser.post(page, data={"csrf_token": token[1], "url": url, "events": ["adjourned"]}, timeout=20)
    assert answer.status_code == 200
    secret = re.search(r"data-secret>([0-9a-f]{40,})<", answer.text)
    assert secret
    return secret[1]


def prepare(server: Server) -> dict[str, str]:
    """Each speaker's note, gender, text and member, with their canaries; the interventions."""
    interventions = {}
    for code in SPEAKERS:
        said = {kind: Canary(kind, code).words for kind in ("note", "gender", "text", "person", "email", "needs")}
        interventions[code] = own(server, code)
        done(server, code, "amend", intervention=interventions[code], note=said["note"], speaker_gender=said["gender"])
        hand_in(server, code, interventions[code], f"Thank you. {said['text']} It is so. " * 30)
        done(
            server, "secretariat", "register_member", delegation=code, person=f"Ms {said['person']}",
            email=f"{said['email']}@example.org", access_needs=said["needs"], gender=said["gender"], capacity="head",
        )
        done(server, "secretariat", "set_contact", delegation=code,
             email=f"{Canary('contact', code).words}@example.org")
    return interventions


def breaches(heard: dict[str, Heard], known: list[Canary], tokens: dict[str, str]) -> list[str]:
    found = []
    for audience, each in heard.items():
        for delivered, raw in each.bytes_by:
            for canary in known:
                moment = AFTER if canary.of in delivered else BEFORE
                if canary.words.encode() in raw and not canary.may_reach(audience, moment):
                    found.append(f"{canary.kind} of {canary.of} reached {audience} {moment}: {raw[:200]!r}")
            found += [
                f"the token of {holder} reached {audience}: {raw[:200]!r}"
                for holder, token in tokens.items() if token.rpartition(".")[2].encode() in raw
            ]
    return found


def test_no_canary_leaves_its_cage(server):
    delivered: list[str] = []
    heard = {holder: Heard(delivered) for holder in AUDIENCES}
    recorders = [Recorder(server, holder, screen, heard[holder]) for holder, screen in AUDIENCES.items()]
    interventions = prepare(server)
    secret = add_hook(server)
    done(server, "chair", "take_up", list=LIST)
    answered = {holder: walk(server, holder, heard[holder]) for holder in AUDIENCES}

    for code in SPEAKERS[:2]:
        done(server, "chair", "call", intervention=interventions[code], ending=None)
        done(server, "chair", "start_clock", intervention=interventions[code])
        walk(server, "public", heard["public"])
        delivered.append(code)  # from here on its text may be anywhere
        done(server, "chair", "end_speech", intervention=interventions[code])
        for holder in AUDIENCES:
            walk(server, holder, heard[holder])
    for recorder in recorders:
        recorder.close()

    known = canaries(server)
    assert breaches(heard, known, server.tokens) == []
    assert not any(secret.encode() in raw for each in heard.values() for _, raw in each.bytes_by)
    assert min(answered.values()) > 10
    reached = {
        (canary.kind, canary.of, holder) for canary in known for holder, each in heard.items()
        if any(canary.words.encode() in raw for _, raw in each.bytes_by)
    }
    # There was something to be found, and it was where it belongs.
    expected = {("note", "HRV", "chair"), ("note", "HRV", "HRV"), ("text", "CHL", "booth"), ("text", "HRV", "public"),
                ("contact", "PER", "secretariat"), ("hook", "secretariat", "secretariat"),
                ("text", "CHL", "CHL"), ("email", "PER", "PER"), ("person", "PER", "PER"), ("needs", "CHL", "CHL")}
    assert expected - reached == set()
    assert [each.words for each in known if each.words in server.log] == []
    assert secret not in server.log
    assert [holder for holder, token in server.tokens.items() if token.rpartition(".")[2] in server.log] == []
