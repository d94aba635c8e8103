"""The files of the pages: under which address they may be kept, what they name, how small they are sent."""

import gzip
import re
from pathlib import Path

import pytest

from app.web.assets import Files, Release
from tests.conftest import SLUG
from tests.web.browsing import Browser

ROOT = Path(__file__).resolve().parents[2]
FOR_EVER = "public, max-age=31536000, immutable"


@pytest.fixture(scope="module")
def release():
    return Release(ROOT / "static")


@pytest.fixture
def get(app):
    return app.test_client().get


def test_files_of_a_page_are_kept_for_ever_under_one_fingerprint(get, release):
    addresses = re.findall(r'"(/static/[^"]+)"', get(f"/{SLUG}").text)

    assert len(addresses) > 4
    assert {address.split("/")[2] for address in addresses} == {release.fingerprint}
    answers = [get(address) for address in addresses]
    assert {(each.status_code, each.headers["Cache-Control"]) for each in answers} == {(200, FOR_EVER)}
    assert {each.headers["Vary"] for each in answers} == {"Accept-Encoding"}


@pytest.mark.parametrize("address", [
    "/static/css/tokens.css", "/static/000000000000/css/tokens.css", "/static/000000000000/vendor/vendor.json",
])
def test_file_that_its_address_does_not_name_is_asked_for_again(get, address):
    answer = get(address)

    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "public, no-cache")
    assert get(address, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304


def test_what_is_vendored_outlives_a_release(get):
    assert get("/static/vendor/flag-icons-7.5.0/4x3/ke.svg").headers["Cache-Control"] == FOR_EVER


@pytest.mark.parametrize("name", [
    "js/none.js", "vendor/none.js", "js", "", "../config.py", "%2e%2e/config.py", "/etc/passwd", "js/../../config.py",
])
@pytest.mark.parametrize("within", ["", "{}/", "000000000000/"])
def test_nothing_else_is_given(get, release, within, name):
    answer = get(f"/static/{within.format(release.fingerprint)}{name}")

    assert answer.status_code in (308, 404)
    assert "immutable" not in answer.headers.get("Cache-Control", "")


def test_all_that_a_file_names_is_in_the_release(release):
    named = [
        (name, url)
        for name, file in release.files.items() if name.startswith("css/")
        for url in re.findall(r'url\("([^"]+)"\)', file.content.decode())
    ]

    assert named
    assert all(not url.startswith("/") for _, url in named), "an address that is not relative is under no fingerprint"


def test_changed_file_is_in_the_release_of_the_next_start(tmp_path):
    file = tmp_path / "a.css"
    file.write_text("a")
    files = Files(tmp_path)
    before = files.release

    file.write_text("b")

    assert files.release is before
    assert Files(tmp_path).release.fingerprint != before.fingerprint


def modules_of(page):
    """What a page begins and what it fetches with it, without the fingerprint."""
    begun = re.findall(r'<script type="module" src="/static/[0-9a-f]+/([^"]+)"', page)
    return begun, re.findall(r'<link rel="modulepreload" href="/static/[0-9a-f]+/([^"]+)"', page)


@pytest.mark.parametrize("path", [f"/{SLUG}", "/enter", "/office/set-up"])
def test_page_fetches_at_once_what_its_modules_import(get, release, path):
    begun, fetched = modules_of(get(path).text)

    assert begun
    imported = [name for each in begun for name in release.imported(each)]
    assert fetched == imported


def test_page_without_module_fetches_none(get):
    assert modules_of(get("/docs/api").text) == ([], [])


def test_every_module_that_is_imported_is_fetched_at_once(tmp_path):
    for name, text in {
        "js/a.js": 'import { b } from "./lib/b.js"\nimport {\n  c,\n} from "./c.js"\n// import "./never.js"\n',
        "js/c.js": 'export { b } from "./lib/b.js"\nconst later = () => import("./later.js")\n',
        "js/lib/b.js": 'import "../../vendor/d.js"\nimport { a } from "../a.js"\nconst from = "./never.js"\n',
        "js/later.js": "", "vendor/d.js": "",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)

    assert Release(tmp_path).imported("js/a.js") == ("js/lib/b.js", "js/c.js", "vendor/d.js")


def test_every_module_of_ours_has_a_whole_graph(release):
    for name in release.files:
        if name.startswith("js/"):
            assert set(release.imported(name)) <= release.files.keys()


def unpacked(answer):
    is_packed = answer.headers.get("Content-Encoding") == "gzip"
    return gzip.decompress(answer.data) if is_packed else answer.data


@pytest.mark.parametrize(("path", "is_packed"), [
    ("/static/css/tokens.css", True), ("/static/js/delegate.js", True), ("/static/mark.svg", True),
    ("/static/vendor/ibm-plex-sans-5.3.0/ibm-plex-sans-latin-wdth-normal.woff2", False), (f"/{SLUG}", True),
    (f"/api/v1/meetings/{SLUG}/names/fr", True), (f"/api/v1/meetings/{SLUG}/feed.json", False), ("/healthz", False),
    ("/no/such/page", True), ("/api/v1/nothing", False), ("/docs/api", True),
])
def test_what_is_worth_it_is_packed_for_who_takes_it(get, path, is_packed):
    plain = get(path)
    packed = get(path, headers={"Accept-Encoding": "gzip, deflate, br"})

    assert ("Content-Encoding" in plain.headers, "Content-Encoding" in packed.headers) == (False, is_packed)
    assert int(packed.headers["Content-Length"]) == len(packed.data)
    assert len(packed.data) < len(plain.data) or not is_packed
    assert unpacked(packed) == plain.data
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert (plain.status_code, plain.headers.get("ETag")) == (packed.status_code, packed.headers.get("ETag"))


@pytest.mark.parametrize("takes", ["", "br", "identity", "gzip;q=0", "deflate, gzip;q=0.0"])
def test_who_does_not_take_it_gets_it_as_it_is(get, takes):
    for path in ("/static/css/tokens.css", f"/{SLUG}"):
        assert "Content-Encoding" not in get(path, headers={"Accept-Encoding": takes}).headers


def test_key_of_a_page_is_written_anew_in_each_answer(app):
    browser = Browser(app)
    browser.enter("chair")

    keys = [browser.page(f"/{SLUG}/chair")["csrf"] for _ in range(3)]

    # No beginning that could be guessed letter by letter.
    assert len({key[:6] for key in keys}) == 3
    assert all(browser.post("resume", "chair", each).status_code != 403 for each in keys)
    for other in (keys[0][:-4], f"{keys[0]}AAAA", f"A{keys[0]}", "key", "AAAA"):
        assert browser.post("resume", "chair", other).json["code"] == "csrf_failed"


@pytest.mark.parametrize(("name", "policy"), [
    ("css/tokens.css", None), ("js/delegate.js", None), ("mark.svg", "default-src 'none'"),
])
def test_file_that_could_be_opened_as_a_page_does_nothing_there(get, release, name, policy):
    headers = get(release.address(name)).headers

    assert headers.get("Content-Security-Policy") == policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Vary"] == "Accept-Encoding"
