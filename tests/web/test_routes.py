"""Every route: one who gets through and one who is refused, and the headers of each answer."""

import re

import pytest

from tests.conftest import SLUG
from tests.web.browsing import ORIGIN, Browser

BASE = f"/api/v1/meetings/{SLUG}"
OFFICE = f"/office/meetings/{SLUG}"
ROUTES = {
    # endpoint: (holder, method, path that it may ask, path that is refused, with which status)
    "api.commands": ("chair", "POST", f"{BASE}/commands", "/api/v1/meetings/gone-2016/commands", 401),
    "api.screens": ("room", "GET", f"{BASE}/screens/room", f"{BASE}/screens/chair", 403),
    "api.names": ("room", "GET", f"{BASE}/names/fr", f"{BASE}/names/french", 422),
    "api.preview_policy": ("chair", "POST", f"{BASE}/preview-policy", "/api/v1/meetings/gone-2016/preview-policy", 401),
    "api.forecasts": ("room", "GET", f"{BASE}/forecast?list=4", f"{BASE}/forecast?list=77", 404),
    "replays.timeline": (
        "chair", "GET", f"{BASE}/replay/timeline", "/api/v1/meetings/gone-2016/replay/timeline", 401,
    ),
    "replays.screen": (
        "chair", "GET", f"{BASE}/replay/room?at=2099-01-01T00:00:00Z", f"{BASE}/replay/room?version=0", 422,
    ),
    "feed.feed": ("", "GET", f"{BASE}/feed.json", "/api/v1/meetings/gone-2016/feed.json", 404),
    "documents.openapi_json": ("", "GET", "/api/v1/openapi.json", "/api/v1/openapi.yaml", 404),
    "documents.asyncapi_json": ("", "GET", "/api/v1/asyncapi.json", "/api/v2/asyncapi.json", 404),
    "documents.page": ("", "GET", "/docs/api", "/docs/api/more", 404),
    "health.healthz": ("", "GET", "/healthz", "/healthz/more", 404),
    "health.readyz": ("", "GET", "/readyz", "/readyz/more", 404),
    "health.metrics": ("chair", "GET", "/metrics", "/metrics/more", 404),
    "pages.of_function": ("chair", "GET", f"/{SLUG}/chair", f"/{SLUG}/secretariat", 401),
    "pages.of_delegation": ("KEN", "GET", f"/{SLUG}/delegation/KEN", f"/{SLUG}/delegation/NOR", 401),
    "pages.public": ("", "GET", f"/{SLUG}", "/gone-2016", 404),
    "figures.page": ("", "GET", f"/{SLUG}/figures", "/gone-2016/figures", 404),
    "pages.enter": ("", "GET", "/enter", "/entrance", 404),
    "pages.exchange": ("", "POST", "/enter", "/enter", 401),
    "pages.index": ("", "GET", "/", "/index.php", 404),
    "office.programme": (
        "secretariat", "GET", f"/office/meetings/{SLUG}/programme", "/office/meetings/gone-2016/programme", 404,
    ),
    "office.record": (
        "secretariat", "GET", f"/office/meetings/{SLUG}/record", "/office/meetings/gone-2016/record", 404,
    ),
    "office.record_item": (
        "secretariat", "GET", f"/office/meetings/{SLUG}/record/4", f"/office/meetings/{SLUG}/record/77", 404,
    ),
    "office.note": (
        "secretariat", "POST", f"/office/meetings/{SLUG}/record/4", f"/office/meetings/{SLUG}/record/4", 403,
    ),
    "office.record_file": (
        "secretariat", "GET", f"/office/meetings/{SLUG}/documents/record.docx",
        f"/office/meetings/{SLUG}/documents/record.exe", 404,
    ),
    "office.minutes": (
        "secretariat", "GET", f"/office/meetings/{SLUG}/minutes", f"/office/meetings/{SLUG}/minutes?sitting=x", 404,
    ),
    "office.minutes_file": (
        "secretariat", "GET", f"/office/meetings/{SLUG}/documents/minutes.docx?sitting=am",
        f"/office/meetings/{SLUG}/documents/minutes.docx?sitting=x", 404,
    ),
    "office.replay": ("secretariat", "GET", f"{OFFICE}/replay", f"{OFFICE}/replay?screen=roof", 422),
    "office.replay_frame": (
        "secretariat", "GET", f"{OFFICE}/replay/frame/room", f"{OFFICE}/replay/frame/delegate?delegation=XXX", 404,
    ),
    "office.links": ("secretariat", "GET", f"{OFFICE}/links", "/office/meetings/gone-2016/links", 404),
    "office.show_link": ("secretariat", "POST", f"{OFFICE}/links/show", f"{OFFICE}/links/show", 403),
    "office.renew_link": ("secretariat", "POST", f"{OFFICE}/links/renew", f"{OFFICE}/links/renew", 403),
    "office.send_links": ("secretariat", "POST", f"{OFFICE}/links/send", f"{OFFICE}/links/send", 403),
    "office.contact": ("secretariat", "GET", f"{OFFICE}/links/KEN/contact", f"{OFFICE}/links/XXX/contact", 404),
    "office.save_contact": ("secretariat", "POST", f"{OFFICE}/links/KEN/contact", f"{OFFICE}/links/KEN/contact", 403),
    "office.cards": ("secretariat", "GET", f"{OFFICE}/cards.pdf?holder=KEN", f"{OFFICE}/cards.pdf?holder=XXX", 404),
    "office.remind": ("secretariat", "POST", f"{OFFICE}/reminders", f"{OFFICE}/reminders", 403),
    "office.letters": ("secretariat", "GET", f"{OFFICE}/mail", "/office/meetings/gone-2016/mail", 404),
    "office.letter": ("secretariat", "GET", f"{OFFICE}/mail/1", f"{OFFICE}/mail/1", 404),
    "office.act_on_letter": ("secretariat", "POST", f"{OFFICE}/mail/1", f"{OFFICE}/mail/1", 404),
    "office.hooks": ("secretariat", "GET", f"{OFFICE}/hooks", "/office/meetings/gone-2016/hooks", 404),
    "office.add_hook": ("secretariat", "POST", f"{OFFICE}/hooks", f"{OFFICE}/hooks", 403),
    "office.act_on_hook": ("secretariat", "POST", f"{OFFICE}/hooks/0a1b", f"{OFFICE}/hooks/0a1b", 403),
    "office.persons": ("secretariat", "GET", f"{OFFICE}/persons", "/office/meetings/gone-2016/persons", 404),
    "office.person": ("secretariat", "GET", f"{OFFICE}/persons/KEN", f"{OFFICE}/persons/i99", 404),
    "office.erase_person": ("secretariat", "POST", f"{OFFICE}/persons/KEN", f"{OFFICE}/persons/KEN", 403),
    "office.statements": ("secretariat", "GET", f"{OFFICE}/statements", "/office/meetings/gone-2016/statements", 404),
    "office.statement_text": ("secretariat", "GET", f"{OFFICE}/statements/t1", f"{OFFICE}/statements/t99", 404),
    "office.statement_file": (
        "secretariat", "GET", f"{OFFICE}/statements/t1/file", f"{OFFICE}/statements/t99/file", 404,
    ),
    "office.act_on_statement": (
        "secretariat", "POST", f"{OFFICE}/statements/request/i3", f"{OFFICE}/statements/request/i3", 403,
    ),
    "office.figures": ("secretariat", "GET", f"{OFFICE}/figures", "/office/meetings/gone-2016/figures", 404),
    "office.exports": ("secretariat", "GET", f"{OFFICE}/exports", "/office/meetings/gone-2016/exports", 404),
    "office.export_file": (
        "secretariat", "GET", f"{OFFICE}/exports/programme.yaml", f"{OFFICE}/exports/programme.exe", 404,
    ),
    "office.anchor": (
        "secretariat", "GET", f"{OFFICE}/exports/anchor.txt", "/office/meetings/gone-2016/exports/anchor.txt", 404,
    ),
    "office.inscriptions": (
        "secretariat", "GET", f"{OFFICE}/inscriptions", f"{OFFICE}/inscriptions?delegation=XXX", 404,
    ),
    "office.silent": ("secretariat", "GET", f"{OFFICE}/silent", f"{OFFICE}/silent?item=77&mark=article5", 404),
    "office.write_to_silent": ("secretariat", "POST", f"{OFFICE}/silent", f"{OFFICE}/silent", 403),
    "office.participants": (
        "secretariat", "GET", f"{OFFICE}/participants", "/office/meetings/gone-2016/participants", 404,
    ),
    "office.participants_file": (
        "secretariat", "GET", f"{OFFICE}/documents/participants.csv", f"{OFFICE}/documents/participants.exe", 404,
    ),
    "office.participants_office_file": (
        "secretariat", "GET", f"{OFFICE}/documents/participants-secretariat.xlsx",
        f"{OFFICE}/documents/participants-secretariat.csv", 404,
    ),
    "office.new_member": (
        "secretariat", "GET", f"{OFFICE}/participants/new", "/office/meetings/gone-2016/participants/new", 404,
    ),
    "office.register_member": ("secretariat", "POST", f"{OFFICE}/participants/new", f"{OFFICE}/participants/new", 403),
    "office.member": ("secretariat", "GET", f"{OFFICE}/participants/m1", f"{OFFICE}/participants/m99", 404),
    "office.amend_member": ("secretariat", "POST", f"{OFFICE}/participants/m1", f"{OFFICE}/participants/m1", 403),
    "office.act_on_member": (
        "secretariat", "POST", f"{OFFICE}/participants/m1/grant", f"{OFFICE}/participants/m1/grant", 403,
    ),
    "office.mail": ("", "GET", "/office/mail", "/office/mails", 404),
    "office.house_letter": ("", "GET", "/office/mail/1", "/office/mail/x", 404),
    "office.act_on_house_letter": ("", "POST", "/office/mail/1", "/office/mail/1", 401),
    "record.page": ("", "GET", f"/{SLUG}/record", "/gone-2016/record", 404),
    "statements.hand_in": ("NOR", "POST", f"{BASE}/statements", "/api/v1/meetings/gone-2016/statements", 401),
    "statements.download": ("NOR", "GET", f"{BASE}/statements/t1", f"{BASE}/statements/t2", 404),
    "statements.text": ("NOR", "GET", f"{BASE}/statements/t1/text", f"{BASE}/statements/t2/text", 404),
    "office.set_up": ("", "GET", "/office/set-up", "/office/setup", 404),
    "office.make_first": ("", "POST", "/office/set-up", "/office/set-up", 403),
    "office.sign_in": ("", "GET", "/office/sign-in", "/office/signin", 404),
    "office.check_sign_in": ("", "POST", "/office/sign-in", "/office/sign-in", 403),
    "office.code": ("", "GET", "/office/code", "/office/codes", 404),
    "office.check_code": ("", "POST", "/office/code", "/office/code", 403),
    "office.join": ("", "GET", "/office/join", "/office/joining", 404),
    "office.choose_password": ("", "POST", "/office/join", "/office/join", 403),
    "office.second_factor": ("", "GET", "/office/second-factor", "/office/factor", 404),
    "office.confirm_second_factor": ("", "POST", "/office/second-factor", "/office/second-factor", 403),
    "office.sign_out": ("", "POST", "/office/sign-out", "/office/sign-out", 403),
    "office.meetings": ("", "GET", "/office", "/offices", 404),
    "office.sessions": ("", "GET", "/office/sessions", "/office/session", 404),
    "office.end_sessions": ("", "POST", "/office/sessions", "/office/sessions", 403),
    "office.change_password": ("", "POST", "/office/password", "/office/password", 403),
    "office.accounts": ("", "GET", "/office/accounts", "/office/account", 404),
    "office.invite": ("", "POST", "/office/accounts", "/office/accounts", 403),
    "office.reset": ("", "POST", "/office/accounts/1/reset", "/office/accounts/1/reset", 403),
    "office.switch": ("", "POST", "/office/accounts/1/disable", "/office/accounts/1/disable", 403),
    "assets.worker": ("", "GET", "/sw.js", "/sw.js/more", 404),
    "assets.file": ("", "GET", "/static/css/tokens.css", "/static/css/../../config.py", 404),
}
WITHOUT_ANY = (
    "statements.download", "statements.text", "office.letter", "office.statement_text", "office.statement_file",
    "office.member",
)
"""Routes of what the small meeting has none of; their own tests let through."""
EDITOR_PAGES = {
    "facts": "programme/facts", "rules": "programme/rules", "sittings": "programme/sittings",
    "changes": "programme/changes", "new_item": "programme/new-item", "item": "programme/items/2",
    "delegations": "delegations", "delegation": "delegations/KEN", "new_delegation": "new-delegation",
    "import_delegations": "import-delegations", "columns": "import-delegations/x",
}
EDITOR_FORMS = {
    "save_facts": "programme/facts", "save_rules": "programme/rules", "save_sittings": "programme/sittings",
    "put_in_force": "programme/changes", "make_item": "programme/new-item", "save_item": "programme/items/2",
    "move_item": "programme/order", "discard_changes": "programme/discard", "save_delegation": "delegations/KEN",
    "make_delegation": "new-delegation", "upload_delegations": "import-delegations",
}
ROUTES |= {
    f"office.{name}": ("secretariat", "GET", f"{OFFICE}/{path}", f"/office/meetings/gone-2016/{path}", 404)
    for name, path in EDITOR_PAGES.items()
} | {
    f"office.{name}": ("secretariat", "POST", f"{OFFICE}/{path}", f"{OFFICE}/{path}", 403)
    for name, path in EDITOR_FORMS.items()
} | {
    "office.new_meeting": ("", "GET", "/office/new", "/office/newer", 404),
    "office.make_meeting": ("", "POST", "/office/new", "/office/new", 401),
    "office.take_over": (
        "secretariat", "POST", f"{OFFICE}/import-delegations/x", f"{OFFICE}/import-delegations/x", 404,
    ),
}
WITHOUT_ACCOUNT = ("office.set_up", "office.join")
PAGES = [
    ("", "/"), ("", "/enter"), ("", f"/{SLUG}"), ("room", f"/{SLUG}/room"), ("chair", f"/{SLUG}/chair"),
    ("secretariat", f"/{SLUG}/secretariat"), ("booth", f"/{SLUG}/booth"), ("KEN", f"/{SLUG}/delegation/KEN"),
    ("", f"/{SLUG}/chair"), ("", "/docs/api"), ("", f"/{SLUG}/figures"),
]


