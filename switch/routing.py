"""Takes over from Kamailio (KEMI): SIP comes in, an event goes to a call, and its effects go out.

There is one instance per worker. Every callback is guarded: an exception is logged, noted in the journal, and answered,
so that no caller is ever left without a reply.
"""

import functools
import gc
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, assert_never

import KSR

from designer.runtime.events import EVENTS, LegEnded, PromptEnded, TimerFired, WebReplied
from switch import (
    admission,
    arrivals,
    beats,
    browsers,
    callbacks,
    commands,
    dialogs,
    legs,
    nat,
    option_tags,
    orders,
    registrations,
    store,
    timers,
)
from switch.begin import load_snapshot
from switch.governor import first_look
from switch.guests import note_forwarded
from switch.message import has_nul, pv
from switch.parts import Parts
from switch.promises import pending_callbacks
from switch.settings import Settings
from switch.within_dialog import KEYS

FIRST_WORKER = 1
"""The rank of the worker that keeps promises."""
SELDOM = 50_000, 20, 20
"""Thresholds of the garbage collector."""
CAUSES = {486: "busy", 600: "busy", 603: "rejected", 403: "rejected", 487: "no_answer"}
"""Causes of ``LegFailed`` by the code of a reply."""
UNAVAILABLE = (404, 408, 410, 480, 502, 503)
"""Codes that say that no phone is there."""
MUST_BE_READABLE, REQUEST_URI_FROM_AND_TO = 1024, 1 | 2 | 4
"""Flags of ``sanity_check``: the addresses that it must be able to read. Kamailio keeps what it has read of them."""


def guarded(callback: Callable[..., int]) -> Callable[..., int]:
    """Guard the edge of the process: no exception escapes into Kamailio, which would leave the request unanswered."""

    @functools.wraps(callback)
    def run(self: "Switch", msg: Any, *rest: Any) -> int:
        try:
            return callback(self, msg, *rest)
        except Exception as error:  # noqa: BLE001 - a process edge
            where, at = f"{callback.__name__} {pv('$rm')} {pv('$ci')!r}: {error!r}", timers.now_ms()
            if text := self.faults.worded(at, f"{callback.__name__} {type(error).__name__}", where):
                KSR.err(f"{text}\n")
                self.journal.fault(at, text)
            if callback.__name__ == "ksr_request_route" and pv("$rm") != "ACK":
                KSR.sl.send_reply(503, "Service Unavailable")
            elif callback.__name__ == "ksr_http":
                KSR.xhttp.xhttp_reply(500, "Internal Server Error", "text/plain", "it failed here\n")
            return 1

    return run


