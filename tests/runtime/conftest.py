"""A kernel or a container without io_uring is served all the same; nothing can bring it, so nothing is tried there."""

from app.runtime.ring import opened

ring = opened(1)
collect_ignore = [] if ring else ["test_ring.py"]
if ring:
    ring.close()


def pytest_report_header() -> str:
    return "io_uring: " + ("not here, and its tests are left out" if collect_ignore else "here")
