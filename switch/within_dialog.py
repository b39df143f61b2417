"""Takes requests within our dialogs (BYE, INFO, re-INVITE, UPDATE), and CANCEL.

All of them are handled under the lock of their call, so what the call is just doing is done first. Nobody but its two
sides can end or change a dialog: both tags, the CSeq number, the source and the call's state must be right.
"""

from contextlib import nullcontext

import KSR

from designer.runtime.events import Digit, LegEnded
from switch import browsers, dialogs, nat, option_tags, registrations, store, timers
from switch.browsers import Browsers
from switch.calls import Calls
from switch.media import Media
from switch.message import BLANK, cseq_number, described, header, pv, uri_of
from switch.ng import MediaDown, MediaRefused
from switch.settings import Settings
from switch.switch_call import Dialog, SwitchCall, dialog_of

KEYS = "0123456789*#"
"""Keys by their number as an event (RFC 4733)."""
DONE_AT_ONCE = ("BYE", "INFO")
"""These need no transaction of tm's, which would cost more than all the rest: we remember for a while what has been
done, so that it is done once."""


class WithinDialog:
    """Takes requests within dialogs, for one worker."""

    def __init__(self, settings: Settings, calls: Calls, media: Media, at_browsers: Browsers, contact: str) -> None:
        self._settings, self._calls, self._media = settings, calls, media
        self._browsers, self._contact = at_browsers, contact

    def cancelled(self) -> None:
        """Take a CANCEL. We answer it where we are the server; tm does where we only forked. tm has compared the
        branches."""
        if KSR.tm.t_check_trans() <= 0:
            KSR.sl.sl_send_reply(481, "Call/Transaction Does Not Exist")
            return
        found = store.dialog(pv("$ci"), pv("$ft"))
        if not found or found[1]:
            if pv("$si") == self._settings.sip_address.partition(":")[0]:
                KSR.tm.t_relay()
            return
        with store.locked(found[0]):
            call = store.load(found[0])
            KSR.sl.sl_send_reply(200, "OK")
            if call and dialogs.is_cancelled(call["caller"]):
                self._calls.caller_gone(call)

    def take(self, method: str) -> None:
        """Carry out the request being worked on, which has a To tag, or refuse it."""
        found = store.dialog(pv("$ci"), pv("$ft"))
        with store.locked(found[0]) if found else nullcontext():
            call = store.load(found[0]) if found else None
            dialog = dialog_of(call, found[1]) if found and call else None
            if refusal := dialogs.refusal(dialog):
                KSR.sl.sl_send_reply(*((200, "OK") if store.was_done(_name(method)) else refusal))
            elif not dialog:
                pass  # it was refused
            elif not dialogs.is_from_there(dialog) and not self._proves_itself(dialog):
                pass  # it was asked for its password, or refused
            elif found and call and (method in DONE_AT_ONCE or KSR.tm.t_newtran() > 0):
                dialog["cseq"] = cseq_number()
                self._carry_out(method, call, dialog, found[1])

    def _proves_itself(self, dialog: Dialog) -> bool:
        """Ask for the password of a phone that has moved to another network during the call. Return whether it is
        right."""
        if dialog["accounts"]:
            return registrations.proves_itself(self._settings, dialog["accounts"])
        KSR.sl.sl_send_reply(481, "Call/Transaction Does Not Exist")
        return False

    def _carry_out(self, method: str, call: SwitchCall, dialog: Dialog, leg: str) -> None:
        at = timers.now_ms()
        match method:
            case "BYE":
                _done(method)
                if leg:
                    call["legs"][leg]["dialog"] = None
                    self._calls.advance(call, LegEnded(at, leg))
                else:
                    self._calls.caller_gone(call)
            case "INFO":
                _done(method)
                store.save(call)
                key = _info_key()
                if not leg and key:  # an employee's key is for nobody
                    self._calls.advance(call, Digit(at, key))
            case _:
                self._changed(call, dialog, leg)
                store.save(call)

    def _changed(self, call: SwitchCall, dialog: Dialog, leg: str) -> None:
        """Answer a re-INVITE or UPDATE (hold, resume, a session refresh). The other side is not asked."""
        sdp, is_refresh = described(), pv("$rm") == "UPDATE" and not pv("$rb")
        try:
            answer = self._renewed(call, dialog, leg, sdp) if sdp else ""
        except (MediaDown, MediaRefused):
            answer = ""
        if answer or is_refresh:
            KSR.hdr.append_to_reply(f"Contact: <{nat.our_contact(self._contact)}>\r\n")
            option_tags.agree_on_session_timer()
            if answer:
                KSR.textops.set_reply_body(answer, "application/sdp")
            KSR.tm.t_reply(200, "OK")
            if contact := header("Contact"):
                there = nat.whereabouts(uri_of(contact), dialog["routes"])
                dialog["target"], dialog["next_hop"], dialog["socket"] = there
        else:
            KSR.tm.t_reply(488, "Not Acceptable Here")

    def _renewed(self, call: SwitchCall, dialog: Dialog, leg: str, sdp: str) -> str:
        if not browsers.speaks():
            return self._media.renew(call, leg, sdp)
        answer = self._media.renew(call, leg, self._browsers.offered(dialog["gateway"], sdp))
        return self._browsers.answered(dialog["gateway"], answer)


def _done(method: str) -> None:
    """Reply 200, and remember that for a sender who asks again because our reply was lost."""
    store.note_done(_name(method))
    KSR.sl.sl_send_reply(200, "OK")


def _name(method: str) -> str:
    return f"{method} {pv('$ci')} {pv('$ft')} {pv('$tt')} {cseq_number()}"


def _info_key() -> str:
    """Return the key of a SIP INFO, application/dtmf-relay ("Signal=5") or application/dtmf ("5"); "" if it has
    none."""
    body = pv("$rb").strip(BLANK)
    lines = [
        line.partition("=")[2].strip(BLANK)
        for line in body.replace("\r", "\n").split("\n")
        if line.lower().startswith("signal")
    ]
    said = lines[0] if lines else body if "dtmf" in pv("$cT").lower() else ""
    key = {"10": "*", "11": "#"}.get(said, said)
    return key if len(key) == 1 and key in KEYS else ""
