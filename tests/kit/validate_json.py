# SPDX-License-Identifier: MIT
"""Checks one object of the kit against the JSON Schema of its command.

usage: validate_json.py SCHEMAS COMMAND STATUS FILE

Knows the keywords that docs/reference/kit uses: type, required, properties, additionalProperties, items,
enum, const, $ref to a file beside it.
"""
import json
import pathlib
import sys

TYPES = {
    "object": dict,
    "array": list,
    "string": str,
    "boolean": bool,
    "null": type(None),
    "integer": int,
    "number": (int, float),
}
KNOWN = {"$schema", "$id", "$ref", "title", "description", "type", "required", "properties",
         "additionalProperties", "items", "enum", "const"}


def has_type(value, name):
    if isinstance(value, bool):
        return name == "boolean"
    return isinstance(value, TYPES[name])


def mistakes(value, schema, folder, path="$"):
    unknown = set(schema) - KNOWN
    if unknown:
        yield f"{path}: this checker does not know {sorted(unknown)}"
    if "$ref" in schema:
        other = json.loads((folder / schema["$ref"]).read_text())
        yield from mistakes(value, other, folder, path)
    if "const" in schema and value != schema["const"]:
        yield f"{path}: {value!r} is not {schema['const']!r}"
    if "enum" in schema and value not in schema["enum"]:
        yield f"{path}: {value!r} is none of {schema['enum']}"
    if "type" in schema:
        names = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
        if not any(has_type(value, name) for name in names):
            yield f"{path}: {value!r} is no {' or '.join(names)}"
            return
    if isinstance(value, dict):
        yield from object_mistakes(value, schema, folder, path)
    if isinstance(value, list) and "items" in schema:
        for index, item in enumerate(value):
            yield from mistakes(item, schema["items"], folder, f"{path}[{index}]")


def object_mistakes(value, schema, folder, path):
    for name in schema.get("required", []):
        if name not in value:
            yield f"{path}: {name} is missing"
    properties = schema.get("properties", {})
    for name, member in value.items():
        if name in properties:
            yield from mistakes(member, properties[name], folder, f"{path}.{name}")
        elif schema.get("additionalProperties") is False:
            yield f"{path}: {name} is not in the schema"


def main():
    folder = pathlib.Path(sys.argv[1])
    command, status, file = sys.argv[2:5]
    value = json.loads(pathlib.Path(file).read_text())
    name = {"questions": "questions", "error": "error", "cancelled": "error"}.get(status, command)
    schema = json.loads((folder / f"{name}.schema.json").read_text())
    found = list(mistakes(value, schema, folder))
    if value.get("status") != status:
        found.append(f"$.status: {value.get('status')!r} instead of {status!r}")
    if value.get("command") != command:
        found.append(f"$.command: {value.get('command')!r} instead of {command!r}")
    if found:
        print("\n".join(found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