@pytest.fixture
def ask(app):
    """Asks as a browser that has opened the link of a holder."""

    def asked(holder, method, path, body=None):
        browser = Browser(app)
        if holder:
            assert browser.enter(holder).status_code == 200
        return browser.client.open(path, method=method, data=body, headers={"Origin": ORIGIN}, buffered=True)

    return asked


def test_list_names_every_route(app):
    assert {rule.endpoint for rule in app.url_map.iter_rules()} == set(ROUTES)


@pytest.mark.parametrize("endpoint", [
    each for each, (_, method, *_) in ROUTES.items()
    if method == "GET" and each not in WITHOUT_ANY
    if method == "GET" and each not in ("statements.download", "statements.text", "office.letter", "office.columns")
])
def test_route_lets_through(ask, endpoint):
    holder, method, path, _, _ = ROUTES[endpoint]

    # Who may get through the doors of the office, and who must not, stands in test_accounts.py.
    waits_for_account = endpoint.startswith("office.") and not holder and endpoint not in WITHOUT_ACCOUNT
    assert ask(holder, method, path).status_code == (302 if waits_for_account else 200)


@pytest.mark.parametrize("endpoint", ROUTES)
def test_route_refuses(ask, endpoint):
    holder, method, _, path, status = ROUTES[endpoint]

    assert ask(holder, method, path, '{"token":"x"}' if method == "POST" else None).status_code == status


