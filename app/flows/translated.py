"""Translates the catalogue and the faults of drawings into the reader's language."""

from collections.abc import Sequence
from typing import Any

from app.flow_texts import translate, translate_words
from designer.drawing.catalog import describe
from designer.drawing.diagnostics import Diagnostic
from designer.runtime.words import Translate

JsonObject = dict[str, Any]


def catalogue(translate: Translate = translate) -> list[JsonObject]:
    """Return every node type, like ``describe``."""
    return [_node(node, translate) for node in describe()]


def type_labels() -> dict[str, str]:
    """Return the label of every node type, for a node without a label of its own."""
    return {node["type"]: translate(node["label"]) for node in describe()}


def message(diagnostic: Diagnostic) -> str:
    """Return the sentence of a fault."""
    return translate_words(diagnostic.words)


def diagnostics(found: Sequence[Diagnostic]) -> list[JsonObject]:
    """Return faults as JSON."""
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
