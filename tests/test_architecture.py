"""The walls of the house, by the imports of its modules."""

import ast
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
APP = ROOT / "app"
WALLS = {
    "domain": ("app.domain",),
    "screens": ("app.domain", "app.screens"),
    "store": ("app.domain", "app.store", "app.keys"),
    "live": ("app.domain", "app.screens", "app.store", "app.live", "app.keys"),
    "importing": ("app.domain", "app.importing"),
    "reports": ("app.domain", "app.reports"),
    "documents": ("app.domain", "app.reports", "app.documents"),
    "papers": ("app.papers",),
    "accounts": ("app.accounts", "app.domain", "app.store", "app.keys"),
    "post": ("app.post", "app.domain", "app.store"),
}
OUTSIDE = {
    "store": ("sqlalchemy", "pydantic", "alembic"),
    "live": ("engineio", "flask_socketio", "socketio", "pydantic", "redis", "sqlalchemy"),
    "importing": ("pyuca", "python_calamine", "yaml"),
    "documents": (
        "babel", "docx", "flask_babel", "icalendar", "jinja2", "markupsafe", "segno", "weasyprint", "xlsxwriter",
        "yaml",
    ),
    "papers": ("defusedxml", "pypdf"),
    "post": ("sqlalchemy",),
    "accounts": ("argon2", "pyotp", "sqlalchemy"),
}
SERVICE = ("app.domain", "app.store", "app.keys")
GREEN = ("eventlet", "gevent", "greenlet")
MAY_CATCH_ALL = {
    "app/live/news.py", "app/live/relay.py", "app/live/ticker.py", "app/live/volley.py", "app/post/courier.py",
    "app/post/postman.py",
}
MAY_ASK_THE_CLOCK = {
    "app/timing.py", "app/__init__.py", "app/cli.py", "app/web/api.py", "app/web/office/door.py",
    "app/web/statements.py",
}


def modules(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*.py") if "migrations" not in path.parts)


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(tree(path)))


def imported(path: Path) -> Iterator[str]:
    for node in nodes(path):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively"
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names if node.module == "app")


def is_within(module: str, allowed: tuple[str, ...]) -> bool:
    return any(module == each or module.startswith(f"{each}.") for each in allowed)


@pytest.mark.parametrize("room", WALLS)
def test_room_imports_only_what_its_walls_allow(room):
    breaches = [
        f"{path.relative_to(ROOT)}: {module}"
        for path in modules(APP / room)
        for module in imported(path)
        if module != "app" and not is_within(module, WALLS[room]) and not is_within(module, OUTSIDE.get(room, ()))
        and module.partition(".")[0] not in sys.stdlib_module_names
    ]

    assert breaches == []


def test_service_knows_neither_the_edge_nor_the_way_out():
    named = [module for module in imported(APP / "service.py") if module.startswith("app.")]

    assert [module for module in named if not is_within(module, SERVICE)] == []


def test_green_threads_are_named_in_two_places():
    files = [ROOT / "wsgi.py", ROOT / "config.py", ROOT / "dev.py", *modules(APP)]

    naming = {path.relative_to(ROOT) for path in files if any(is_within(each, GREEN) for each in imported(path))}

    within = {each for each in naming if each.is_relative_to("app/runtime")}
    assert within
    assert naming - within == {Path("wsgi.py")}


def test_patching_comes_before_everything_else():
    first = next(node for node in tree(ROOT / "wsgi.py").body if not isinstance(node, ast.Expr))

    assert isinstance(first, ast.If)
    assert "monkey_patch" in ast.dump(first)


def test_nobody_swallows_every_exception():
    catching = {
        str(path.relative_to(ROOT))
        for path in modules(APP)
        for node in nodes(path)
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or (isinstance(node.type, ast.Name) and node.type.id in ("Exception", "BaseException")))
    }

    assert catching == MAY_CATCH_ALL


def test_the_clock_is_asked_at_the_edge_only():
    asking = {
        str(path.relative_to(ROOT))
        for path in modules(APP)
        for node in nodes(path)
        if (isinstance(node, ast.Name) and node.id == "utcnow")
        or (isinstance(node, ast.Attribute) and node.attr in ("utcnow", "today"))
        or (isinstance(node, ast.Attribute) and node.attr == "now" and ast.unparse(node) == "datetime.now")
    }

    assert asking <= MAY_ASK_THE_CLOCK
