"""Runs a real call against another program, to say what would have happened as far as that can be known.

As long as the program asks for what was asked for in reality, the recorded events are the right ones. From the first
difference on, a clock jumps as in the simulator, and the journal says what the caller and the phones did: keys at the
same times since the call began, each phone as it behaved when it rang. What the journal can't tell is never guessed:
the replay ends there and says so. A caller who did not hang up is assumed to stay while nothing is asked of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from designer.runtime.directory import Directory
from designer.runtime.effects import Effect
from designer.runtime.events import Event
from designer.runtime.program import Program
from designer.runtime.words import Translate, Words, say
from designer.trying.continuation import Continuation, NotKnown
from designer.trying.known_call import KnownCall, asks
from designer.trying.run import Run

JsonObject = dict[str, Any]


@dataclass(frozen=True)
class Unknown:
    """Says that at *node* the call would have needed something that did not happen in reality; *why* says what."""

    node: str
    why: Words

    def to_json(self, translate: Translate = str) -> JsonObject:
        """Return the reason as plain JSON."""
        return {"node": self.node, "why": self.why.translated(translate)}


@dataclass(frozen=True)
class Replayed:
    """Tells how a replay went. *path* lists the nodes in order. *end* is one of the words of ``effects.Ended``, or ""
    if something is *unknown*. *steps* pairs events with their effects, as ``Trace`` does."""

    path: list[str]
    end: str
    unknown: Unknown | None = None
    steps: Sequence[tuple[Event, tuple[Effect, ...]]] = ()

    def compared(self, call: KnownCall) -> str:
        """Return "same", "elsewhere" if the call would certainly have taken another path, or "unknown"."""
        if self.unknown is None:
            return "same" if (self.path, self.end) == (call.path, call.end) else "elsewhere"
        return "unknown" if self.path == call.path[: len(self.path)] else "elsewhere"


def replay(program: Program, directory: Directory, call: KnownCall) -> Replayed:
    """Return what would have become of *call* with *program*."""
    run = Run(program, directory)
    try:
        parted_at = _along(run, call)
        if not run.end:
            Continuation(run, call, parted_at).run()
    except NotKnown as reason:
        return Replayed(run.path, "", Unknown(run.path[-1], reason.words), run.steps)
    return Replayed(run.path, run.end, steps=run.steps)


def _along(run: Run, call: KnownCall) -> int:
    """Follow the journal up to the step that asked for something else, and return its index."""
    for index, (event, asked) in enumerate(call.steps):
        if asks(run.step(event)) != asked:
            return index
    if not run.end:
        raise NotKnown(say("the journal of the call ends here"))
    return len(call.steps)
