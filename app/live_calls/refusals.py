"""Says in a sentence why an act on a live call can't be done."""

from flask_babel import gettext as _

from app.db.groups import group_scope
from app.ports.people_states import people_states
from app.web.errors import Refused
from designer.runtime import queue_acts


class NotNow(Refused):
    """Says that the act can't be done as things are now; *code* says why."""

    status = 409

    def __init__(self, code: str, message: str) -> None:
        """*code* is a word of docs/acts.md."""
        super().__init__(message)
        self.code = code


class Unknown(Refused):
    """Says that the request names nothing that there is."""

    code = "unknown"


class NoPhone(Refused):
    """Says that the user has no phone that could ring."""

    code = "no_phone"


class PhoneOff(Refused):
    """Says that no phone of the user is connected."""

    code = "phone_off"


class NoCarrier(Refused):
    """Says that no carrier is connected."""

    code = "no_carrier"


class NoNumber(Refused):
    """Says that the caller came without a number that may be called."""

    code = "no_number"


class SwitchDown(Refused):
    """Says that the exchange does not answer."""

    status = 503
    code = "switch_down"


def refuse(why: str, who: str = "") -> None:
    """Raise the refusal for a word of ``queue_acts``; nothing for "". *who* is whom the act is about."""
    word, _colon, extension = why.partition(":")
    if word:
        raise NotNow({"busy": "talks"}.get(word, word), _sentence(word, name_of(extension), who))


def name_of(extension: str) -> str:
    """Return the name of an employee of any group, or the extension."""
    with group_scope(None):
        found = people_states().states([extension]) if extension else []
    return found[0].name if found else extension


def _sentence(word: str, name: str, who: str) -> str:
    sentences = {
        queue_acts.GONE: _("The caller has hung up, or doesn't wait any more."),
        queue_acts.TALKING: _("%(name)s is talking to the caller already.", name=name),
        queue_acts.TAKEN: _("%(name)s is taking this call.", name=name),
        queue_acts.BUSY: _("%(name)s is in a call at the moment.", name=who),
        queue_acts.CALLING: _("You are calling somebody already. End that call first."),
        queue_acts.CALLS_BACK: _("%(name)s is already calling this number back.", name=name),
        queue_acts.FIRST: _("The caller is first in line already."),
        queue_acts.NOBODY: _("Nobody in %(group)s is available at the moment.", group=who),
        queue_acts.NOBODY_WAITS: _("Nobody waits there any more."),
        queue_acts.HELPS_ALREADY: _("%(group)s is helping already.", group=who),
        queue_acts.HELPS_NO_MORE: _("%(group)s doesn't help any more.", group=who),
    }
    return str(sentences[word])
