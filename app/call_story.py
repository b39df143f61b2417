"""Tells a call in sentences, step by step: a real one, a simulated one, or one replayed through a draft."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from app.flow_texts import translate, translate_words
from app.phone_numbers import readable
from app.ports.directory import labels
from designer.runtime import effects, events
from designer.runtime.directory import Prompt
from designer.runtime.effects import Effect
from designer.runtime.events import Event
from designer.runtime.numbers import ANONYMOUS
from designer.trying.expected import ENDINGS

Happening = tuple[Event, tuple[Effect, ...]]
"""An event of a call, and what the machine did about it."""

OUTSIDE_THE_FLOW = {
    "lost": lazy_gettext("Lost when the switch stopped"),
}
"""How calls end that no flow ends, besides the endings that the designer knows."""

WEB_OUTCOMES = {
    "ok": lazy_gettext("The web server has answered"),
    "error": lazy_gettext("The web server has refused, or could not be asked"),
    "timeout": lazy_gettext("The web server has not answered in time"),
}
TONES = {
    "sys:beep": lazy_gettext("%(who)s hears a beep"),
    "sys:ringback": lazy_gettext("%(who)s hears the ringing tone"),
}
OF_A_CALLBACK = {
    "caller_hung_up": lazy_gettext("The employee hung up"),
    "callee_hung_up": lazy_gettext("The person called back hung up"),
}
"""How a call-back ends: the employee who calls back is its caller."""

CAUSES = {
    "busy": lazy_gettext("busy"),
    "no_answer": lazy_gettext("no answer"),
    "rejected": lazy_gettext("rejected"),
    "unavailable": lazy_gettext("no phone is connected"),
    "failed": lazy_gettext("failed"),
}


def ending(how: str | None, direction: str = "") -> str:
    """Return how a call ended: *how* is a word of ``effects.Ended`` or "lost"; None or "" means that it goes on.
    *direction* is as in ``CallArrived``, "" for any but that of a call-back."""
    if not how:
        return str(_("in progress"))
    if direction == "callback" and how in OF_A_CALLBACK:
        return str(OF_A_CALLBACK[how])
    if how in OUTSIDE_THE_FLOW:
        return str(OUTSIDE_THE_FLOW[how])
    text = translate(ENDINGS[how]) if how in ENDINGS else how
    return text[:1].upper() + text[1:]


def known_as(caller: str) -> str:
    """Return a caller's number as people read it."""
    return str(_("Anonymous")) if caller == ANONYMOUS else caller or str(_("Unknown"))


@dataclass(frozen=True)
class Sentence:
    """Describes a sentence of a call's story.

    *at_s* is in seconds since the call began; *is_node* is true where the call enters a block of the drawing.
    """

    at_s: float
    text: str
    is_node: bool = False


def seconds(event: Event, began_ms: float) -> float:
    """Return when *event* came, in seconds since the call began at *began_ms*, 0 for what came before."""
    return max(0.0, (event.at - began_ms) / 1000)


class Story:
    """Turns the steps of one call into sentences."""

    def __init__(self, nodes: dict[str, str], prompts: Mapping[str, Prompt] | None = None) -> None:
        """*nodes* maps node names to labels. With the directory's *prompts*, the story includes what is spoken."""
        self._nodes = nodes
        self._prompts = prompts or {}
        self._labels = labels()
        self._legs: dict[str, str] = {}
        self._direction = ""
        self._caller = ""

    def sentences(self, steps: Iterable[Happening], began_ms: float) -> Iterator[Sentence]:
        """Yield the sentences of the *steps* of a call that began at *began_ms*, in their order."""
        for event, done in steps:
            for happened in (event, *done):
                if sentence := self.sentence(happened):
                    yield Sentence(seconds(event, began_ms), sentence, isinstance(happened, effects.Enter))

    def sentence(self, happened: Event | Effect) -> str:
        """Return the sentence for an event or an effect; "" if it is not worth telling."""
        tell = TELL[type(happened)]
        return tell(self, happened) if tell else ""

    def node(self, node: str) -> str:
        """Return the label of a node."""
        return self._nodes.get(node, node)

    def label(self, kind: str, name: str) -> str:
        """Return what people call the thing of this kind and name."""
        return self._labels.get((kind, name), name)

    def playing(self, name: str) -> str:
        """Return the sentence for a prompt. A version in another language has the prompt's own label."""
        if name in TONES:
            return str(TONES[name]) % {"who": self.caller}
        spoken = self._prompts[name].get("text", "") if name in self._prompts else ""
        label = self._labels.get(("prompt", name)) or self.label("prompt", name.partition("@")[0])
        if not spoken or spoken == label:
            return str(_("%(who)s hears “%(prompt)s”", who=self.caller, prompt=label))
        if name.startswith(("sys:", "say:")):
            return str(_("%(who)s hears “%(prompt)s”", who=self.caller, prompt=spoken))
        return str(_("%(who)s hears “%(prompt)s”: %(text)s", who=self.caller, prompt=label, text=spoken))

    @property
    def caller(self) -> str:
        """Return the name of who calls: the employee if they call somebody back."""
        return self._caller or str(_("The caller"))

    def arriving(self, event: events.CallArrived) -> str:
        """Return the sentence for the beginning, and remember who calls back."""
        self._direction = event.direction
        if event.direction == "callback":
            self._caller = self.person(event.extension)
            return str(_("%(who)s calls %(number)s back", who=self._caller, number=event.number))
        return str(_("%(caller)s calls %(number)s", caller=known_as(event.caller), number=event.number))

    def end(self, effect: effects.Ended) -> str:
        """Return the sentence for the end."""
        return ending(effect.how, self._direction)

    def person(self, extension: str) -> str:
        """Return the name of the employee with this extension."""
        return self.label("employee", extension)

    def ringing(self, effect: effects.Dial) -> str:
        """Return the sentence for a ringing phone, and remember whose leg it is."""
        who = self._legs[effect.leg] = self.person(effect.extension or effect.employee or effect.number)
        if effect.employee:
            return str(_("Ringing %(who)s at %(number)s", who=who, number=readable(effect.number)))
        return str(_("Ringing %(who)s", who=who))

    def leg(self, leg: str) -> str:
        """Return the name of the person on a leg."""
        return self._legs.get(leg, leg)


