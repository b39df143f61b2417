"""Compares a call with what a test that is saved with a flow expects of it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from designer.runtime.words import ExplainedError, Words, marked, say
from designer.trying.simulate import Trace

JsonObject = dict[str, Any]

MOST_NAMES = 1_000
MOST_CHARACTERS = 200
ENDINGS = {
    "caller_hung_up": marked("the caller hung up"),
    "callee_hung_up": marked("the employee hung up"),
    "time_is_up": marked("the time for the talk was up"),
    "dismissed": marked("a supervisor hung up"),
    "flow_ended": marked("the flow ended the call"),
    "fault": marked("a fault ended the call"),
    "unfinished": marked("the call went on"),
}


Called = Callable[[str, str], str]
"""Returns what people call a "node", an "employee" or a "prompt", by its kind and name."""


def as_it_is(kind: str, name: str) -> str:
    """Return *name*, for those without another."""
    return name


class ExpectationError(ExplainedError):
    """Says why something can't be expected."""


@dataclass(frozen=True)
class Expected:
    """Holds what is expected; None where nothing is. *path* are all nodes in order; *heard* are prompts in their order,
    between which others may be heard; *bridged_to* is an extension, or "" for nobody; *ended* a word of
    ``effects.Ended``."""

    path: tuple[str, ...] | None = None
    bridged_to: str | None = None
    ended: str | None = None
    heard: tuple[str, ...] | None = None

    def to_json(self) -> JsonObject:
        """Return the expectations as plain JSON."""
        return {name: value for name, value in vars(self).items() if value is not None}

    def misses(self, trace: Trace, called: Called = as_it_is) -> list[Words]:
        """Return a sentence for each thing that is not as expected."""
        found = []

        def every(kind: str, names: Iterable[str]) -> str | Words:
            return _list(called(kind, name) for name in names)

        def person(name: str | None) -> str | Words:
            return _person(called("employee", name) if name else None)

        if self.path is not None and list(self.path) != trace.path:
            path, expected = every("node", trace.path), every("node", self.path)
            found.append(say("the path is {path}, not {expected}", path=path, expected=expected))
        if self.bridged_to is not None and self.bridged_to != (trace.bridged_to or ""):
            who, expected = person(trace.bridged_to), person(self.bridged_to)
            found.append(say("the caller talks to {who}, not to {expected}", who=who, expected=expected))
        if self.ended is not None and self.ended != trace.ended:
            found.append(say("{ended}; expected: {expected}", ended=_end(trace.ended), expected=_end(self.ended)))
        if self.heard is not None and not _in_order(self.heard, trace.heard):
            heard, expected = every("prompt", trace.heard), every("prompt", self.heard)
            found.append(say("the caller hears {heard}; expected in there: {expected}", heard=heard, expected=expected))
        return found


def expected_from_json(data: Any) -> Expected:
    """Read expectations strictly; they must not be empty. Raise ExpectationError if something is wrong with them."""
    if not isinstance(data, dict) or not data:
        raise ExpectationError(say("a test expects at least one of: {fields}", fields=", ".join(READERS)))
    if unknown := sorted(str(key) for key in data.keys() - READERS.keys()):
        field, known = unknown[0][:60], ", ".join(READERS)
        raise ExpectationError(say("“{field}” can't be expected, only: {fields}", field=field, fields=known))
    return Expected(**{name: READERS[name](value, name) for name, value in data.items()})


def _names(value: Any, name: str) -> tuple[str, ...]:
    if not isinstance(value, list) or len(value) > MOST_NAMES:
        _refuse(name, say("must be a list of at most {most}", most=MOST_NAMES))
    return tuple(_word(item, name) for item in value)


def _word(value: Any, name: str) -> str:
    if not isinstance(value, str) or len(value) > MOST_CHARACTERS:
        _refuse(name, say("must be text of at most {most} characters", most=MOST_CHARACTERS))
    return str(value)


def _refuse(field: str, why: Words) -> NoReturn:
    raise ExpectationError(say("{field} {why}", field=field, why=why))


READERS: Mapping[str, Callable[[Any, str], Any]] = {
    "path": _names,
    "bridged_to": _word,
    "ended": _word,
    "heard": _names,
}


def _in_order(wanted: tuple[str, ...], heard: list[str]) -> bool:
    rest = iter(heard)
    return all(name in rest for name in wanted)


def _list(names: Iterable[str]) -> str | Words:
    return ", ".join(names) or say("nothing")


def _person(extension: str | None) -> str | Words:
    return extension or say("nobody")


def _end(how: str) -> str | Words:
    return Words(ENDINGS[how]) if how in ENDINGS else how
