"""What may happen to a call while it waits: for each op, the few ways that can lead on differently."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from designer.runtime import program, queue
from designer.runtime.availability import present
from designer.runtime.events import CallArrived
from designer.runtime.ops.dial_by_name import END, named
from designer.runtime.program import Op, Program
from designer.trying.script import WebAnswer
from designer.trying.simulate import THINK_MS

JsonObject = dict[str, Any]

KEYS = "1234567890*#"
SOON_S = 1.0
KEY_MS = 500
"""Between two keys of one number."""

WITHOUT_LIMIT_S = 7200
"""As long as a queue may make callers wait, for one that sets no limit."""

NOT_ANSWERING = ("silent", "busy", "unavailable")
MOST_LETTERS = 12
MOST_WEB_VALUES = 12


@dataclass(frozen=True)
class Choice:
    """*keys* are pressed after so many ms. Phones that ring do what *phones* says; *is_late*: all are silent but the
    last, which answers only just in time. *facts*, *web* and *queue* ("full", "nobody", "offer", "late", "wait") are
    the answers to those ops; *arrival* begins a call."""

    keys: tuple[tuple[int, str], ...] = ()
    phones: float | str = "silent"
    is_late: bool = False
    facts: int = 0
    web: WebAnswer | None = None
    queue: str = ""
    arrival: CallArrived | None = None


NOTHING = Choice()
PHONES = (Choice(phones=SOON_S), Choice(is_late=True), *(Choice(phones=cause) for cause in NOT_ANSWERING))


class Choices:
    """For one program and one directory; each op's are worked out once."""

    def __init__(self, flow: Program, directory: JsonObject) -> None:
        self._directory = directory
        self._known: dict[tuple[Op, tuple[str, ...]], tuple[Choice, ...]] = {}
        every = [op for ops in flow.blocks.values() for op in ops]
        self._compared: dict[str, list[str]] = {}
        for op in every:
            if isinstance(op, program.Test) and op.subject.startswith("variable:"):
                self._compared.setdefault(op.subject.removeprefix("variable:"), []).extend(_near(op.value))

    def of(self, op: Op, at: int) -> tuple[Choice, ...]:
        here = self._here(op, at)
        if (op, here) not in self._known:
            self._known[op, here] = tuple(self._of(op, here))
        return self._known[op, here]

    def _here(self, op: Op, at: int) -> tuple[str, ...]:
        """Those who may be rung at this moment and on whom it depends what can happen."""
        match op:
            case program.Queue():
                return tuple(able(self._directory, op, at))
            case program.Test(subject=subject) if subject.startswith("free:"):
                members = queue.members_of(self._directory, subject.removeprefix("free:"))
                return tuple(present(self._directory, members, at))
        return ()

    def _of(self, op: Op, here: tuple[str, ...]) -> Iterator[Choice]:
        match op:
            case program.Collect(keys=keys):
                wrong = next((key for key in KEYS if key not in keys), "")
                yield NOTHING
                yield from (_typed(key) for key in (*keys, *wrong))
            case program.Digits():
                yield from self._digits(op)
            case program.DialByName():
                yield from self._names()
            case program.Dial() | program.Outside():
                yield from PHONES
            case program.Queue():
                yield from self._queue(op, here)
            case program.Web():
                yield from self._web(op)
            case program.Test():
                yield from (Choice(facts=count) for count in self._facts(op, here))
            case _:
                yield NOTHING

    def _digits(self, op: program.Digits) -> Iterator[Choice]:
        """Nothing; too little; and each number that is compared somewhere, confirmed and not."""
        yield NOTHING
        digit = next(key for key in "1234567890" if key != op.end_key)
        if op.least > 1:
            yield _typed(digit + op.end_key)
        elif op.end_key:
            yield _typed(op.end_key)
        compared = [text for text in self._compared.get(op.variable, ()) if self._can_type(op, text)]
        for text in dict.fromkeys((digit * op.least, *compared)):
            ended = text + (op.end_key if len(text) < op.most else "")
            if not op.confirm:
                yield _typed(ended)
                continue
            silence_ms = 0 if op.end_key or len(text) == op.most else op.timeout_s * 1000
            yield _typed(ended, "1", silence_ms)
            yield _typed(ended, "2", silence_ms)

    def _can_type(self, op: program.Digits, text: str) -> bool:
        return op.least <= len(text) <= op.most and all(key in KEYS and key != op.end_key for key in text)

    def _names(self) -> Iterator[Choice]:
        yield NOTHING
        employees = self._directory["employees"]
        nobody = next((key for key in "1023456789" if not named(employees, key)), "")
        if nobody:
            yield _typed(nobody)
        keys = ""
        for _ in range(MOST_LETTERS):
            keys += next((key for key in "23456789" if named(employees, keys + key)), "")
            if len(named(employees, keys)) == 1:
                yield _typed(keys)
                return
        if keys:
            yield _typed(keys + END)

    def _queue(self, op: program.Queue, here: tuple[str, ...]) -> Iterator[Choice]:
        if not here:
            yield Choice(queue="nobody")
            return
        yield from (Choice(queue="wait"), Choice(queue="full"), Choice(queue="offer", phones=SOON_S))
        if (op.most_s or WITHOUT_LIMIT_S) >= 5:
            yield Choice(queue="late", phones=SOON_S)
        for key in (op.leave_key, op.callback_key):
            if key:
                yield Choice(queue="wait", keys=((THINK_MS, key),))

    def _web(self, op: program.Web) -> Iterator[Choice]:
        """Every value that is compared somewhere, one variable at a time."""
        yield from (Choice(web=WebAnswer("timeout")), Choice(web=WebAnswer("error")))
        names = [name for name, _ in op.answers]
        usual = dict.fromkeys(names, "1")
        yield Choice(web=WebAnswer("ok", usual))
        for name in names:
            for value in self._compared.get(name, ())[:MOST_WEB_VALUES]:
                yield Choice(web=WebAnswer("ok", {**usual, name: value}))

    def _facts(self, op: program.Test, here: tuple[str, ...]) -> list[int]:
        kind, _, name = op.subject.partition(":")
        members = len(here) if kind == "free" else len(queue.members_of(self._directory, name))
        most = members if kind == "free" or not members else max(100, *_numbers(op.value))
        return sorted({0, most} | {count for count in _numbers(op.value) if 0 <= count <= most})


def able(directory: JsonObject, op: program.Queue, at: int) -> list[str]:
    """Who of the group may be offered a caller of this queue at this moment."""
    members = queue.members_of(directory, op.group)
    return present(directory, (name for name, skills in members.items() if not op.skill or op.skill in skills), at)


def _typed(keys: str, then: str = "", silence_ms: int = 0) -> Choice:
    pressed = [(THINK_MS + place * KEY_MS, key) for place, key in enumerate(keys)]
    if then:
        pressed.append((pressed[-1][0] + KEY_MS + silence_ms, then))
    return Choice(keys=tuple(pressed))


def _near(value: str) -> list[str]:
    """Texts that a comparison with *value* can tell apart."""
    found = [value, "", f"{value}1", f"0{value}"]
    if value.isdecimal():
        found += [str(count) for count in _numbers(value) if count >= 0]
    return found


def _numbers(value: str) -> tuple[int, ...]:
    return (int(value) - 1, int(value), int(value) + 1) if value.isdecimal() and len(value) < 10 else (0,)