TELL: dict[type[Event] | type[Effect], Callable[[Story, Any], str] | None] = {
    events.PromptEnded: None,
    events.TimerFired: None,
    events.LegRinging: None,
    events.FactsAnswered: None,
    events.QueueFull: None,
    events.QueuePosition: None,
    events.QueueOffer: None,
    events.QueueWithdrawn: None,
    events.QueueMoved: lambda story, it: _("The caller is sent to %(group)s", group=story.label("group", it.to)),
    effects.Stop: None,
    effects.Wait: None,
    effects.Ask: None,
    effects.Release: None,
    effects.QueueTalk: None,
    effects.QueueMissed: None,
    effects.QueueDone: None,
    effects.Hangup: None,
    events.CallArrived: lambda story, it: story.arriving(it),
    events.Digit: lambda story, it: _("%(who)s presses %(key)s", who=story.caller, key=it.key),
    events.LegAnswered: lambda story, it: _("%(who)s picks up", who=story.leg(it.leg)),
    events.LegFailed: lambda story, it: f"{story.leg(it.leg)}: {CAUSES.get(it.cause, it.cause)}",
    events.LegEnded: lambda story, it: _("%(who)s hangs up", who=story.leg(it.leg)),
    events.CallerGone: lambda story, _it: _("%(who)s hangs up", who=story.caller),
    events.Dismissed: lambda _story, _it: _("A supervisor hangs up"),
    events.Fault: lambda _story, it: _("Fault: %(message)s", message=it.message),
    events.WebReplied: lambda _story, it: str(WEB_OUTCOMES.get(it.outcome, it.outcome)),
    effects.Enter: lambda story, it: story.node(it.node),
    effects.Answer: lambda _story, _it: _("The call is answered"),
    effects.Play: lambda story, it: story.playing(it.prompt),
    effects.Dial: lambda story, it: story.ringing(it),
    effects.Cancel: lambda story, it: _("%(who)s is rung no more", who=story.leg(it.leg)),
    effects.Bridge: lambda story, it: _("%(caller)s and %(who)s talk", caller=story.caller, who=story.leg(it.leg)),
    effects.Record: lambda _story, _it: _("A recording begins"),
    effects.StopRecording: lambda _story, _it: _("The recording ends"),
    effects.AskWeb: lambda _story, it: _("%(url)s is asked", url=it.url),
    effects.Join: lambda story, it: _("The caller waits for the group %(group)s", group=story.label("group", it.group)),
    effects.Leave: lambda _story, _it: _("The caller waits no longer"),
    effects.Notify: lambda story, it: _("%(who)s is told: %(text)s", who=story.person(it.employee), text=it.text),
    effects.Tag: lambda _story, it: _("The call is marked “%(tag)s”", tag=it.tag),
    effects.Warn: lambda _story, it: _("Warning: %(message)s", message=translate_words(it.words)),
    effects.Ended: lambda story, it: story.end(it),
}
"""The sentence of each event and effect; None for what is not worth telling."""