class Switch(Parts):
    """Provides the callbacks that kamailio.cfg names."""

    def child_init(self, rank: int) -> int:
        """Prepare a process. What it needs of its own (sockets, files) is made when first used; the first worker keeps
        promises.

        Calls are plain JSON without circles, so there is next to nothing for the garbage collector to find: it looks
        seldom, and not at what was there from the start.
        """
        gc.freeze()
        gc.set_threshold(*SELDOM)
        if rank == FIRST_WORKER:
            for company, event in pending_callbacks(Path(self.settings.journal_dir)):
                self.queues.step(company, event)
        return 0

    @guarded
    def ksr_request_route(self, msg: Any) -> int:
        """Take a request."""
        method = pv("$rm")
        nat.reply_to_source()
        if has_nul():
            KSR.sl.sl_send_reply(400, "Byte 0 in Message")
        elif KSR.sanity.sanity_check(MUST_BE_READABLE, REQUEST_URI_FROM_AND_TO) < 0:
            pass  # it was answered with 400, unless it is an ACK
        elif method == "ACK":
            KSR.tm.t_check_trans()
        elif method == "CANCEL":
            self.within.cancelled()
        elif KSR.tmx.t_precheck_trans() > 0:
            KSR.tm.t_check_trans()
        elif KSR.tm.t_check_trans() != 0:
            self._request(method)
        return 1

    def _request(self, method: str) -> None:
        in_dialog = KSR.siputils.has_totag() > 0
        match method:
            case "INVITE" | "UPDATE" | "BYE" | "INFO" if in_dialog:
                self.within.take(method)
            case "INVITE" if registrations.is_our_leg(self.settings):
                registrations.fork()
            case "INVITE" if unknown := option_tags.unknown():
                KSR.hdr.append_to_reply(f"Unsupported: {', '.join(unknown)}\r\n")
                KSR.sl.sl_send_reply(420, "Bad Extension")
            case "INVITE" if not admission.has_room():
                admission.refuse()
                arrivals.note_refused(self.settings, 503, why=admission.why_shut())
            case "INVITE":
                arrivals.arrive(self.settings, self.media, self.browsers, self.calls)
            case "REGISTER":
                registrations.register(self.settings)
            case "BYE" | "INFO" | "UPDATE":
                KSR.sl.sl_send_reply(481, "Call/Transaction Does Not Exist")
            case "OPTIONS" if browsers.speaks():
                registrations.tell_whether_rung()
            case "OPTIONS":
                KSR.sl.sl_send_reply(200, "OK")
            case _:
                KSR.hdr.append_to_reply("Allow: INVITE, ACK, BYE, CANCEL, OPTIONS, INFO, UPDATE, REGISTER\r\n")
                KSR.sl.sl_send_reply(405, "Method Not Allowed")

    @guarded
    def ksr_unanswered(self, msg: Any) -> int:
        """End a call whose INVITE tm ends because nobody has answered it for too long; tm replies 408 after this."""
        found = store.dialog(pv("$ci"), pv("$ft"))
        if found:
            self.calls.given_up(found[0])
        return 1

    @guarded
    def ksr_continued(self, msg: Any) -> int:
        """Send the final reply to an INVITE that was suspended."""
        dialogs.final_reply(self.runner.contact)
        return 1

    @guarded
    def ksr_reply_route(self, msg: Any) -> int:
        """Take a reply before tm sees it; those to our own INVITEs are ours. No lock of tm is held here, so two final
        replies that come at once do no harm: the call's lock lets one of them be the first."""
        is_to_invite = pv("$rm") == "INVITE"
        if has_nul() or nat.goes_astray() or (is_to_invite and legs.is_made_up(self.settings)):
            KSR.set_drop()
        elif is_to_invite:
            nat.answer_from_source()
            if legs.is_ours(self.settings.sip_address):
                self._leg_replied(int(pv("$rs")), *legs.parts_of(pv("$ci")))
        return 1

    def _leg_replied(self, code: int, call: str, leg: str) -> None:
        if code < 200:
            if pv("$ci").endswith(legs.CARRIER):
                store.remember_heard(pv("$ci"))
            if code in (180, 183):
                self.calls.rings(call, leg)
        elif code >= 300 and leg != callbacks.CALLER:
            cause = "unavailable" if code in UNAVAILABLE else CAUSES.get(code, "failed")
            self.calls.failed(call, leg, cause, pv("$ci"), may_insist=code in legs.NOT_ACCEPTABLE)
        elif leg == callbacks.CALLER:
            self.callbacks.replied(call, code, pv("$ci"), legs.answered() if code < 300 else None)
        else:
            self._leg_answered(call, leg)

    def _leg_answered(self, call: str, leg: str) -> None:
        answered, is_wanted = legs.answered(), False
        try:
            is_wanted = self.calls.answered(call, leg, answered)
        finally:
            if not is_wanted:
                legs.acknowledge(answered)
                legs.hang_up(answered)

    @guarded
    def ksr_leg_branch(self, msg: Any) -> int:
        """Send our INVITE to one of the phones, but never to ourselves, where it would become a call again."""
        legs.note_phone()
        if self.settings.is_ours(*nat.host_and_port(nat.destination())):
            KSR.set_drop()
        elif browsers.is_next():
            self.browsers.ring()
        else:
            nat.be_reached_by_connection(self.runner.contact)
        return 1

    @guarded
    def ksr_leg_progress(self, msg: Any) -> int:
        """Pass a phone's reply through the proxy part."""
        legs.note_source("" if browsers.speaks() else pv("$si"))
        if browsers.speaks():
            self.browsers.replied()
        return 1

    @guarded
    def ksr_datagram(self, msg: Any) -> int:
        """Take a key from rtpengine, or a message of one of our own parts."""
        text = pv("$mb")
        if text.startswith("{"):
            if self.digit_source.is_at(int(pv("$sp"))):
                self._rtp_key(json.loads(text))
        elif order := self.doorkeeper.message(text):
            self._carry_out(order)
        return 1

    def _carry_out(self, order: orders.Order) -> None:
        """Carry out one of our timers and messages, or take an answer from the web."""
        match order:
            case orders.Timer(call, kind, token):
                self._timer(call, kind, token)
            case orders.Beat(name, sent_ms):
                beats.came(name, sent_ms)
            case orders.Bye(dialog, cseq):
                dialogs.bye(dialog, cseq)
            case orders.Deliver(call, event):
                self.calls.deliver(call, EVENTS.from_json(event))
            case orders.WebAnswer(call, token, outcome, values):
                self.calls.deliver(call, WebReplied(timers.now_ms(), token, outcome, values))
            case orders.CallBack() | orders.CallOutside() | orders.TryFlow() | orders.Withdraw():
                self.callbacks.take(order)
            case orders.SettingsChanged(company):
                self.queues.settings_changed(company)
            case _:
                assert_never(order)

    @guarded
    def ksr_beat(self, msg: Any) -> int:
        """Take a datagram that is no SIP at the socket for SIP.

        Strangers can send there, too; their beats would hide how long messages wait, or stop all calls.
        """
        match self.doorkeeper.message(pv("$mb")):
            case orders.Beat(name, sent_ms):
                beats.came(name, sent_ms)
        return 1

    def _timer(self, call: str, kind: str, token: int) -> None:
        at = timers.now_ms()
        kind, _, name = kind.partition(":")
        of_a_call = {
            "again": self.calls.again,
            "check": self.calls.check,
            "ringing": self.calls.ring_again,
            "learned": self.calls.learned,
            "unanswered": self.callbacks.unanswered,
        }
        if kind in of_a_call:
            of_a_call[kind](call)
            return
        match kind:
            case "prompt":
                self.calls.deliver(call, PromptEnded(at, token))
            case "wait":
                self.calls.deliver(call, TimerFired(at, token))
            case "cancel":
                legs.cancel_now(call)
            case timers.LOOK_FOR_MEDIA:
                self.ng.look()
            case "silent":
                self.calls.silent(call, name)
            case "wrap_up":
                self.queues.wrap_up_ended(call, name, token)
            case "recheck":
                self.queues.recheck_due(call, name)

    def _rtp_key(self, data: dict[str, Any]) -> None:
        """Take an event of RFC 4733. Only the first of them are keys: there are also tones, and the flash."""
        event = int(data["event"])
        if 0 <= event < len(KEYS):
            self.calls.pressed(data["callid"], KEYS[event], data["source_tag"], data["source_ip"])

    @guarded
    def ksr_wheel(self, msg: Any, evname: str) -> int:
        """Turn the wheel of timers."""
        timers.turn(self.settings.event_port)
        self.governor.turn()
        self.refusals.turn(timers.now_ms())
        self.journal.catch_up(timers.now_ms())
        return 1

    @guarded
    def ksr_watch(self, msg: Any, evname: str) -> int:
        """Watch the connections of guests, and the phones of employees."""
        self.guests.turn()
        self.reachability.turn(timers.now_ms(), timers.steady_ms)
        return 1

    @guarded
    def ksr_trunk(self, msg: Any, evname: str) -> int:
        """Look for the carrier's address."""
        self.trunk.turn()
        return 1

    @guarded
    def ksr_websocket(self, msg: Any, evname: str) -> int:
        """Take note that a browser's WebSocket was closed, perhaps in the middle of a call."""
        found = store.dialog_of(store.forget_socket(browsers.address()))
        if found and found[1]:
            self.calls.deliver(found[0], LegEnded(timers.now_ms(), found[1]))
        elif found:
            with store.locked(found[0]):
                if call := store.load(found[0]):
                    self.calls.caller_gone(call)
        return 1

    @guarded
    def ksr_http(self, msg: Any, evname: str) -> int:
        """Answer an HTTP request: a command, or a browser that opens a WebSocket."""
        if pv("$Rp") == str(self.settings.rpc_port):
            commands.carry_out(self.doorkeeper, self.acts)
        elif pv("$Rp") == str(self.settings.phone_port) and browsers.is_welcome(self.settings):
            note_forwarded(self.settings)
            KSR.websocket.handle_handshake()
        else:
            KSR.xhttp.xhttp_reply(404, "Not Found", "text/plain", "not here\n")
        return 1


def start(settings: str) -> Switch:
    """Return what the start script beside the settings file hands to Kamailio as its ``mod_init``: once, before the
    fork."""
    switch = Switch(Settings.read(Path(settings)))
    timers.sign_with(bytes.fromhex(switch.settings.secret))
    load_snapshot(switch.settings)
    first_look(switch.settings)
    switch.journal.started(timers.now_ms())
    switch.journal.close()
    return switch
