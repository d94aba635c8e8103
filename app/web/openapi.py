"""The OpenAPI 3.1 document of HTTP, made from the routes, their descriptions, and the types that they use."""

import re
from typing import Any

from flask import Flask
from werkzeug.routing import Rule

from app.screens.shapes import SHAPES
from app.web.answers import Refused
from app.web.describing import JSON, OPERATIONS, Answer, Operation, name_of
from app.web.languages import LANGUAGES
from app.web.phrases import REFUSALS
from app.web.schemas import Schema, Schemas
from app.web.webhook_shapes import webhooks

VERSION = "1"
GAP = re.compile(r"<(?:[a-z_]+(?:\([^)]*\))?:)?(\w+)>")
SLUG: Schema = {"type": "string", "pattern": "^[a-z0-9-]{1,60}$"}
OF_PATH: dict[str, tuple[str, Schema]] = {
    "slug": ("The id of a meeting.", SLUG),
    "screen": ("An audience.", {"enum": list(SHAPES)}),
    "language": ("The code of a language.", {"enum": list(LANGUAGES)}),
    "statement_id": ("The id of a text.", {"type": "string", "minLength": 1}),
}
HEADERS = {
    "X-Seat": "The name of the seat, shown among the acts of the desk; `api` if there is none.",
    "X-Acting-As": "Of a browser that holds several links: `chair`, `secretariat`, `delegation:KEN`.",
    "X-CSRFToken": "The token of a page, with the cookie.",
}
WHY = {
    400: "The request cannot be understood.", 401: "Not signed in, or no more.", 403: "Not this caller's to do or see.",
    404: "There is no such target.", 409: "The rules refuse.", 413: "Too large.",
    422: "Malformed; `params.field` names it.", 429: "Too many in so short a time.",
    503: "Not now; nothing was changed.",
}
RETRY = {"Retry-After": {"description": "Seconds.", "schema": {"type": "string", "pattern": "^[0-9]+$"}}}
TAG = {"ETag": {"description": "The tag of what is answered.", "schema": {"type": "string"}}}
WAYS: dict[str, Schema] = {
    "link": {"type": "http", "scheme": "bearer", "description": "The token of a link: what stands behind its #."},
    "session": {
        "type": "apiKey", "in": "cookie", "name": "rostrum",
        "description": "The cookie into which `/enter` exchanges a link; over HTTPS it is called `__Host-rostrum`.",
    },
    "metrics": {"type": "http", "scheme": "bearer", "description": "The METRICS_TOKEN of the settings."},
}


def openapi(app: Flask) -> dict[str, Any]:
    """The document. It depends on the code alone: not on settings, meetings, language or moment."""
    schemas = Schemas()
    schemas.of(Refused)
    paths: dict[str, Any] = {}
    for rule in sorted(app.url_map.iter_rules(), key=lambda each: each.rule):
        operation = described_by(app, rule)
        if operation:
            for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
                written = written_operation(operation, rule, schemas)
                paths.setdefault(GAP.sub(r"{\1}", rule.rule), {})[method.lower()] = written
    calls = webhooks(schemas)
    return {
        "openapi": "3.1.0",
        "jsonSchemaDialect": "https://json-schema.org/draft/2020-12/schema",
        "info": {
            "title": "Rostrum", "version": VERSION, "license": {"name": "MIT", "identifier": "MIT"},
            "description": (
                "The speakers' list of a multilateral meeting. Fields may be added; none is taken away. Instants are "
                "ISO 8601, UTC, with milliseconds and `Z`; durations are seconds. News come over the socket: see "
                "`/api/v1/asyncapi.json`."
            ),
        },
        "paths": paths,
        "webhooks": calls,
        "components": {"schemas": with_codes(schemas.all()), "securitySchemes": WAYS},
        "x-screens": {name: schemas.of(shape) for name, shape in SHAPES.items()},
    }


def described_by(app: Flask, rule: Rule) -> Operation | None:
    view = app.view_functions.get(rule.endpoint)
    return OPERATIONS.get(name_of(view)) if view else None


def with_codes(schemas: dict[str, Schema]) -> dict[str, Schema]:
    """The codes of refusals are those that have a sentence."""
    refused = schemas["Refused"]
    return {**schemas, "Refused": {**refused, "properties": {
        **refused["properties"], "code": {"enum": sorted(REFUSALS)},
    }}}


def written_operation(operation: Operation, rule: Rule, schemas: Schemas) -> Schema:
    written: Schema = {
        "operationId": rule.endpoint.replace(".", "_"),
        "tags": [operation.tag],
        "summary": operation.summary,
        **({"description": operation.description} if operation.description else {}),
        "parameters": parameters(operation, rule),
        "security": [{}] * operation.is_open + [{way: []} for way in operation.security],
        "responses": responses(operation, schemas),
    }
    if operation.body or operation.body_media != JSON:
        schema = schemas.of(operation.body) if operation.body else {"type": "string", "format": "binary"}
        written["requestBody"] = {"required": True, "content": {operation.body_media: {"schema": schema}}}
    return written


def parameters(operation: Operation, rule: Rule) -> list[Schema]:
    found: list[Schema] = []
    for name in GAP.findall(rule.rule):
        description, schema = OF_PATH.get(name, ("", {"type": "string"}))
        found.append({"name": name, "in": "path", "required": True, "description": description, "schema": schema})
    for query in operation.query:
        found.append({
            "name": query.name, "in": "query", "description": query.description, "required": query.is_needed,
            "schema": dict(query.schema),
        })
    for name in operation.headers:
        found.append({"name": name, "in": "header", "description": HEADERS[name], "schema": {"type": "string"}})
    return found


def responses(operation: Operation, schemas: Schemas) -> dict[str, Schema]:
    """By status; a foreign origin is refused before any route, and so is what cannot be understood."""
    answers = {status: answered(status, each, operation, schemas) for status, each in operation.answers.items()}
    refused = {status: refusal(status, schemas) for status in {*operation.refusals, 400, 403} - answers.keys()}
    return {str(status): each for status, each in sorted((answers | refused).items())}


def answered(status: int, answer: Answer, operation: Operation, schemas: Schemas) -> Schema:
    written: Schema = {"description": answer.description}
    if 304 in operation.answers:
        written["headers"] = TAG
    if status == 304:
        return written
    schema = schemas.of(answer.shape) if answer.shape else {"type": "object"} if "json" in answer.media else None
    return {**written, "content": {answer.media: {"schema": schema or {"type": "string"}}}}


def refusal(status: int, schemas: Schemas) -> Schema:
    written: Schema = {"description": WHY[status], "content": {JSON: {"schema": schemas.of(Refused)}}}
    return {**written, "headers": RETRY} if status in (429, 503) else written
