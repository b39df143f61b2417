"""Tells which events may still follow the effects of a call."""

from collections.abc import Iterable
from typing import assert_never

from designer.runtime import effects, events
from designer.runtime.effects import Effect
from designer.runtime.events import Event, OfWhat, of_what

NothingFollows = (
    effects.Enter
    | effects.Answer
    | effects.Stop
    | effects.Cancel
    | effects.Release
    | effects.Record
    | effects.StopRecording
    | effects.Leave
    | effects.QueueTalk
    | effects.QueueMissed
    | effects.QueueDone
    | effects.Notify
    | effects.Tag
    | effects.Hangup
    | effects.Warn
    | effects.Ended
)
"""Effects that no event follows."""


class Begun:
    """Knows which events may still follow *done*."""

    def __init__(self, done: Iterable[Effect]) -> None:
        self.keys: set[OfWhat] = set()
        self.talk = False
        for effect in done:
            if isinstance(effect, effects.Leave):
                self.keys.discard("queue")
            elif not isinstance(effect, NothingFollows):
                self._add(effect)

    def _add(self, effect: effects.Question | effects.Play | effects.Wait | effects.Bridge) -> None:
        match effect:
            case effects.Dial(leg=leg):
                self.keys.add(("leg", leg))
            case effects.Play(token=token) | effects.Wait(token=token):
                self.keys.add(("token", token))
            case effects.Ask(token=token) | effects.AskWeb(token=token):
                self.keys.add(("token", token))
            case effects.Join():
                self.keys.add("queue")
            case effects.Bridge():
                self.talk = True
            case _:
                assert_never(effect)

    def has(self, event: Event) -> bool:
        """Return whether *event* follows one of the effects."""
        is_end_of_talk = isinstance(event, events.LegEnded)
        return of_what(event) in self.keys and (self.talk or not is_end_of_talk)
