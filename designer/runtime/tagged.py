"""Reads and writes frozen dataclasses as plain JSON, told apart by a tag: ``{"type": "leg_answered", "leg": "b1"}``.

Strict in both directions: a field missing from the JSON takes the dataclass's default or raises ValueError, and so does
an unknown field or tag. Lists come back as tuples, so that frozen values stay frozen.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, fields
from types import MappingProxyType
from typing import Any


def snake_case(name: str) -> str:
    """Return "PromptEnded" as "prompt_ended"."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


class Tagged:
    """Reads and writes one closed set of dataclasses, told apart by *key*.

    *old_tags* maps tags that were written in the past to those of today. *old_names* maps (tag of today, field) of what
    was written in the past to the field's name of today.
    """

    def __init__(
        self,
        classes: Iterable[type],
        key: str = "type",
        old_tags: Mapping[str, str] | None = None,
        old_names: Mapping[tuple[str, str], str] | None = None,
    ) -> None:
        self.key = key
        self._old_tags = old_tags or {}
        self._old_names = old_names or {}
        self._classes = {snake_case(cls.__name__): cls for cls in classes}
        self._tags = {cls: tag for tag, cls in self._classes.items()}
        self._names = {cls: tuple(f.name for f in fields(cls)) for cls in self._tags}
        self._complete = {tag: {key, *self._names[cls]} for tag, cls in self._classes.items()}
        self._with_lists = {cls: tuple(f.name for f in fields(cls) if "tuple" in str(f.type)) for cls in self._tags}
        self._needed = {
            cls: {f.name for f in fields(cls) if f.default is MISSING and f.default_factory is MISSING}
            for cls in self._tags
        }

    def tag(self, data: Mapping[str, Any]) -> str:
        """Return the tag that *data* would have if it were written today; it may be an unknown one."""
        tag = str(data.get(self.key, ""))
        return self._old_tags.get(tag, tag)

    def to_json(self, value: Any) -> dict[str, Any]:
        """Return *value* as plain JSON."""
        cls = type(value)
        return {self.key: self._tags[cls], **{name: getattr(value, name) for name in self._names[cls]}}

    def check(self, data: Any) -> None:
        """Raise ValueError if ``from_json`` would. Data with all fields of today is checked fast."""
        if not isinstance(data, dict) or data.keys() != self._complete.get(data.get(self.key, "")):
            self.from_json(data)

    def from_json(self, data: Any, missing: Mapping[str, Any] = MappingProxyType({})) -> Any:
        """Return the value that *data* holds. *missing* gives fields that older data may lack. Raise ValueError if
        it is none of the set's."""
        if not isinstance(data, dict):
            raise ValueError(f"not an object: {data!r}")
        tag = data.get(self.key, "")
        if data.keys() != self._complete.get(tag):
            return self._old(data, missing)
        cls = self._classes[tag]
        value: Any = object.__new__(cls)
        values = value.__dict__  # three times as fast as the __init__ of a frozen class
        values.update(data)
        del values[self.key]
        for name in self._with_lists[cls]:
            values[name] = _frozen(values[name])
        return value

    def _old(self, data: dict[str, Any], missing: Mapping[str, Any]) -> Any:
        tag = self.tag(data)
        cls = self._classes.get(tag)
        if cls is None:
            raise ValueError(f"unknown {self.key} {data.get(self.key)!r}")
        data = {**{name: missing[name] for name in self._needed[cls] if name in missing}, **data}
        values = {
            self._old_names.get((tag, name), name): _frozen(value) for name, value in data.items() if name != self.key
        }
        if unknown := values.keys() - set(self._names[cls]):
            raise ValueError(f"{tag} has no field {min(unknown)!r}")
        if lacking := self._needed[cls] - values.keys():
            raise ValueError(f"{tag} lacks {min(lacking)!r}")
        return cls(**values)


def _frozen(value: Any) -> Any:
    return tuple(_frozen(item) for item in value) if isinstance(value, list) else value
