"""JSON Schemas (2020-12) of what comes in and goes out, generated from the types that the program itself uses.

They are closed: a field that no type names is a fault, going in as coming out.
"""

import inspect
from collections.abc import Callable
from types import NoneType, UnionType
from typing import Any, Literal, NotRequired, Union, get_args, get_origin, get_type_hints, is_typeddict

from pydantic import BaseModel, TypeAdapter

from app.domain.commands import Command, Unset
from app.domain.permissions import MAY_SEND

Schema = dict[str, Any]
PLACE = "#/components/schemas/"
PLAIN: dict[Any, str] = {str: "string", int: "integer", float: "number", bool: "boolean", NoneType: "null"}


class Schemas:
    """The schemas that were asked for, by name; what has a name is referred to and written once."""

    def __init__(self) -> None:
        self._named: dict[str, Schema] = {}
        self._shapes: dict[str, Any] = {}

    def all(self) -> dict[str, Schema]:
        return dict(sorted(self._named.items()))

    def of(self, shape: Any) -> Schema:
        """The schema of a type; of a tuple of types: of any of them. Raises TypeError for one that JSON has not."""
        origin, inner = get_origin(shape), get_args(shape)
        if shape is Any:
            return {}
        if isinstance(shape, tuple):
            return self._one_of(shape)
        if is_typeddict(shape):
            return self._refer(shape.__name__, shape, lambda: self._object(shape))
        if origin is NotRequired:
            return self.of(inner[0])
        if origin is dict:
            return {"type": "object", "additionalProperties": self.of(inner[1])}
        if origin is list:
            return {"type": "array", "items": self.of(inner[0])}
        if origin is Literal:
            return {"const": inner[0]} if len(inner) == 1 else {"enum": list(inner)}
        if origin in (Union, UnionType):
            return {"anyOf": [self.of(each) for each in inner]}
        if shape in PLAIN:
            return {"type": PLAIN[shape]}
        return self._model(shape)

    def patch_of(self, shape: Any) -> Schema:
        """The schema of an RFC 7396 merge patch from one value of a shape to another."""
        origin, inner = get_origin(shape), get_args(shape)
        if is_typeddict(shape):
            return self._refer(f"{shape.__name__}Patch", shape, lambda: self._object_patch(shape))
        if origin is NotRequired:
            return {"anyOf": [self.patch_of(inner[0]), {"type": "null"}]}
        if origin is dict:
            return {"type": "object", "additionalProperties": {"anyOf": [self.patch_of(inner[1]), {"type": "null"}]}}
        return self.of(shape)

    def _refer(self, name: str, shape: Any, write: Callable[[], Schema]) -> Schema:
        """Raises TypeError if two types have one name."""
        if name not in self._named:
            self._shapes[name], self._named[name] = shape, {}
            self._named[name] = write()
        if self._shapes[name] is not shape:
            raise TypeError(f"two types are called {name}")
        return {"$ref": PLACE + name}

    def _object(self, shape: Any) -> Schema:
        hints = get_type_hints(shape, include_extras=True)
        return {
            **said(shape),
            "type": "object",
            "properties": {name: self.of(hint) for name, hint in hints.items()},
            "required": [name for name, hint in hints.items() if get_origin(hint) is not NotRequired],
            "additionalProperties": False,
        }

    def _object_patch(self, shape: Any) -> Schema:
        hints = get_type_hints(shape, include_extras=True)
        return {
            "description": f"What has changed of a {shape.__name__}; null: it is not there any more.",
            "type": "object",
            "properties": {name: self.patch_of(hint) for name, hint in hints.items()},
            "additionalProperties": False,
        }

    def _one_of(self, shapes: tuple[Any, ...]) -> Schema:
        each = {shape: self.of(shape) for shape in shapes}
        if not all(isinstance(shape, type) and issubclass(shape, Command) for shape in shapes):
            return {"anyOf": list(each.values())}
        mapping = {shape.name: reference["$ref"] for shape, reference in each.items()}
        return {"oneOf": list(each.values()), "discriminator": {"propertyName": "command", "mapping": mapping}}

    def _model(self, shape: Any) -> Schema:
        if isinstance(shape, type) and issubclass(shape, Command):
            return self._refer(shape.__name__, shape, lambda: command_body(shape))
        if isinstance(shape, type) and issubclass(shape, BaseModel):
            return self._refer(shape.__name__, shape, lambda: cleaned(model(shape)))
        raise TypeError(f"{shape!r} has no schema")


def said(shape: Any) -> Schema:
    return {"description": inspect.cleandoc(shape.__doc__)} if shape.__doc__ else {}


def model(shape: Any) -> Schema:
    """What validates it says what it takes."""
    schema: Schema = TypeAdapter(shape).json_schema()
    schema.pop("$defs", None)
    return schema


def command_body(command: type[Command]) -> Schema:
    """The body that sends a command: its name, the id under which it is done once, its fields."""
    schema = cleaned(model(command))
    return {
        **schema,
        "properties": {
            "command": {"const": command.name}, "command_id": {"type": "string", "format": "uuid"},
            **schema["properties"],
        },
        "required": ["command", "command_id", *schema.get("required", [])],
        "x-may-send": sorted(MAY_SEND[command.name]),
    }


def cleaned(schema: Any) -> Any:
    """Without titles that repeat the name, and without the mark of a field that was not given."""
    if isinstance(schema, list):
        return [cleaned(each) for each in schema if not is_unset(each)]
    if not isinstance(schema, dict):
        return schema
    kept = {
        name: {field: cleaned(each) for field, each in value.items()} if name == "properties" else cleaned(value)
        for name, value in schema.items()
        if name != "title" and not (name == "default" and value in (None, Unset.UNSET.value))
    }
    return kept["anyOf"][0] if list(kept) == ["anyOf"] and len(kept["anyOf"]) == 1 else kept


def is_unset(schema: Any) -> bool:
    return isinstance(schema, dict) and schema.get("$ref", "").endswith("/Unset")
