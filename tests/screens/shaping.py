"""Whether a value has the shape that a TypedDict promises: nothing missing, nothing unnamed, the right types."""

from collections.abc import Iterator
from typing import Any, NotRequired, get_args, get_origin, get_type_hints, is_typeddict


def misshapen(value: Any, shape: Any, place: str = "screen") -> Iterator[str]:
    """What is wrong, each with its place."""
    origin = get_origin(shape)
    if shape is Any:
        return
    if origin is NotRequired:
        yield from misshapen(value, get_args(shape)[0], place)
    elif is_typeddict(shape):
        yield from misshapen_object(value, shape, place)
    elif origin is dict:
        if not isinstance(value, dict):
            yield f"{place} is no object"
            return
        for name, each in value.items():
            yield from misshapen(each, get_args(shape)[1], f"{place}.{name}")
    elif origin is list:
        if not isinstance(value, list):
            yield f"{place} is no list"
            return
        for index, each in enumerate(value):
            yield from misshapen(each, get_args(shape)[0], f"{place}[{index}]")
    elif type(value) is not shape and not (shape is float and type(value) is int):
        yield f"{place} is {value!r}, no {shape.__name__}"


def misshapen_object(value: Any, shape: Any, place: str) -> Iterator[str]:
    hints = get_type_hints(shape, include_extras=True)
    yield from (f"{place}.{name} is not promised" for name in sorted(value.keys() - hints.keys()))
    for name, hint in hints.items():
        if name in value:
            yield from misshapen(value[name], hint, f"{place}.{name}")
        elif get_origin(hint) is not NotRequired:
            yield f"{place}.{name} is missing"
