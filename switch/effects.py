"""The machine's effects, done for real: SIP by way of ``dialogs``, sound by way of ``media``."""

from functools import singledispatchmethod
from typing import Any

import KSR

from designer.runtime import effects
from designer.runtime.effects import Effect
from designer.runtime.events import Event, FactsAnswered, LegFailed, PromptEnded
from switch import browsers, dialogs, legs, store, timers, trunk, web
from switch.browsers import Browsers
from switch.facts import Facts
from switch.media import LEARNED_MS, Media
from switch.ng import MediaDown, MediaRefused
from switch.queues import Queues
from switch.settings import Settings

JsonObject = dict[str, Any]

REFUSALS = {"busy": (486, "Busy Here"), "rejected": (603, "Decline"), "fault": (503, "Service Unavailable")}
NOT_NOW = (480, "Temporarily Unavailable")


class Carrier:
    """Carries out effects of one call at a time, under its lock. Raises ``ng.MediaDown`` and ``ng.MediaRefused``."""

    def __init__(self, settings: Settings, media: Media, at_browsers: Browsers, queues: Queues) -> None:
        self._settings = settings
        self._media = media
        self._browsers = at_browsers
        self._queues = queues
        self._facts = Facts(settings)
        self.contact = f"sip:exchange@{settings.sip_address}"

    def cancel(self, leg: JsonObject) -> None:
        legs.cancel(leg)

    def close(self, call: JsonObject) -> None:
        """Nothing of the call stays at rtpengine."""
        self._media.close(call)
        for dialog in (call["caller"], *call["legs"].values()):
            if gateway := dialog.get("gateway"):
                self._browsers.close(gateway)

    def begin(self, call: JsonObject, extension: str) -> None:
        """The employee, if it is one, is in the call that they begin."""
        self._queues.talk(call, extension)

    def over(self, call: JsonObject) -> None:
        """The call has ended, in whichever way, and the queues have to know."""
        self._queues.over(call)

    def carry_out(self, effect: Effect, call: JsonObject) -> Event | None:
        """Do it. Returns the event that it led to at once, if any."""
        led_to: Event | None = Carrier.__dict__["_do"].dispatcher.dispatch(type(effect))(self, effect, call)
        return led_to

    @singledispatchmethod
    def _do(self, effect: Effect, call: JsonObject) -> Event | None:
        """By kind of effect. ``carry_out`` asks its dispatcher: each look at the method would make a new function."""
        raise TypeError(f"no way to carry out {effect!r}")

    @_do.register(effects.Enter)
    @_do.register(effects.Notify)
    @_do.register(effects.Tag)
    @_do.register(effects.Warn)
    @_do.register(effects.Ended)
    def _(self, effect: Effect, call: JsonObject) -> None:
        """Only for the journal."""

    @_do.register
    def _(self, effect: effects.Answer, call: JsonObject) -> None:
        """With prompts to follow, or straight to the phone that has answered."""
        sdp = self._connect(call, next((leg for leg in call["legs"].values() if "remote" in leg), None))
        if gateway := call["caller"].get("gateway"):
            sdp = self._browsers.answered(gateway, sdp)
        dialogs.reply(call["caller"], self.contact, 200, "OK", sdp)

    @_do.register
    def _(self, effect: effects.Play, call: JsonObject) -> Event | None:
        try:
            self._media.play(call, effect.file, effect.repeat)
        except MediaRefused:  # the file is gone: better no prompt than no end of it
            return None if effect.repeat else PromptEnded(timers.now_ms(), effect.token)
        if not effect.repeat:
            timers.start(call["id"], "prompt", effect.token, effect.duration_ms)
        return None

    @_do.register
    def _(self, effect: effects.Stop, call: JsonObject) -> None:
        self._media.stop(call)

    @_do.register
    def _(self, effect: effects.Wait, call: JsonObject) -> None:
        timers.start(call["id"], "wait", effect.token, effect.after_ms)

    @_do.register
    def _(self, effect: effects.Dial, call: JsonObject) -> Event | None:
        """Not being able to ring this one is no reason to end the call: the flow has a way for that."""
        place = trunk.place(self._settings.trunk)
        if effect.number and not place:
            return LegFailed(timers.now_ms(), effect.leg, "failed")
        try:
            leg = self._new_leg(effect, call)
        except (MediaDown, MediaRefused) as error:
            KSR.warn(f"call {call['id']}: {effect.leg} can't be rung: {error}\n")
            return LegFailed(timers.now_ms(), effect.leg, "failed")
        if effect.number:
            host = self._settings.sip_address
            legs.invite_outside(leg, self._settings.trunk, place, host, self.contact, call["shown_number"])
            timers.start(call["id"], f"silent:{effect.leg}", 0, legs.SILENT_MS)
        else:
            self._ring(leg, call)
            store.remember_rung(call["company"], effect.extension, call["id"])
        dialogs.ringing(call["id"], call["caller"])
        return None

    def ring_encrypted(self, call: JsonObject, name: str) -> bool:
        """Ring the phones of a leg that have refused a plain voice with an encrypted one. False: the flow has to go on,
        as they have refused that as well, or nobody waits for them any more."""
        leg = call["legs"][name]
        if leg["is_carrier"] or legs.is_encrypted(leg) or "cancelled" in leg:
            return False
        try:
            text = call["encrypted_offer"] = call["encrypted_offer"] or self._media.offer(call, encrypted=True)
        except (MediaDown, MediaRefused) as error:
            KSR.warn(f"call {call['id']}: {name} can't be rung with encryption: {error}\n")
            return False
        store.forget_leg(leg)
        leg |= {"call_id": leg["call_id"] + legs.ENCRYPTED, "sdp": text}
        self._know(leg, call, name)
        self._ring(leg, call)
        return True

    def _ring(self, leg: JsonObject, call: JsonObject) -> None:
        host, secret = self._settings.sip_address, self._settings.leg_secret
        legs.invite(leg, host, self.contact, call["shown_caller"], secret, leg["display"])

    def _connect(self, call: JsonObject, leg: JsonObject | None) -> str:
        answer = self._media.answer(call, leg)
        call["offer"] = call["encrypted_offer"] = ""
        if self._media.is_learning(call):
            timers.start(call["id"], "learned", 0, LEARNED_MS)
        return answer

    def _new_leg(self, effect: effects.Dial, call: JsonObject) -> JsonObject:
        leg: JsonObject = {
            "call_id": legs.sip_call_id(effect.leg, call["id"], effect.number),
            "extension": effect.extension,
            "number": effect.number,
            "is_carrier": bool(effect.number),
            "phones": effect.phones,
            "display": effect.display,
            "hops": call["caller"].get("hops", dialogs.MOST_HOPS) - 1,
            "sdp": call["offer"] or self._media.offer(call),
        }
        call["offer"] = leg["sdp"]
        call["legs"][effect.leg] = leg
        self._know(leg, call, effect.leg)
        return leg

    def _know(self, leg: JsonObject, call: JsonObject, name: str) -> None:
        """What is kept of a leg by its Call-ID."""
        leg.update(browsers.gateway_of(leg))
        store.remember_dialog(leg["call_id"], call["id"], name)

    @_do.register
    def _(self, effect: effects.Cancel, call: JsonObject) -> None:
        leg = call["legs"].get(effect.leg)
        if leg is None:  # it could not be rung
            return
        leg["cancelled"] = True
        if effect.elsewhere:
            legs.cancel_elsewhere(leg, self._settings.sip_address)
        else:
            self.cancel(leg)

    @_do.register
    def _(self, effect: effects.Bridge, call: JsonObject) -> None:
        leg = call["legs"][effect.leg]
        self._queues.talk(call, leg["extension"], effect.group)
        if not self._media.is_with(call, leg):
            self._connect(call, leg)
            self._media.stop(call)
        call["offer"] = call["encrypted_offer"] = ""

    @_do.register
    def _(self, effect: effects.Release, call: JsonObject) -> None:
        leg = call["legs"].get(effect.leg, {})
        if "remote" in leg:
            legs.hang_up(leg)

    @_do.register
    def _(self, effect: effects.Record, call: JsonObject) -> None:
        self._media.record(call, effect.recording)

    @_do.register
    def _(self, effect: effects.StopRecording, call: JsonObject) -> None:
        self._media.stop_recording(call)

    @_do.register
    def _(self, effect: effects.Hangup, call: JsonObject) -> None:
        if call["caller"]["replied"]:
            dialogs.bye(call["caller"], dialogs.OUR_CSEQ)
        else:
            dialogs.reply(call["caller"], self.contact, *REFUSALS.get(effect.reason, NOT_NOW))

    @_do.register
    def _(self, effect: effects.Ask, call: JsonObject) -> Event:
        at = timers.now_ms()
        return FactsAnswered(at, effect.token, self._facts.answers(call["state"]["company"], effect.questions, at))

    @_do.register
    def _(self, effect: effects.AskWeb, call: JsonObject) -> None:
        """Nothing of it is done here: the worker of the portal asks, and its answer comes as a datagram."""
        web.ask(self._settings, call["id"], effect)

    @_do.register(effects.Join)
    @_do.register(effects.Leave)
    @_do.register(effects.QueueTalk)
    @_do.register(effects.QueueMissed)
    @_do.register(effects.QueueDone)
    def _(self, effect: effects.OfTheQueue, call: JsonObject) -> None:
        self._queues.take(call["id"], call["state"]["company"], effect)
