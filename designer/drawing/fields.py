"""Declares settings of nodes. Each declaration is the single source of the form control, the default and the
validation.

The controls are text, number, choice, flag, keys (of a telephone) and reference (to something the company has).
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import cache
from typing import Any

from designer.drawing.diagnostics import Diagnostic
from designer.runtime.choices import KEYS
from designer.runtime.kind_and_name import KindAndName
from designer.runtime.words import Words, marked, say

VARIABLE = r"[a-z][a-z0-9_]{0,31}"
MOST_CHARACTERS = 2000


@dataclass(frozen=True)
class Spec:
    """Describes a setting. *refers_to* names the kinds that a reference may mean; with several, the value is
    "kind:name".

    *initial* is what a new node begins with if that is not the default, which is what an absent value means. A text has
    so many *lines* in the form, and matches *pattern* if it is not empty; *example* shows one that does.
    """

    kind: str
    label: str
    default: Any
    help: str = ""
    required: bool = False
    unit: str = ""
    low: int | None = None
    high: int | None = None
    options: tuple[tuple[str, str], ...] = ()
    refers_to: tuple[str, ...] = ()
    lines: int = 1
    pattern: str = ""
    example: str = ""
    initial: Any = None

    def fault(self, value: Any) -> Words | None:
        """Return why *value* is not acceptable, or None. An empty value of a required field is left to a check."""
        return CONTROLS[self.kind](self, value)

    def to_json(self, name: str) -> dict[str, Any]:
        """Return the setting called *name* as plain JSON for the browser."""
        return {
            "name": name,
            "kind": self.kind,
            "label": self.label,
            "help": self.help,
            "default": list(self.default) if isinstance(self.default, tuple) else self.default,
            "initial": self.initial,
            "required": self.required,
            "unit": self.unit,
            "low": self.low,
            "high": self.high,
            "options": [{"value": value, "label": label} for value, label in self.options],
            "refers_to": list(self.refers_to),
            "lines": self.lines,
            "example": self.example,
        }


def is_storable(text: str) -> bool:
    """Return whether the text can be stored: half a surrogate pair has no bytes to hash, and a database keeps no NUL,
    although JSON may hold both."""
    return not any(character == "\0" or "\ud800" <= character <= "\udfff" for character in text)


def _text(spec: Spec, value: Any) -> Words | None:
    if not isinstance(value, str):
        return say("must be text")
    if len(value) > MOST_CHARACTERS:
        return say("is longer than {most} characters", most=MOST_CHARACTERS)
    if not is_storable(value):
        return say("has characters that nobody can read")
    if value and spec.pattern and not re.fullmatch(spec.pattern, value):
        return say("must look like {example}", example=spec.example)
    return None


def _number(spec: Spec, value: Any) -> Words | None:
    if not isinstance(value, int) or isinstance(value, bool):
        return say("must be a whole number")
    low, high = spec.low or 0, spec.high or 0
    return None if low <= value <= high else say("must be from {low} to {high}", low=low, high=high)


def _choice(spec: Spec, value: Any) -> Words | None:
    allowed = [option for option, _ in spec.options]
    if isinstance(value, str) and value in allowed:
        return None
    return say("must be one of: {options}", options=", ".join(allowed))


def _flag(spec: Spec, value: Any) -> Words | None:
    return None if isinstance(value, bool) else say("must be true or false")


def _keys(spec: Spec, value: Any) -> Words | None:
    if not isinstance(value, list | tuple) or not all(isinstance(key, str) for key in value):
        return say('must be a list of keys, such as ["1", "2"]')
    wrong = [key for key in value if len(key) != 1 or key not in KEYS]
    if wrong:
        return say("“{key}” is no key of a telephone (0-9, * or #)", key=wrong[0][:20])
    return say("the same key is there twice") if len(set(value)) != len(value) else None


def _reference(spec: Spec, value: Any) -> Words | None:
    if fault := _text(spec, value):
        return fault
    if value and len(spec.refers_to) > 1:
        kind, name = referred(value, spec.refers_to)
        if kind not in spec.refers_to or not name:
            return say("must look like {example}", example=f'"{spec.refers_to[0]}:name"')
    return None


CONTROLS: dict[str, Callable[[Spec, Any], Words | None]] = {
    "text": _text,
    "number": _number,
    "choice": _choice,
    "flag": _flag,
    "keys": _keys,
    "reference": _reference,
}


def referred(value: str, kinds: Sequence[str]) -> tuple[str, str]:
    """Return (kind, name) of what a field for these *kinds* refers to. With one kind, its value is the name alone."""
    found = KindAndName(value)
    return (found.kind, found.name) if len(kinds) > 1 else (kinds[0], value)


def reference_to(kind: str, name: str, kinds: Sequence[str]) -> str:
    """Return the value with which a field for these *kinds* refers to *name* of this kind."""
    return KindAndName.of(kind, name) if len(kinds) > 1 else name


def declared(cls: type) -> Mapping[str, Spec]:
    """Return the settings of a node type, in order."""
    return _specs(cls)


@cache
def _specs(cls: Any) -> Mapping[str, Spec]:
    return {f.name: f.metadata["spec"] for f in fields(cls)}


def _declare(spec: Spec) -> Any:
    return field(default=spec.default, metadata={"spec": spec})


def text(
    label: str,
    default: str = "",
    *,
    required: bool = True,
    help: str = "",
    lines: int = 1,
    pattern: str = "",
    example: str = "",
) -> Any:
    """Declare a text."""
    return _declare(
        Spec("text", label, default, help, required=required, lines=lines, pattern=pattern, example=example)
    )


def variable(label: str, default: str = "", *, required: bool = True, help: str = "") -> Any:
    """Declare the name of a variable."""
    return text(label, default, required=required, help=help, pattern=VARIABLE, example="order_number")


def number(label: str, default: int, *, low: int, high: int, unit: str = "", help: str = "") -> Any:
    """Declare a whole number from *low* to *high*, in *unit*."""
    return _declare(Spec("number", label, default, help, unit=unit, low=low, high=high))


def choice(label: str, default: str, options: dict[str, str], *, help: str = "", initial: str | None = None) -> Any:
    """Declare a choice; *options* maps values to what people read."""
    return _declare(Spec("choice", label, default, help, options=tuple(options.items()), initial=initial))


def flag(label: str, default: bool, *, help: str = "") -> Any:
    """Declare a setting that is on or off."""
    return _declare(Spec("flag", label, default, help))


def keys(label: str, default: tuple[str, ...] = (), *, help: str = "") -> Any:
    """Declare a set of telephone keys."""
    return _declare(Spec("keys", label, default, help, required=True))


def reference(label: str, *kinds: str, required: bool = True, help: str = "") -> Any:
    """Declare something that the company has, by its stable name: "welcome", or "group:sales" if there are several
    *kinds*."""
    return _declare(Spec("reference", label, "", help, required=required, refers_to=kinds))


def bad_settings(node_id: str, cls: type, settings: dict[str, Any]) -> list[Diagnostic]:
    """Yield a diagnostic for each setting that the node type does not have, or that has an unacceptable value."""
    specs = declared(cls)
    found = []
    for name, value in settings.items():
        if name not in specs:
            text, example = marked("there is no setting “{name}” here"), ", ".join(specs) or None
            values = (("name", name[:60]),)
            found.append(Diagnostic("unknown-setting", text, node_id, name[:60], example, values))
        elif why := specs[name].fault(value):
            label = Words(specs[name].label)
            found.append(
                Diagnostic("bad-setting", "{setting}: {why}", node_id, name, values=(("setting", label), ("why", why)))
            )
    return found
