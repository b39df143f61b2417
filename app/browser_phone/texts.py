"""Provides the texts of the phone's window. app/frontend/phone/view.ts names every text that it needs."""

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

BAR_WORDS = {
    "withheld": _("Number withheld"),
    "announce.ringing": _("Call from {who}. Alt and A answers, Alt and X declines."),
    "announce.talking": _("You are talking to {who}. Alt and X hangs up, Alt and M mutes."),
}
WORDS = {
    **BAR_WORDS,
    "line.off": _("Switched off"),
    "line.opening": _("Connecting …"),
    "line.ready": _("Ready"),
    "line.away": _("The exchange does not answer. Trying again …"),
    "line.taken": _("The phone is in another window or browser now."),
    "line.signedOut": _("You have been signed out."),
    "trouble.microphoneRefused": _(
        "The browser may not use the microphone. Allow it by the symbol beside the page's address, then try again."
    ),
    "trouble.microphoneMissing": _("There is no microphone. Plug one in or choose one in the browser, then try again."),
    "trouble.microphoneBusy": _("The microphone can't be used; perhaps another program has it. Try again."),
    "trouble.insecure": _("Browsers give a page the microphone only by https. Ask whoever runs the exchange for it."),
    "trouble.noEmployee": _("You are none of the company's employees any more. Load the page again."),
    "trouble.inCallElsewhere": _("There is a call in another window. End it there, then try again."),
    "ending.hungUp": _("The call with {who} is over."),
    "ending.missed": _("Missed: {who} called."),
    "ending.elsewhere": _("Answered on another of your phones: {who}."),
    "ending.colleague": _("Answered by a colleague: {who}."),
    "ending.declined": _("Declined: {who}."),
    "ending.busy": _("{who} is busy."),
    "ending.noAnswer": _("{who} does not answer."),
    "ending.unreachable": _("{who} can't be reached now."),
    "ending.unknownNumber": _("Nobody has the number {who}."),
    "ending.full": _("The exchange has no room for another call now. Try again in a moment."),
    "ending.noVoice": _("No voice came through, so the call was ended. A firewall may be in the way of UDP."),
    "ending.noMicrophone": _("There was no microphone for this call. Switch the phone off and on to see why."),
    "ending.lineLost": _("The call was cut off: the connection to the exchange broke."),
    "ending.failed": _("The call failed."),
}


def translated(texts: Mapping[str, LazyString]) -> dict[str, str]:
    """Return the texts in the page's language."""
    return {key: str(text) for key, text in texts.items()}
