"""A call carried on event by event, for tests of the machine."""

import copy
import json

from designer.runtime import effects as do
from designer.runtime import events as on
from designer.runtime.filled import Filled
from designer.runtime.journal_line import TEXT_FIELDS
from designer.runtime.machine import step
from designer.runtime.ops.branch import Branch
from designer.runtime.ops.hangup import Hangup
from designer.runtime.ops.play import Play
from designer.runtime.program import Program
from tests.designer.drawing import DIRECTORY

MONDAY_NOON_MS = 1_795_431_600_000  # 2026-11-23 12:00 in Berlin
CALLER = "+4917012345"


def program(*ops, **blocks):
    """A program whose first block is *ops*; other blocks by name; block "end" hangs up."""
    return Program("first", {"first": ops, "end": (Hangup("normal"),), **blocks})


def unmarked_texts(effect, flow):
    """Fields that carry a text of the drawing and don't say so, so that the journal would have it."""
    others = [value for name, value in vars(effect).items() if name not in TEXT_FIELDS[type(effect)]]
    return [value for value in others if isinstance(value, Filled) and value.template in flow.texts]


class SteppedCall:
    """A call that is carried on event by event; remembers the state, returns the effects."""

    def __init__(
        self,
        flow: Program,
        directory=DIRECTORY,
        extension: str = "",
        at: int = MONDAY_NOON_MS,
        caller: str = CALLER,
        caller_name: str = "",
        chance: int = 0,
    ) -> None:
        self.program, self.directory, self.state, self.at = flow, directory, None, at
        arrival = on.CallArrived(
            at, "c1", "1001", caller, caller_name, "+4930555", flow.sha, "d", "inbound", extension, chance
        )
        self.first = self.on(arrival)

    def on(self, event):
        given, kept = self.state, copy.deepcopy(self.state)
        self.state, found = step(self.program, self.directory, self.state, event)
        assert given == kept
        assert json.loads(json.dumps(self.state)) == self.state
        assert not any(unmarked_texts(effect, self.program) for effect in found)
        return list(found)

    def token(self):
        return self.state["doing"]["token"]

    def prompt_ended(self, token="token"):
        return self.on(on.PromptEnded(self.at, self.state["doing"][token]))

    def time_up(self, token="token"):
        """The wait that the op calls *token* is over."""
        return self.on(on.TimerFired(self.at, self.state["doing"][token]))

    def press(self, keys):
        return [effect for key in keys for effect in self.on(on.Digit(self.at, key))]

    def answered(self, leg):
        return self.on(on.LegAnswered(self.at, leg))

    def failed(self, leg, cause="busy"):
        return self.on(on.LegFailed(self.at, leg, cause))


def kinds(found):
    return [type(effect) for effect in found]


def of_kind(found, kind):
    return [effect for effect in found if isinstance(effect, kind)]


def warnings(found):
    return [str(warning.words) for warning in of_kind(found, do.Warn)]


def legs(found):
    """Extension, or number outside, -> leg."""
    return {dial.extension or dial.number: dial.leg for dial in of_kind(found, do.Dial)}


def waits_ms(found):
    return [wait.after_ms for wait in of_kind(found, do.Wait)]


def heard(found):
    return [play.prompt for play in of_kind(found, do.Play)]


def by_outcome(op, *outcomes):
    """A program of *op*; each outcome leads to a block of its name, which hangs up."""
    ends = {f"to-{outcome}": (Hangup("normal"),) for outcome in outcomes}
    return program(op, Branch(tuple((outcome, f"to-{outcome}") for outcome in outcomes)), **ends)


def left_by(found):
    """The outcome by which the first block of ``by_outcome`` was left, or None."""
    return next((enter.node[3:] for enter in of_kind(found, do.Enter) if enter.node.startswith("to-")), None)


def after(prompt, flow: Program) -> Program:
    """*flow* behind a prompt, during which keys can be pressed early."""
    return Program("before", {**flow.blocks, "before": (Play(prompt), Branch((("next", flow.entry),)))})
