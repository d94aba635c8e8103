"""Bodies of commands: JSON objects, read strictly into the commands of the domain."""

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from pydantic import TypeAdapter, ValidationError

from app.domain.commands import COMMANDS, Command
from app.domain.errors import Malformed

ADAPTERS: dict[str, TypeAdapter[Any]] = {name: TypeAdapter(command) for name, command in COMMANDS.items()}
CODES = {"missing": "missing", "missing_keyword_only_argument": "missing", "extra_forbidden": "unnamed",
         "unexpected_keyword_argument": "unnamed"}
UUID_ADAPTER = TypeAdapter(UUID)


@dataclass(frozen=True)
class Body:
    """A command and the id under which it is done once. `canonical`: the body in the same bytes, however written."""

    command: Command
    command_id: UUID
    canonical: bytes


def read_object(raw: bytes) -> dict[str, Any]:
    """Raises Malformed `not_json`."""
    try:
        value = json.loads(raw, parse_constant=refuse_constant)
    except (ValueError, RecursionError):
        raise Malformed("not_json", "body") from None
    if not isinstance(value, dict):
        raise Malformed("not_json", "body")
    return value


def refuse_constant(constant: str) -> None:
    raise ValueError(f"{constant} is no JSON")


def read_command_id(value: Any) -> UUID:
    """Raises Malformed naming `command_id`."""
    if value is None:
        raise Malformed("missing", "command_id")
    try:
        if not isinstance(value, str):
            raise ValueError
        return UUID(value)
    except ValueError:
        raise Malformed("malformed", "command_id") from None


def read_body(raw: bytes) -> Body:
    """The command of a body. Raises Malformed; `params["field"]` names what is wrong."""
    fields = read_object(raw)
    name = fields.pop("command", None)
    if name is None:
        raise Malformed("missing", "command")
    if not isinstance(name, str):
        raise Malformed("malformed", "command")
    if name not in ADAPTERS:
        raise Malformed("unknown_command", "command", command=name)
    command_id = read_command_id(fields.pop("command_id", None))
    check_characters(fields)
    try:
        canonical = json.dumps({"command": name, **fields}, sort_keys=True).encode()
        command = ADAPTERS[name].validate_json(json.dumps(fields))
    except ValidationError as error:
        raise malformed(error) from None
    except RecursionError:
        raise Malformed("not_json", "body") from None
    return Body(command, command_id, canonical)


def check_characters(fields: dict[str, Any]) -> None:
    """Half a character, as JSON can write it, fits into no database. Raises Malformed `not_plain_text`."""
    for name, value in fields.items():
        if isinstance(value, list):
            check_characters({name: json.dumps(value, ensure_ascii=False)})
        if isinstance(value, str) and not value.isprintable() and any("\ud800" <= each <= "\udfff" for each in value):
            raise Malformed("not_plain_text", name)


def malformed(error: ValidationError) -> Malformed:
    """The first fault that was found."""
    first = error.errors(include_input=False, include_url=False, include_context=False)[0]
    field = str(first["loc"][0]) if first["loc"] else "body"
    return Malformed(CODES.get(first["type"], "malformed"), field)
