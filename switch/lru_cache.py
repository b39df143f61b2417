"""Keeps what a worker has parsed, so that it is parsed once: values that never change, as many as fit."""

from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

Value = TypeVar("Value")


class LruCache(Generic[Value]):
    """Returns values by name. *read* returns the text of a name and *parse* its value; those used last are kept, of up
    to *most_characters* of text together. A single one may be larger."""

    def __init__(self, read: Callable[[str], str], parse: Callable[[str], Value], most_characters: int) -> None:
        self._read, self._parse, self._most = read, parse, most_characters
        self._values: OrderedDict[str, tuple[Value, int]] = OrderedDict()
        self._characters = 0

    def __call__(self, name: str) -> Value:
        """Return the value of *name*; it is read unless it is kept."""
        if name in self._values:
            self._values.move_to_end(name)
            return self._values[name][0]
        text = self._read(name)
        value = self._parse(text)
        self._values[name] = value, len(text)
        self._characters += len(text)
        while self._characters > self._most and len(self._values) > 1:
            _, (_, characters) = self._values.popitem(last=False)
            self._characters -= characters
        return value
