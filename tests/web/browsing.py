"""A browser as the server sees it: cookies, the origin of its pages, the token that a page carries."""

import json
import re
from typing import Any
from uuid import uuid4

from flask import Flask
from werkzeug.test import TestResponse

from app.web.here import Here
from app.web.links import Link
from tests.conftest import SLUG

ORIGIN = "http://127.0.0.1:5000"


class Browser:
    def __init__(self, app: Flask) -> None:
        self.client = app.test_client()
        self._here: Here = app.extensions["rostrum"]

    def enter(self, holder: str, generation: int = 1) -> TestResponse:
        """Opens a link: its page exchanges what stands behind the # for a cookie."""
        return self.enter_with(self._here.links.token(Link(SLUG, holder, generation)))

    def enter_with(self, token: Any) -> TestResponse:
        return self.client.post("/enter", data=json.dumps({"token": token}), headers={"Origin": ORIGIN})

    def page(self, path: str) -> dict[str, Any]:
        """The block of a page from which its scripts know where they are."""
        found = re.search(r'<script type="application/json" id="page">(.*?)</script>', self.client.get(path).text)
        assert found
        block: dict[str, Any] = json.loads(found[1])
        return block

    def post(self, command: str, acting_as: str | None, csrf: str | None, origin: str | None = ORIGIN,
             **fields: Any) -> TestResponse:  # fmt: skip
        headers = {"X-Acting-As": acting_as, "X-CSRFToken": csrf, "Origin": origin}
        return self.client.post(
            f"/api/v1/meetings/{SLUG}/commands",
            data=json.dumps({"command": command, "command_id": str(uuid4()), **fields}),
            headers={name: value for name, value in headers.items() if value is not None},
        )
