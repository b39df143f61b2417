"""Journals for tests: written by the switch's own writer, of calls that the simulator walks through a drawing."""

from datetime import UTC, datetime
from pathlib import Path

from designer.drawing.compiler import compile_flow
from designer.runtime.effects import EFFECTS
from designer.runtime.events import EVENTS, CallArrived
from designer.trying.script import Script, presses
from designer.trying.simulate import simulate
from switch.journal import Journal
from tests.designer.drawing import DIRECTORY, KNOWN, flow, node

MORNING = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
NUMBER = "+4930555010"
GRAPH = flow(
    [
        node("menu", "menu", prompt="menu", keys=["1", "2"]),
        node("sales", "ring", who="group:sales", music="music"),
        node("mailbox", "voicemail", mailbox="group:sales", greeting="greeting"),
        node("bye", "hangup"),
    ],
    ("menu", "1", "sales"),
    ("menu", "2", "mailbox"),
    ("menu", "timeout", "bye"),
    ("menu", "invalid", "bye"),
    ("sales", "no_answer", "mailbox"),
    ("sales", "busy", "mailbox"),
    ("sales", "unavailable", "mailbox"),
    ("mailbox", "next", "bye"),
)


class JournalOfCalls:
    """What a switch called node1 leaves in *folder*."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self._journal = Journal(folder, "node1")
        program = compile_flow(GRAPH, KNOWN).program
        assert program is not None
        self.program = program

    def call(self, name: str, press: str = "1", at: datetime = MORNING, steps: int | None = None, **how) -> None:
        """A call to NUMBER of company 1001; with *steps* only so many of its first lines."""
        company = how.pop("company", "1001")
        script = Script(how.pop("caller", "+4917012345"), at, NUMBER, press=presses(press), **how)
        trace = simulate(self.program, {**DIRECTORY, "company": company}, script)
        for seq, (event, effects) in enumerate(trace.steps[:steps]):
            event = EVENTS.from_json(_renamed(EVENTS.to_json(event), name))
            effects = tuple(EFFECTS.from_json(_renamed(EFFECTS.to_json(effect), name)) for effect in effects)
            assert seq or isinstance(event, CallArrived)
            self._journal.step(name, seq, event, effects)

    def started(self, at: datetime) -> None:
        self._journal.started(round(at.timestamp() * 1000))

    @property
    def file(self) -> Path:
        return max(self.folder.glob("*.jsonl"))


def _renamed(data: dict, name: str) -> dict:
    """The simulator calls every call "simulated"."""
    return {key: value.replace("simulated", name) if isinstance(value, str) else value for key, value in data.items()}
