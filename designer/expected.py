"""What a test that is saved with a flow expects of its call."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from designer.simulate import Trace

JsonObject = dict[str, Any]

MOST_NAMES = 1_000
MOST_CHARACTERS = 200


class ExpectationError(ValueError):
    """This is nothing that can be expected; the message says why."""


@dataclass(frozen=True)
class Expected:
    """Each is None when nothing is expected of it. *path* are all nodes in order; *heard* are prompts in their order,
    between which others may be heard; *bridged_to* is an extension, or "" for nobody; *ended* a word of
    ``effects.Ended``."""

    path: tuple[str, ...] | None = None
    bridged_to: str | None = None
    ended: str | None = None
    heard: tuple[str, ...] | None = None

    def to_json(self) -> JsonObject:
        return {name: value for name, value in vars(self).items() if value is not None}

    def misses(self, trace: Trace) -> list[str]:
        """A sentence for each thing that is not as expected."""
        found = []
        if self.path is not None and list(self.path) != trace.path:
            found.append(f"the path is {_list(trace.path)}, not {_list(self.path)}")
        if self.bridged_to is not None and self.bridged_to != (trace.bridged_to or ""):
            found.append(f"the caller talks to {trace.bridged_to or 'nobody'}, not to {self.bridged_to or 'nobody'}")
        if self.ended is not None and self.ended != trace.ended:
            found.append(f"the call ends as {trace.ended}, not as {self.ended}")
        if self.heard is not None and not _in_order(self.heard, trace.heard):
            found.append(f"the caller hears {_list(trace.heard)}; expected in there: {_list(self.heard)}")
        return found


def expected_from_json(data: Any) -> Expected:
    """Strictly, and not empty. Raises ExpectationError."""
    if not isinstance(data, dict) or not data:
        raise ExpectationError(f"a test expects at least one of: {', '.join(READERS)}")
    if unknown := sorted(str(key) for key in data.keys() - READERS.keys()):
        raise ExpectationError(f"{unknown[0][:60]!r} can't be expected, only: {', '.join(READERS)}")
    return Expected(**{name: READERS[name](value, name) for name, value in data.items()})


def _names(value: Any, name: str) -> tuple[str, ...]:
    if not isinstance(value, list) or len(value) > MOST_NAMES:
        raise ExpectationError(f"{name} must be a list of at most {MOST_NAMES}")
    return tuple(_word(item, name) for item in value)


def _word(value: Any, name: str) -> str:
    if not isinstance(value, str) or len(value) > MOST_CHARACTERS:
        raise ExpectationError(f"{name} must be text of at most {MOST_CHARACTERS} characters")
    return value


READERS: Mapping[str, Callable[[Any, str], Any]] = {
    "path": _names,
    "bridged_to": _word,
    "ended": _word,
    "heard": _names,
}


def _in_order(wanted: tuple[str, ...], heard: list[str]) -> bool:
    rest = iter(heard)
    return all(name in rest for name in wanted)


def _list(names: Any) -> str:
    return ", ".join(names) or "nothing"
