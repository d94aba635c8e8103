"""What the OpenAPI document says is what the program does: requests made from it find nothing undocumented, no 500."""

from collections import Counter

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.schemas import BaseSchema
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from app.web.here import Here
from app.web.links import Link
from tests.conftest import SLUG

CHECKS = [
    not_a_server_error, status_code_conformance, content_type_conformance, response_headers_conformance,
    response_schema_conformance,
]
HOLDERS = ("chair", "secretariat", "KEN", None)
ADDRESS = "/api/v1/openapi.json"
KNOWN = {"list": "2.1", "intervention": "i1", "item": "4", "before": "i2", "language": "en"}


@pytest.fixture
def document(app: Flask) -> BaseSchema:
    return schemathesis.openapi.from_wsgi(ADDRESS, app)


def headers_of(here: Here, holder: str | None) -> dict[str, str]:
    # It says that it takes gzip, and does not unpack what it is given by WSGI.
    plain = {"Accept-Encoding": "identity"}
    return {**plain, "Authorization": f"Bearer {here.links.token(Link(SLUG, holder, 1))}"} if holder else plain


def grounded(case: schemathesis.Case, number: int) -> None:
    """Three of four are about the meeting that is here, half of them about what is in it: else all is unknown."""
    if number % 4 and "slug" in case.path_parameters:
        case.path_parameters["slug"] = SLUG
    if number % 2 and isinstance(case.body, dict):
        case.body.update({name: each for name, each in KNOWN.items() if isinstance(case.body.get(name), str)})
    case.headers.pop("Cookie", None)


def ask_all(document: BaseSchema, headers: dict[str, str], examples: int) -> Counter[int]:
    """Sends so many right and so many wrong requests to each operation, and judges each answer: statuses, how often."""
    statuses: Counter[int] = Counter()
    for found in document.get_all_operations():
        operation = found.ok()
        can_be_wrong = operation.definition.raw.get("parameters") or "requestBody" in operation.definition.raw
        for mode in GenerationMode if can_be_wrong else [GenerationMode.POSITIVE]:

            @settings(
                max_examples=examples, deadline=None, derandomize=True, database=None, phases=[Phase.generate],
                suppress_health_check=list(HealthCheck),
            )
            @given(case=operation.as_strategy(generation_mode=mode))
            def ask(case: schemathesis.Case) -> None:
                grounded(case, statuses.total())
                answer = case.call(headers={**dict(case.headers), **headers})
                case.validate_response(answer, checks=CHECKS)
                statuses[answer.status_code] += 1

            ask()
    return statuses


@pytest.mark.parametrize("holder", HOLDERS)
def test_requests_made_from_the_document_are_answered_as_it_says(document, here, holder):
    statuses = ask_all(document, headers_of(here, holder), examples=4)

    assert statuses.keys() >= ({200, 404, 422} if holder else {200, 401, 404})


@pytest.mark.slow
@pytest.mark.parametrize("holder", HOLDERS)
def test_many_requests_made_from_the_document_are_answered_as_it_says(document, here, holder):
    statuses = ask_all(document, headers_of(here, holder), examples=50)

    assert statuses.keys() >= ({200, 404, 409, 422} if holder else {200, 401, 404})
