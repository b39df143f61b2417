"""Frozen dataclasses to plain JSON and back: ``{"type": "leg_answered", "at": 0, "leg": "b1"}``.

A closed set (the ops, the events, the effects) is a ``Tagged`` codec made from its classes. JSON that is not
exactly one of them raises ``ValueError``; lists come back as tuples, so that what is frozen stays frozen.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, fields
from typing import Any


def snake_case(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


class Tagged:
    """Reads and writes one closed set of dataclasses, told apart by *key*.

    *old_names* maps (tag, field) of what was written in the past to the field's name of today.
    """

    def __init__(
        self, classes: Iterable[type], key: str = "type", old_names: Mapping[tuple[str, str], str] | None = None
    ) -> None:
        self.key = key
        self._old_names = old_names or {}
        self._classes = {snake_case(cls.__name__): cls for cls in classes}
        self._tags = {cls: tag for tag, cls in self._classes.items()}
        self._names = {cls: tuple(f.name for f in fields(cls)) for cls in self._tags}
        self._complete = {tag: {key, *self._names[cls]} for tag, cls in self._classes.items()}
        self._needed = {
            cls: {f.name for f in fields(cls) if f.default is MISSING and f.default_factory is MISSING}
            for cls in self._tags
        }

    def to_json(self, value: Any) -> dict[str, Any]:
        cls = type(value)
        return {self.key: self._tags[cls], **{name: getattr(value, name) for name in self._names[cls]}}

    def check(self, data: Any) -> None:
        """Raises ValueError for what ``from_json`` would refuse."""
        if not isinstance(data, dict) or data.keys() != self._complete.get(data.get(self.key, "")):
            self.from_json(data)

    def from_json(self, data: Any) -> Any:
        if not isinstance(data, dict):
            raise ValueError(f"not an object: {data!r}")
        cls = self._classes.get(data.get(self.key, ""))
        if cls is None:
            raise ValueError(f"unknown {self.key} {data.get(self.key)!r}")
        tag = data[self.key]
        values = {
            self._old_names.get((tag, name), name): _frozen(value) for name, value in data.items() if name != self.key
        }
        if unknown := values.keys() - set(self._names[cls]):
            raise ValueError(f"{data[self.key]} has no field {min(unknown)!r}")
        if missing := self._needed[cls] - values.keys():
            raise ValueError(f"{data[self.key]} lacks {min(missing)!r}")
        return cls(**values)


def _frozen(value: Any) -> Any:
    return tuple(_frozen(item) for item in value) if isinstance(value, list) else value
