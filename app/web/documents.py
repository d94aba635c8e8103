"""The documents for other programs, served by the program that they describe, and a page that people can read."""

import hashlib
import json
from typing import Any

from flask import Blueprint, Flask, Response, current_app, render_template, request

from app.web.asyncapi import asyncapi
from app.web.describing import Answer, Operation, described
from app.web.documents_page import page_of
from app.web.frames import frame
from app.web.openapi import openapi

blueprint = Blueprint("documents", __name__)
KEPT = "rostrum.documents"
AGE_S = 300


def described_as(what: str) -> Operation:
    return Operation(
        summary=f"The {what} document", tag="documents", security=(), is_open=True,
        answers={200: Answer("The document."), 304: Answer("The tag is still right.")},
    )


class Documents:
    """Both documents, made when the first is asked for: they change only with the code."""

    def __init__(self, app: Flask) -> None:
        self.openapi = openapi(app)
        self.asyncapi = asyncapi()


def documents() -> Documents:
    kept: Documents | None = current_app.extensions.get(KEPT)
    if kept is None:
        kept = current_app.extensions[KEPT] = Documents(current_app)
    return kept


def written(document: dict[str, Any]) -> bytes:
    """The same bytes in every process."""
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


def kept_by_tag(body: bytes) -> Response:
    """Anybody may keep it for a while, and asks by its tag then."""
    response = Response(body, content_type="application/json")
    response.set_etag(hashlib.blake2b(body, digest_size=9).hexdigest())
    response.headers["Cache-Control"] = f"public, max-age={AGE_S}"
    response.make_conditional(request)
    return response


@blueprint.get("/api/v1/openapi.json")
@described(described_as("OpenAPI"))
def openapi_json() -> Response:
    return kept_by_tag(written(documents().openapi))


@blueprint.get("/api/v1/asyncapi.json")
@described(described_as("AsyncAPI"))
def asyncapi_json() -> Response:
    return kept_by_tag(written(documents().asyncapi))


@blueprint.get("/docs/api")
def page() -> str:
    made = documents()
    return render_template("docs_api.html", **page_of(made.openapi, made.asyncapi), **frame("docs"))
