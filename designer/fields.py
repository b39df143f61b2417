"""Settings of nodes. Each declaration is the single source of the form control, the default and the validation.

The controls: text, number, choice, flag, keys (of a telephone), reference (to something the company has).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from typing import Any

from designer.diagnostics import Diagnostic

KEYS = "1234567890*#"
VARIABLE = r"[a-z][a-z0-9_]{0,31}"
MOST_CHARACTERS = 2000


@dataclass(frozen=True)
class Spec:
    """*refers_to* names the kinds that a reference may mean; with several, the value is "kind:name".

    A text has *lines*, as it is typed, and matches *pattern* if it is not empty; *example* shows one that does.
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

    def fault(self, value: Any) -> str | None:
        """Why *value* is not acceptable, or None. An empty value of a required field is a check's business."""
        return CONTROLS[self.kind](self, value)

    def to_json(self, name: str) -> dict[str, Any]:
        return {
            "name": name,
            "kind": self.kind,
            "label": self.label,
            "help": self.help,
            "default": list(self.default) if isinstance(self.default, tuple) else self.default,
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
    """Half a surrogate pair has no bytes to hash, and a database keeps no NUL; JSON may hold both."""
    return not any(character == "\0" or "\ud800" <= character <= "\udfff" for character in text)


def _text(spec: Spec, value: Any) -> str | None:
    if not isinstance(value, str):
        return "must be text"
    if len(value) > MOST_CHARACTERS:
        return f"is longer than {MOST_CHARACTERS} characters"
    if not is_storable(value):
        return "has characters that nobody can read"
    if value and spec.pattern and not re.fullmatch(spec.pattern, value):
        return f"must look like {spec.example}"
    return None


def _number(spec: Spec, value: Any) -> str | None:
    if not isinstance(value, int) or isinstance(value, bool):
        return "must be a whole number"
    low, high = spec.low or 0, spec.high or 0
    return None if low <= value <= high else f"must be from {low} to {high}"


def _choice(spec: Spec, value: Any) -> str | None:
    allowed = [option for option, _ in spec.options]
    return None if isinstance(value, str) and value in allowed else f"must be one of: {', '.join(allowed)}"


def _flag(spec: Spec, value: Any) -> str | None:
    return None if isinstance(value, bool) else "must be true or false"


def _keys(spec: Spec, value: Any) -> str | None:
    if not isinstance(value, list | tuple) or not all(isinstance(key, str) for key in value):
        return 'must be a list of keys, such as ["1", "2"]'
    wrong = [key for key in value if len(key) != 1 or key not in KEYS]
    if wrong:
        return f"{wrong[0][:20]!r} is no key of a telephone (0-9, * or #)"
    return "has a key twice" if len(set(value)) != len(value) else None


def _reference(spec: Spec, value: Any) -> str | None:
    if fault := _text(spec, value):
        return fault
    if value and len(spec.refers_to) > 1:
        kind, colon, name = value.partition(":")
        if kind not in spec.refers_to or not colon or not name:
            return f'must look like "{spec.refers_to[0]}:name"'
    return None


CONTROLS: dict[str, Callable[[Spec, Any], str | None]] = {
    "text": _text,
    "number": _number,
    "choice": _choice,
    "flag": _flag,
    "keys": _keys,
    "reference": _reference,
}


def declared(cls: type) -> dict[str, Spec]:
    """The settings of a node type, in order."""
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
    return _declare(
        Spec("text", label, default, help, required=required, lines=lines, pattern=pattern, example=example)
    )


def variable(label: str, default: str = "", *, required: bool = True, help: str = "") -> Any:
    """The name of a variable."""
    return text(label, default, required=required, help=help, pattern=VARIABLE, example="order_number")


def number(label: str, default: int, *, low: int, high: int, unit: str = "", help: str = "") -> Any:
    return _declare(Spec("number", label, default, help, unit=unit, low=low, high=high))


def choice(label: str, default: str, options: dict[str, str], *, help: str = "") -> Any:
    return _declare(Spec("choice", label, default, help, options=tuple(options.items())))


def flag(label: str, default: bool, *, help: str = "") -> Any:
    return _declare(Spec("flag", label, default, help))


def keys(label: str, default: tuple[str, ...] = (), *, help: str = "") -> Any:
    return _declare(Spec("keys", label, default, help, required=True))


def reference(label: str, *kinds: str, required: bool = True, help: str = "") -> Any:
    """Something that the company has, by its stable name: "welcome", or "group:sales" where kinds differ."""
    return _declare(Spec("reference", label, "", help, required=required, refers_to=kinds))


def bad_settings(node_id: str, cls: type, settings: dict[str, Any]) -> list[Diagnostic]:
    """Every setting of *settings* that the node type does not have, or that has an unacceptable value."""
    specs = declared(cls)
    found = []
    for name, value in settings.items():
        if name not in specs:
            message = f"{name[:60]!r} is no setting here"
            found.append(Diagnostic("unknown-setting", message, node_id, name[:60], ", ".join(specs) or None))
        elif why := specs[name].fault(value):
            found.append(Diagnostic("bad-setting", f"{specs[name].label} {why}", node_id, name))
    return found
