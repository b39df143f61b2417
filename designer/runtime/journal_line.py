"""Leaves the texts of a drawing out of the journal's lines, and limits how long a line may be.

A line never carries a drawing's texts, because the drawing of one company must not make lines that nobody can read.
Where an effect has such a text, its line has ``{"text": number, "values": {variable: index}}``: an index into
``Program.texts``, and for each variable one into the *values* of the line.
"""

from collections.abc import Sequence
from typing import Any, get_args, get_type_hints

from designer.runtime.effects import EFFECTS, OF_DRAWING, Effect
from designer.runtime.filled import Filled, filled
from designer.runtime.program import Program

JsonObject = dict[str, Any]

MOST_LINE_BYTES = 256_000
"""The longest line, with its end. The switch writes none that is longer, none is read, and no drawing is published that
could need one."""


TEXT_FIELDS: dict[type[Effect], tuple[str, ...]] = {
    cls: tuple(name for name, hint in get_type_hints(cls, include_extras=True).items() if OF_DRAWING in get_args(hint))
    for cls in get_args(Effect)
}
"""The fields of each effect that carry texts of the drawing."""


def without_texts(effects: Sequence[Effect], program: Program) -> JsonObject:
    """Return the "effects" of a line of the journal. If a text is left out, the "program" that has it and the "values"
    are with them."""
    done = [EFFECTS.to_json(effect) for effect in effects]
    values: dict[str, int] = {}
    is_left_out = False
    for effect, shown in zip(effects, done, strict=True):
        if names := TEXT_FIELDS[type(effect)]:
            is_left_out = True
            shown |= {name: _without(shown[name], program.texts, values) for name in names}
    return {"effects": done, "program": program.sha, "values": list(values)} if is_left_out else {"effects": done}


def _without(value: Any, texts: dict[str, int], values: dict[str, int]) -> Any:
    if isinstance(value, Filled) and value.template in texts:
        indexes = {name: values.setdefault(each, len(values)) for name, each in value.values.items()}
        return {"text": texts[value.template], "values": indexes}
    return [_without(each, texts, values) for each in value] if isinstance(value, tuple) else value


def with_texts(
    effects: list[JsonObject], values: list[str], texts: Sequence[str], otherwise: str = ""
) -> list[JsonObject]:
    """Return the effects that ``without_texts`` was given, as JSON. *texts* are those of the program in their order;
    *otherwise* stands for each that is not among them."""

    def put_back(value: Any) -> Any:
        if _is_left_out(value):
            text = texts[value["text"]] if value["text"] < len(texts) else otherwise
            return str(filled(text, lambda name: values[value["values"][name]]))
        return [put_back(each) for each in value] if isinstance(value, list) else value

    return [{name: put_back(value) for name, value in effect.items()} for effect in effects]


def _is_left_out(value: Any) -> bool:
    return isinstance(value, dict) and value.keys() == {"text", "values"}
