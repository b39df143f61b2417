"""Runs a program step by step and writes down what it did."""

from designer.runtime import effects
from designer.runtime.call_state import CallState
from designer.runtime.directory import Directory
from designer.runtime.effects import Effect
from designer.runtime.events import Event
from designer.runtime.machine import step
from designer.runtime.program import Program


class Run:
    """Carries on one call of *program*. *path* lists the nodes in order; *end* is one of the words of
    ``effects.Ended``, or ""; *done* has the effects of the last step, *steps* all events with theirs."""

    def __init__(self, program: Program, directory: Directory) -> None:
        self.program, self.directory = program, directory
        self.started: CallState | None = None
        self.path: list[str] = []
        self.end = ""
        self.done: tuple[Effect, ...] = ()
        self.steps: list[tuple[Event, tuple[Effect, ...]]] = []

    @property
    def state(self) -> CallState:
        """Return the state of the call, which has begun."""
        assert self.started is not None
        return self.started

    def step(self, event: Event) -> tuple[Effect, ...]:
        """Let *event* happen, and return the effects."""
        self.started, self.done = step(self.program, self.directory, self.started, event)
        self.steps.append((event, self.done))
        for effect in self.done:
            if type(effect) is effects.Enter:
                self.path.append(effect.node)
            elif type(effect) is effects.Ended:
                self.end = effect.how
        return self.done
