"""Compares something with a value."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypedDict

from designer.runtime import effects
from designer.runtime.availability import calendars_of, present
from designer.runtime.calendar import clock
from designer.runtime.call import Call
from designer.runtime.call_state import CallState
from designer.runtime.choices import Choice, World, around, numbers_near
from designer.runtime.directory import Directory
from designer.runtime.events import Event, FactsAnswered
from designer.runtime.filled import variables_of
from designer.runtime.kind_and_name import KindAndName
from designer.runtime.members import members_of
from designer.runtime.op import Arrivals, Asking, Silence, Token, Uses, Waiting
from designer.runtime.target import Target

WHOLE = re.compile(r"-?[0-9]{1,100}")
MOST_WAITING = 100


class Asked(TypedDict):
    """Describes a question to the exchange, which waits for its answer under *token*."""

    token: Token


@dataclass(frozen=True)
class Test(Waiting[Asked]):
    """Compare something with a value, after asking the exchange if only that knows it. Outcome: "yes" or "no".

    *subject* is "caller", "number", "variable:name", "time", "free:group" or "waiting:group"; *operator* is "is",
    "is_not", "begins", "contains", "empty", "less" or "more".
    """

    subject: str
    operator: str
    value: str

    ends_step = False

    @property
    def _kind(self) -> str:
        return KindAndName(self.subject).kind

    @property
    def _name(self) -> str:
        """Return the variable or the group; "caller" and "number" are variables, too."""
        return KindAndName(self.subject).name or self.subject

    def begin(self, call: Call) -> None:
        match self._kind:
            case "free" | "waiting":
                token = call.token()
                self.wait(call, {"token": token})
                call.do(effects.Ask(token, (self.subject,)))
            case "time":
                self._decide(call, clock(call.directory, call.at))
            case _:
                self._decide(call, str(call.state["vars"].get(self._name, "")))

    def handle(self, call: Call, event: Event) -> bool:
        if not isinstance(event, FactsAnswered):
            return False
        if event.token == self.doing(call.state)["token"]:
            self._decide(call, str(event.facts.get(self.subject, 0)))
        return True

    def _decide(self, call: Call, found: str) -> None:
        call.finish("yes" if compare(found, self.operator, call.fill(self.value)) else "no")

    def uses(self) -> Uses:
        reads = frozenset(variables_of(self.value))
        compares = ((self._name, self.value),) if self._kind == "variable" else ()
        if self._kind in ("caller", "number", "variable"):
            reads |= {self._name}
        return Uses(reads=reads, compares=compares)

    def arrivals(self, directory: Directory) -> Arrivals:
        at_once = self.subject in ("caller", "number", "time") and "{" not in self.value
        some = tuple(around(self.value)) if at_once else ()
        return Arrivals(
            at_once=at_once,
            callers=some if self.subject == "caller" else (),
            numbers=some if self.subject == "number" else (),
            clocks=frozenset({self.value} if self.subject == "time" else ()),
            staff=frozenset(calendars_of(directory, Target.group(self._name)) if self._kind == "free" else ()),
        )

    def jumps(self) -> tuple[tuple[str, str], ...]:
        return ()

    def asking(self, state: CallState) -> Asking:
        return Asking("", Silence.NOTHING, self.doing(state)["token"])

    def people(self, directory: Directory, at: int) -> tuple[str, ...]:
        return tuple(present(directory, members_of(directory, self._name), at)) if self._kind == "free" else ()

    def choices(self, world: World) -> Iterator[Choice]:
        is_free = self._kind == "free"
        members = len(world.here) if is_free else len(members_of(world.directory, self._name))
        near = numbers_near(self.value)
        most = members if is_free or not members else max(MOST_WAITING, *near)
        for count in sorted({0, most} | {count for count in near if 0 <= count <= most}):
            yield Choice(facts=count)

    def late_answer_s(self, state: CallState, directory: Directory, who: str) -> float | None:
        return None


def compare(found: str, operator: str, value: str) -> bool:
    """Return whether the comparison holds. "less" and "more" compare numbers if both are whole numbers, else texts,
    which suits "08:30"."""
    match operator:
        case "is":
            return found == value
        case "is_not":
            return found != value
        case "begins":
            return found.startswith(value)
        case "contains":
            return value in found
        case "empty":
            return not found
    if WHOLE.fullmatch(found) and WHOLE.fullmatch(value):
        return int(found) < int(value) if operator == "less" else int(found) > int(value)
    return found < value if operator == "less" else found > value
