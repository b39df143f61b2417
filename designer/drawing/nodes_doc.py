"""Writes docs/nodes.md from the catalogue: ``python -m designer.drawing.nodes_doc > docs/nodes.md``."""

import json
import sys
from typing import Any

from designer.drawing.catalog import describe

JsonObject = dict[str, Any]


def document() -> str:
    """Return the page, in Markdown."""
    parts = ["# The nodes of a flow\n\nWritten from the node types themselves (`designer/drawing/nodes/`).\n"]
    parts += [_node(item) for item in describe()]
    return "\n".join(parts)


def _node(item: JsonObject) -> str:
    lines = [f"## {item['label']} (`{item['type']}`)", "", item["help"], ""]
    if item["fields"]:
        lines += ["| setting | | value | default |", "|---|---|---|---|", *map(_setting, item["fields"]), ""]
    outlets = [f"`{outlet['name']}` ({outlet['label']})" for outlet in item["outlets"]]
    if item["outlets_from"]:
        outlets.insert(0, f"each of `{item['outlets_from']}`")
    lines += [f"Outlets: {', '.join(outlets) if outlets else 'none'}.", ""]
    return "\n".join(lines)


def _setting(field: JsonObject) -> str:
    label = f"{field['label']}. {field['help']}" if field["help"] else f"{field['label']}."
    needed = " Required." if field["required"] else ""
    default = f"`{json.dumps(field['default'])}`"
    return f"| `{field['name']}` | {label}{needed} | {_value(field)} | {default} |"


def _value(field: JsonObject) -> str:
    match field["kind"]:
        case "number":
            unit = f" {field['unit']}" if field["unit"] else ""
            return f"{field['low']} to {field['high']}{unit}"
        case "choice":
            return ", ".join(f"`{option['value']}`" if option["value"] else '`""`' for option in field["options"])
        case "reference" if len(field["refers_to"]) > 1:
            return " or ".join(f'`"{kind}:{_known_by(kind)}"`' for kind in field["refers_to"])
        case "reference":
            kind = field["refers_to"][0]
            return f"{_known_by(kind)} of {'an' if kind[0] in 'aeiou' else 'a'} {kind}"
        case "keys":
            return 'list of keys, such as `["1", "2"]`'
        case "flag":
            return "`true` or `false`"
    return _text(field)


def _known_by(kind: str) -> str:
    return "extension" if kind == "employee" else "name"


def _text(field: JsonObject) -> str:
    """Return what may be typed into a text field, with an example if not every text will do."""
    what = "lines of text" if field["lines"] > 1 else "text"
    example = field["example"].replace("|", "\\|")
    return f"{what} such as `{example}`" if example else what


if __name__ == "__main__":
    sys.stdout.write(document())
