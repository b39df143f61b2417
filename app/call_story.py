"""Tells a call in sentences, step by step: a real one, a simulated one, or one replayed through a draft."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from app.flow_texts import translate, warning
from app.ports.directory import labels
from designer.runtime.directory import Prompt
from designer.trying.expected import ENDINGS

JsonObject = dict[str, Any]

OUTSIDE_THE_FLOW = {
    "lost": lazy_gettext("Lost when the switch stopped"),
    "refused_403": lazy_gettext("Refused: the caller may not call here"),
    "refused_404": lazy_gettext("Refused: the number leads nowhere"),
    "refused_488": lazy_gettext("Refused: the caller's phone offers no sound that the exchange knows"),
    "refused_503": lazy_gettext("Refused: the exchange had too many calls"),
}
"""How calls end that no flow ends, besides the endings that the designer knows."""

WEB_OUTCOMES = {
    "ok": lazy_gettext("The web server has answered"),
    "error": lazy_gettext("The web server has refused, or could not be asked"),
    "timeout": lazy_gettext("The web server has not answered in time"),
}
TONES = {
    "sys:beep": lazy_gettext("The caller hears a beep"),
    "sys:ringback": lazy_gettext("The caller hears the ringing tone"),
}
CAUSES = {
    "busy": lazy_gettext("busy"),
    "no_answer": lazy_gettext("no answer"),
    "rejected": lazy_gettext("rejected"),
    "unavailable": lazy_gettext("no phone is connected"),
    "failed": lazy_gettext("failed"),
}


def ending(how: str | None) -> str:
    """Return how a call ended: *how* is a word of ``effects.Ended`` or "lost"; None or "" means that it goes on."""
    if not how:
        return str(_("in progress"))
    if how in OUTSIDE_THE_FLOW:
        return str(OUTSIDE_THE_FLOW[how])
    text = translate(ENDINGS[how]) if how in ENDINGS else how
    return text[:1].upper() + text[1:]


@dataclass(frozen=True)
class Sentence:
    """A sentence of a call's story.

    *at_s* is in seconds since the call began; *is_node* is true where the call enters a block of the drawing.
    """

    at_s: float
    text: str
    is_node: bool = False


class Story:
    """Turns the journalled steps of one call into sentences."""

    def __init__(self, nodes: dict[str, str], prompts: Mapping[str, Prompt] | None = None) -> None:
        """*nodes* maps node names to labels. With the directory's *prompts*, the story includes what is spoken."""
        self._nodes = nodes
        self._prompts = prompts or {}
        self._labels = labels()
        self._legs: dict[str, str] = {}

    def sentences(self, steps: list[JsonObject]) -> Iterator[Sentence]:
        """Yield the sentences of *steps*, a call's steps as the journal has them, in order."""
        for step in steps:
            for happened in (step["event"], *step["effects"]):
                if sentence := self.sentence(happened):
                    yield Sentence(step["at_s"], sentence, happened["type"] == "enter")

    def sentence(self, happened: JsonObject) -> str:
        """Return the sentence for an event or an effect; "" if it is not worth telling."""
        tell = TELL[happened["type"]]
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
            return str(TONES[name])
        spoken = self._prompts[name].get("text", "") if name in self._prompts else ""
        label = self.label("prompt", name.partition("@")[0])
        if not spoken or spoken == label:
            return str(_("The caller hears “%(prompt)s”", prompt=label))
        if name.startswith(("sys:", "say:")):
            return str(_("The caller hears “%(prompt)s”", prompt=spoken))
        return str(_("The caller hears “%(prompt)s”: %(text)s", prompt=label, text=spoken))

    def person(self, extension: str) -> str:
        """Return the name of the employee with this extension."""
        return self.label("employee", extension)

    def ringing(self, effect: JsonObject) -> str:
        """Return the sentence for a ringing phone, and remember whose leg it is."""
        who = self._legs[effect["leg"]] = self.person(effect["extension"] or effect.get("number", ""))
        return str(_("%(who)s is rung", who=who))

    def leg(self, leg: str) -> str:
        """Return the name of the person on a leg."""
        return self._legs.get(leg, leg)


SILENT = (
    *("prompt_ended", "timer_fired", "leg_ringing", "facts_answered", "told", "queue_full", "queue_place"),
    *("queue_position", "queue_offer"),
    *("queue_withdrawn", "stop", "wait", "ask", "release", "queue_talk", "queue_missed", "queue_done", "hangup"),
)
"""Tags of events and effects that are not worth telling."""

TELL: dict[str, Callable[[Story, JsonObject], str] | None] = {
    **dict.fromkeys(SILENT),
    "call_arrived": lambda _story, it: _(
        "%(caller)s calls %(number)s", caller=it["caller"] or "?", number=it["number"]
    ),
    "digit": lambda _story, it: _("The caller presses %(key)s", key=it["key"]),
    "leg_answered": lambda story, it: _("%(who)s picks up", who=story.leg(it["leg"])),
    "leg_failed": lambda story, it: f"{story.leg(it['leg'])}: {CAUSES.get(it['cause'], it['cause'])}",
    "leg_ended": lambda story, it: _("%(who)s hangs up", who=story.leg(it["leg"])),
    "caller_gone": lambda _story, _it: _("The caller hangs up"),
    "fault": lambda _story, it: _("Fault: %(message)s", message=it["message"]),
    "enter": lambda story, it: story.node(it["node"]),
    "answer": lambda _story, _it: _("The call is answered"),
    "play": lambda story, it: story.playing(it["prompt"]),
    "dial": lambda story, it: story.ringing(it),
    "cancel": lambda story, it: _("%(who)s is rung no more", who=story.leg(it["leg"])),
    "bridge": lambda story, it: _("The caller and %(who)s talk", who=story.leg(it["leg"])),
    "record": lambda _story, _it: _("A recording begins"),
    "stop_recording": lambda _story, _it: _("The recording ends"),
    "pause_recording": lambda _story, _it: _("The recording pauses"),
    "resume_recording": lambda _story, _it: _("The recording goes on"),
    "ask_web": lambda _story, it: _("%(url)s is asked", url=it["url"]),
    "web_replied": lambda _story, it: str(WEB_OUTCOMES.get(it["outcome"], it["outcome"])),
    "join": lambda story, it: _("The caller waits for the group %(group)s", group=story.label("group", it["group"])),
    "leave": lambda _story, _it: _("The caller waits no longer"),
    "notify": lambda story, it: _("%(who)s is told: %(text)s", who=story.person(it["employee"]), text=it["text"]),
    "tag": lambda _story, it: _("The call is marked “%(tag)s”", tag=it["tag"]),
    "warn": lambda _story, it: _("Warning: %(message)s", message=warning(it)),
    "ended": lambda _story, it: ending(it["how"]),
}
"""The sentence of each event and effect, by tag, including tags that only old journals have."""
