"""Draws flows from the company's own people, voice and hours, without faults, so that they can be published."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext

from app.flows.service import FORMAT
from app.guide.texts import CLOSED, LEAVE, NOBODY, in_language

JsonObject = dict[str, Any]
UNANSWERED = ("no_answer", "busy", "unavailable")
COLUMN, ROW = 260, 150

TEMPLATES = {
    "everybody": (
        lazy_gettext("Everybody rings, then voicemail"),
        lazy_gettext("Callers are greeted, and phones ring. When nobody answers they leave a message."),
    ),
    "hours": (
        lazy_gettext("Opening hours and a menu"),
        lazy_gettext("While you are open callers choose by a key who is rung. Otherwise they leave a message."),
    ),
    "voicemail": (
        lazy_gettext("Simple voicemail"),
        lazy_gettext("Nobody is rung: callers are greeted and leave a message."),
    ),
}


@dataclass(frozen=True)
class TemplateInput:
    """Describes what a template is filled with.

    *greeting* is a prompt's name, or "" to have *welcome* spoken. *who* is a target to ring, *second* the target of
    key 2 of the *menu*.
    """

    language: str
    greeting: str
    welcome: str
    who: str
    second: str = ""
    menu: str = ""
    calendar: str = ""


@dataclass
class Sketch:
    """Builds a graph block by block."""

    language: str
    nodes: list[JsonObject] = field(default_factory=list)
    wires: list[JsonObject] = field(default_factory=list)

    def put(self, name: str, kind: str, label: str, place: tuple[int, int], **settings: Any) -> None:
        """Add a block. *place* is its (column, row)."""
        position = {"x": 80 + place[0] * COLUMN, "y": 80 + place[1] * ROW}
        self.nodes.append({"id": name, "type": kind, "label": label, "settings": settings, "position": position})

    def wire(self, source: str, branches: Mapping[str, str]) -> None:
        """Connect outlets of *source*: {outlet: target}."""
        self.wires += [{"from": source, "outlet": outlet, "to": target} for outlet, target in branches.items()]

    def say(self, name: str, label: str, text: str, place: tuple[int, int], then: str) -> None:
        """Add a block that speaks *text* and goes on to *then*."""
        self.put(name, "say", label, place, text=text, language=self.language)
        self.wire(name, {"next": then})

    def greet(self, own: TemplateInput, place: tuple[int, int], then: str) -> None:
        """Add the greeting, which goes on to *then*."""
        if not own.greeting:
            self.say("greeting", _("Greeting"), own.welcome, place, then)
            return
        self.put("greeting", "play", _("Greeting"), place, prompt=own.greeting)
        self.wire("greeting", {"next": then})

    def ring(self, name: str, who: str, label: str, place: tuple[int, int], then: str) -> None:
        """Add a block that rings *who*, and goes on to *then* if nobody answers."""
        self.put(name, "ring", label, place, who=who, strategy="group", record=False)
        self.wire(name, dict.fromkeys(UNANSWERED, then))

    def mailbox(self, who: str, column: int, row: int) -> None:
        """Add the voicemail of *who*, and the end of the call."""
        self.put("mailbox", "voicemail", _("Voicemail"), (column, row), mailbox=who)
        self.put("end", "hangup", _("End"), (column + 1, row))
        self.wire("mailbox", {"next": "end"})

    def graph(self, name: str, first: str) -> JsonObject:
        """Return the drawing as graph.json has it; it begins with the block *first*."""
        start = {"id": "start", "type": "start", "label": name, "settings": {}, "position": {"x": 80, "y": 80}}
        begin = {"from": "start", "outlet": "next", "to": first}
        return {
            "format": FORMAT,
            "name": name,
            "entry": "start",
            "nodes": [start, *self.nodes],
            "wires": [begin, *self.wires],
        }


def everybody(name: str, own: TemplateInput, called: Mapping[str, str]) -> JsonObject:
    """Return a flow that rings everybody. *called* maps targets to their labels."""
    sketch = Sketch(own.language)
    sketch.greet(own, (1, 0), "ring")
    sketch.ring("ring", own.who, called[own.who], (2, 0), "nobody")
    sketch.say("nobody", _("Nobody answers"), in_language(own.language, NOBODY), (3, 0), "mailbox")
    sketch.mailbox(own.who, 4, 0)
    return sketch.graph(name, "greeting")


def hours(name: str, own: TemplateInput, called: Mapping[str, str]) -> JsonObject:
    """Return a flow with opening hours and a menu. *called* maps targets to their labels."""
    sketch = Sketch(own.language)
    sketch.put("hours", "hours", _("Are we open?"), (1, 0), calendar=own.calendar)
    sketch.wire("hours", {"open": "greeting", "closed": "closed"})
    sketch.greet(own, (2, 0), "menu")
    sketch.put("menu", "menu", _("Menu"), (3, 0), prompt=own.menu, keys=["1", "2"])
    sketch.wire("menu", {"1": "first", "2": "second", "timeout": "first", "invalid": "first"})
    sketch.ring("first", own.who, called[own.who], (4, 0), "nobody")
    sketch.ring("second", own.second, called[own.second], (4, 1), "nobody")
    sketch.say("nobody", _("Nobody answers"), in_language(own.language, NOBODY), (5, 0), "mailbox")
    sketch.say("closed", _("We are closed"), in_language(own.language, CLOSED), (2, 2), "mailbox")
    sketch.mailbox(own.who, 6, 1)
    return sketch.graph(name, "hours")


def voicemail(name: str, own: TemplateInput, _target_labels: Mapping[str, str]) -> JsonObject:
    """Return a flow that takes messages."""
    sketch = Sketch(own.language)
    sketch.greet(own, (1, 0), "leave")
    sketch.say("leave", _("Leave a message"), in_language(own.language, LEAVE), (2, 0), "mailbox")
    sketch.mailbox(own.who, 3, 0)
    return sketch.graph(name, "greeting")


DRAWN = {"everybody": everybody, "hours": hours, "voicemail": voicemail}
"""The function that draws each of TEMPLATES."""
