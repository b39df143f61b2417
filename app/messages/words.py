"""Names the kinds of messages, and messages without a title."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.messages.addressing import COMPANY
from app.messages.models import Message
from app.ports.directory import references
from designer.runtime.numbers import ANONYMOUS
from designer.runtime.target import EMPLOYEE, GROUP, Target

KINDS = {
    "missed": _l("Missed calls"),
    "callback": _l("Lost call-backs"),
    "voicemail": _l("Voicemail"),
    "note": _l("Notes of flows"),
    "colleague": _l("Colleagues"),
    "operator": _l("Operator"),
    "export": _l("Files and reports"),
    "figure": _l("Figures on Status"),
    "security": _l("Security"),
}
ICONS = {
    "missed": "phone-x",
    "callback": "phone-off",
    "voicemail": "record-mail",
    "note": "sitemap",
    "colleague": "message",
    "operator": "speakerphone",
    "export": "file-export",
    "figure": "activity-heartbeat",
    "security": "shield-lock",
}
BEGINNING = 80


def title(message: Message) -> str:
    """Return a message's title, or one derived from it."""
    if message.title:
        return message.title
    if message.kind == "missed":
        return str(_("Missed call from %(caller)s", caller=_caller(message)))
    if message.kind == "callback":
        return str(_("%(caller)s was promised a call-back and has got none", caller=message.caller))
    if message.kind == "voicemail":
        return str(_("Voicemail from %(caller)s", caller=_caller(message)))
    return shortened(message.text)


def _caller(message: Message) -> str:
    return str(_("an unknown number")) if message.caller in ("", ANONYMOUS) else message.caller


def shortened(text: str) -> str:
    """Return the beginning of a text, in one line."""
    line = " ".join(text.split())
    return line if len(line) <= BEGINNING else f"{line[:BEGINNING]}…"


def names() -> dict[str, str]:
    """Return the labels of the addressees in the company in force."""
    found: dict[str, str] = {
        Target.of(each.kind, each.name): each.label for each in references() if each.kind in (EMPLOYEE, GROUP)
    }
    return {COMPANY: _("Everybody"), **found}
