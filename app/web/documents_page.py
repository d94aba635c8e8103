"""What the page for readers shows, taken from the documents for programs."""

from typing import Any

Schema = dict[str, Any]
TYPES = {
    "string": "text", "integer": "whole number", "number": "number", "boolean": "true or false", "null": "null",
    "object": "object", "array": "list",
}


def page_of(openapi: Schema, asyncapi: Schema) -> dict[str, Any]:
    """The context of the page: commands, routes, screens, what goes over the socket, and all other shapes."""
    schemas: dict[str, Schema] = openapi["components"]["schemas"]
    commands = {name: each for name, each in schemas.items() if "x-may-send" in each}
    spoken = {name: each for name, each in schemas.items() if name not in commands}
    return {
        "commands": [command(each) for each in sorted(commands.values(), key=named)],
        "routes": [
            {"method": method.upper(), "path": path, "summary": each["summary"], "description": each.get("description"),
             "statuses": ", ".join(each["responses"])}
            for path, methods in openapi["paths"].items() for method, each in methods.items()
        ],
        "screens": [{"name": name, "shape": words(each)} for name, each in openapi["x-screens"].items()],
        "shapes": [shape(name, each) for name, each in spoken.items()],
        "messages": [message(name, each, asyncapi) for name, each in asyncapi["operations"].items()],
    }


def named(schema: Schema) -> str:
    return str(schema["properties"]["command"]["const"])


def command(schema: Schema) -> dict[str, Any]:
    name = named(schema)
    own = {field: each for field, each in schema["properties"].items() if field not in ("command", "command_id")}
    return {
        "name": name, "description": schema.get("description"), "who": schema["x-may-send"],
        "fields": fields({**schema, "properties": own}),
    }


def fields(schema: Schema) -> list[dict[str, Any]]:
    required = schema.get("required", [])
    return [
        {"name": name, "type": words(each), "is_required": name in required, "default": each.get("default")}
        for name, each in schema.get("properties", {}).items()
    ]


def shape(name: str, schema: Schema) -> dict[str, Any]:
    return {"name": name, "description": schema.get("description"), "fields": fields(schema)}


def message(name: str, operation: Schema, asyncapi: Schema) -> dict[str, Any]:
    payload = asyncapi["components"]["messages"][name]["payload"]
    payload = payload.get("oneOf", [payload])[0]
    if "$ref" in payload:
        payload = asyncapi["components"]["schemas"][payload["$ref"].rpartition("/")[2]]
    is_asked = operation["action"] == "receive"
    return {"name": name, "is_asked": is_asked, "summary": operation["summary"], "fields": fields(payload)}


def words(schema: Schema) -> str:
    """A type as one says it."""
    if "$ref" in schema:
        return str(schema["$ref"].rpartition("/")[2])
    if "const" in schema:
        return str(schema["const"]) if isinstance(schema["const"], str) else str(schema["const"]).lower()
    if "enum" in schema:
        return " | ".join(map(str, schema["enum"]))
    alternatives = schema.get("anyOf") or schema.get("oneOf")
    if alternatives:
        return " | ".join(map(words, alternatives))
    if schema.get("type") == "array":
        return f"[{words(schema['items'])}]"
    if isinstance(schema.get("additionalProperties"), dict):
        return f"{{id: {words(schema['additionalProperties'])}}}"
    of_format = {"date-time": "instant", "uuid": "UUID"}.get(schema.get("format", ""))
    return of_format or TYPES.get(schema.get("type", ""), "any")
