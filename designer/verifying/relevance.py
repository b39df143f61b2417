"""What can still matter to a call, by the block it is in: all else may differ without making two states different."""

from dataclasses import dataclass
from typing import Any

from designer.runtime import program
from designer.runtime.availability import calendars_of
from designer.runtime.filled import variables_of
from designer.runtime.program import Branch, Op, Program

JsonObject = dict[str, Any]

CALENDAR_OPS = (program.Hours, program.Day)


@dataclass
class Matter:
    """*moment*, *caller* and *number*: of the arrival; *values*: variables that are compared, dialled or copied;
    *names*: variables of which it matters only whether they were set."""

    moment: bool = False
    caller: bool = False
    number: bool = False
    values: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()

    def joined(self, other: "Matter") -> "Matter":
        return Matter(
            self.moment or other.moment,
            self.caller or other.caller,
            self.number or other.number,
            self.values | other.values,
            self.names | other.names,
        )


def matters(program_: Program, directory: JsonObject) -> dict[str, Matter]:
    """Of each block: its own ops and those of all blocks that can follow."""
    found = {name: _of_block(ops, directory) for name, ops in program_.blocks.items()}
    sources: dict[str, list[str]] = {name: [] for name in found}
    for name, ops in program_.blocks.items():
        for target in _targets(ops):
            sources[target].append(name)
    to_do = list(found)
    while to_do:
        name = to_do.pop()
        for source in sources[name]:
            joined = found[source].joined(found[name])
            if joined != found[source]:
                found[source] = joined
                to_do.append(source)
    return found


def asks_the_time(ops: tuple[Op, ...], directory: JsonObject) -> bool:
    return any(isinstance(op, CALENDAR_OPS) or _is_clock(op) or working_hours(op, directory) for op in ops)


def working_hours(op: Op, directory: JsonObject) -> set[str]:
    """The calendars by which those work whom the op may ring or count."""
    match op:
        case program.Dial(who=who):
            return calendars_of(directory, who)
        case program.Queue(group=group):
            return calendars_of(directory, f"group:{group}")
        case program.Test(subject=subject) if subject.startswith("free:"):
            return calendars_of(directory, f"group:{subject.removeprefix('free:')}")
    return set()


def _is_clock(op: Op) -> bool:
    return isinstance(op, program.Test) and op.subject == "time"


def _targets(ops: tuple[Op, ...]) -> set[str]:
    return {target for op in ops if isinstance(op, Branch) for _, target in op.targets}


def _of_block(ops: tuple[Op, ...], directory: JsonObject) -> Matter:
    found = Matter(moment=asks_the_time(ops, directory))
    for op in ops:
        found = found.joined(_of(op))
    return found


def _of(op: Op) -> Matter:
    match op:
        case program.Listed() | program.Split():
            return Matter(caller=True)
        case program.Queue():
            return Matter(caller=bool(op.callback_key))
        case program.Test(subject=subject, value=value):
            return Matter(values=_in(value) | {subject.partition(":")[2] or subject})
        case program.Dial(who=who, prefix=prefix):
            named = {who.removeprefix("variable:")} if who.startswith("variable:") else set()
            return Matter(number=who == "called", values=frozenset(named), names=_in(prefix))
        case program.Outside(number=number):
            return Matter(values=_in(number))
        case program.Set(value=value):
            return Matter(values=_in(value))
        case program.Web(url=url, headers=headers, body=body):
            return Matter(names=_in(" ".join((url, *headers, body))))
        case program.Notify(text=text) | program.Tag(tag=text):
            return Matter(names=_in(text))
    return Matter()


def _in(text: str) -> frozenset[str]:
    return frozenset(variables_of(text))
