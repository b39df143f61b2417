"""The catalogue, and the faults of drawings, in the language of whoever asks."""

from collections.abc import Sequence
from typing import Any

from app.flow_texts import said, translate
from designer.drawing.catalog import describe
from designer.drawing.diagnostics import Diagnostic
from designer.runtime.words import Translate

JsonObject = dict[str, Any]


def catalogue(translate: Translate = translate) -> list[JsonObject]:
    """Every node type, as ``describe`` has it."""
    return [_node(node, translate) for node in describe()]


def type_labels() -> dict[str, str]:
    """Of every node type, for one that has no label of its own."""
    return {node["type"]: translate(node["label"]) for node in describe()}


def message(diagnostic: Diagnostic) -> str:
    return said(diagnostic.words)


def diagnostics(found: Sequence[Diagnostic]) -> list[JsonObject]:
    return [{**each.to_json(), "message": message(each)} for each in found]


def _node(node: JsonObject, translate: Translate) -> JsonObject:
    return {
        **node,
        **{name: translate(node[name]) for name in ("label", "group", "help")},
        "outlets": [_labelled(outlet, translate) for outlet in node["outlets"]],
        "fields": [_field(field, translate) for field in node["fields"]],
    }


def _field(field: JsonObject, translate: Translate) -> JsonObject:
    words = {name: translate(field[name]) for name in ("help", "unit")}
    return {
        **_labelled(field, translate),
        **words,
        "options": [_labelled(option, translate) for option in field["options"]],
    }


def _labelled(each: JsonObject, translate: Translate) -> JsonObject:
    return {**each, "label": translate(each["label"])}
