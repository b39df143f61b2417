"""Simulates a call to a number by its published program before it is placed.

The simulator runs the switch's own function, so it knows whose phones must be there, when the flow asks for each key,
and which path to expect.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from app.exchange.service import published_on
from app.web.errors import Refused
from designer.runtime.directory import Directory
from designer.runtime.effects import Answer
from designer.runtime.events import Digit
from designer.trying.script import Script, presses
from designer.trying.simulate import Trace, simulate

ANSWER_S = 1.0
TALK_S = 2.0


class NothingPublished(Refused):
    """Says that nothing is published on the number."""

    code = "nothing_published"


@dataclass(frozen=True)
class Rehearsal:
    """Describes a simulated call.

    *company* is a customer number; *trace* is the simulation; *keys* are (seconds since the answer, key).
    """

    number: str
    company: str
    directory: Directory
    trace: Trace
    keys: tuple[tuple[float, str], ...]

    @property
    def phones(self) -> dict[str, str]:
        """Return the extension of every phone that will ring, by SIP account."""
        employees = self.directory["employees"]
        return {phone: extension for extension in self.trace.rings for phone in employees[extension]["phones"]}

    @property
    def duration_s(self) -> float:
        """Return how long the simulated call lasts."""
        steps = self.trace.steps
        return (steps[-1][0].at - self.trace.began_ms) / 1000 if steps else 0.0


def rehearse(number: str, caller: str, press: str) -> Rehearsal:
    """Simulate a call. Raise NothingPublished, or ScriptError if *press* has characters that are not keys."""
    found = published_on(number)
    if found is None:
        raise NothingPublished(f"nothing is published on {number}")
    company, program, directory = found
    script = Script(
        caller, datetime.now(UTC), number=number, press=presses(press), answer_s=ANSWER_S, talk_s=TALK_S, speak_s=TALK_S
    )
    trace = simulate(program, directory, script)
    answers = (event.at for event, effects in trace.steps for effect in effects if isinstance(effect, Answer))
    answered_ms = next(answers, trace.began_ms)
    keys = tuple(((event.at - answered_ms) / 1000, event.key) for event, _ in trace.steps if isinstance(event, Digit))
    return Rehearsal(number, company, directory, trace, keys)