@pytest.mark.parametrize(("holder", "path"), PAGES)
def test_page_runs_nothing_that_is_not_ours(ask, holder, path):
    answer = ask(holder, "GET", path)

    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    # A wall that turns through languages holds itself in frames.
    ancestors = "'self'" if path.endswith("/room") else "'none'"
    assert f"frame-ancestors {ancestors}" in policy
    assert "unsafe" not in policy
    assert re.findall(r'<script(?![^>]*(?:src="/static/|type="application/json"))', answer.text) == []
    assert re.findall(r"\son\w+=|<style|\sstyle=|javascript:", answer.text) == []
    assert (answer.headers["Referrer-Policy"], answer.headers["X-Content-Type-Options"]) == ("no-referrer", "nosniff")
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Cookie" in answer.headers["Vary"]


def test_page_of_a_meeting_says_it_in_its_language(ask):
    assert '<html lang="en" dir="ltr"' in ask("", "GET", f"/{SLUG}").text
    assert '<html lang="ar" dir="rtl"' in ask("", "GET", f"/{SLUG}?lang=ar").text
    assert '<html lang="en"' in ask("", "GET", f"/{SLUG}?lang=xx").text


def test_index_gives_links_of_the_demo_to_this_machine_only(app, here):
    client = app.test_client()

    assert "/enter#" not in client.get("/").text, "this meeting is no demo"


def test_refusal_of_a_program_is_json_and_of_a_person_a_page(ask):
    assert ask("", "GET", "/api/v1/nothing").json["code"] == "unknown_page"
    page = ask("", "GET", "/no/such/page")
    assert (page.status_code, page.content_type) == (404, "text/html; charset=utf-8")
    assert "There is no such page." in page.text
