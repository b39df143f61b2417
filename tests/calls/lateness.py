"""Whether a call goes the same way when everything in it is a little late or early, as it always is for real.

Two timers that end in the same tenth of a second have no order that anybody promised.
"""

import random
from dataclasses import replace
from typing import Any

from designer.runtime.effects import Ask, Effect, Join
from designer.runtime.events import CallArrived, CallerGone, Digit
from designer.runtime.program import Program
from designer.trying.script import Press, Script
from designer.trying.simulate import Trace, _Simulation, simulate

JsonObject = dict[str, Any]
EARLY_MS, LATE_MS, AT_ONCE_MS = -90, 150, 20
CHANCES = 16
"""So many lots, each with a lateness of its own, are drawn for a call."""


ONLY_TOLD = ("queue_position", "facts_answered")
TALKS_END = "the talks of others end"


def actions(trace: Trace, others_talk_s: float = 0.0) -> list[tuple[float, str]]:
    """(seconds since the call began, key or "" for hanging up) of what the simulated caller did, and others."""
    did = [event for event, _ in trace.steps if isinstance(event, Digit | CallerGone)]
    found = [((event.at - trace.began_ms) / 1000, getattr(event, "key", "")) for event in did]
    queue_s = next((event.at - trace.began_ms for event, done in trace.steps if any(map(_is_of_a_queue, done))), None)
    if others_talk_s and queue_s is not None:
        found.append((queue_s / 1000 + others_talk_s, TALKS_END))
    return sorted(found)


def _is_of_a_queue(effect: Effect) -> bool:
    """Whether it makes the simulator look into a queue: from then on others talk for as long as the script says."""
    return isinstance(effect, Join) or (isinstance(effect, Ask) and effect.questions[0].startswith("waiting:"))


class _Late(_Simulation):
    """Timers, phones and talks are not on time; the caller is."""

    def _later(self, after_ms: int, event: Any) -> None:
        lot = random.Random(f"{self.script.chance}|{next(self.order)}")
        if not isinstance(event, CallArrived | Digit | CallerGone):
            after_ms += lot.randint(EARLY_MS, LATE_MS) if after_ms else lot.randint(0, AT_ONCE_MS)
        super()._later(max(0, after_ms), event)


def is_determined(program: Program, directory: JsonObject, script: Script) -> bool:
    return all(_is_sure(program, directory, replace(script, chance=chance)) for chance in range(CHANCES))


def _is_sure(program: Program, directory: JsonObject, script: Script) -> bool:
    on_time = simulate(program, directory, script)
    did = actions(on_time)
    press = tuple(Press(key, at_s) for at_s, key in did if key)
    gone = next((at_s for at_s, key in did if not key), None)
    late = _Late(program, directory, replace(script, press=press, hang_up_s=gone, talk_s=3600.0)).run()
    return _done(late) == _done(on_time)


def _done(trace: Trace) -> list[Any]:
    return [effect for _, effects in trace.steps for effect in effects]


def lateness_ms(simulated: list[JsonObject], real: list[JsonObject]) -> int:
    """By how many ms an event of the real call came after its moment in the simulated one, at most, up to the first
    that is another one. What is only told comes at once, in no order that anybody promised."""
    late_ms = 0
    for said, was in zip(*(_in_order(each) for each in (simulated, real)), strict=False):
        late_ms = max(late_ms, was["at"] - real[0]["at"] - said["at"] + simulated[0]["at"])
        if was["type"] != said["type"]:
            break
    return late_ms


def _in_order(events: list[JsonObject]) -> list[JsonObject]:
    return [each for each in events if each["type"] not in ONLY_TOLD]
