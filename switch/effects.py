"""Carries out the machine's effects: SIP through ``dialogs`` and ``legs``, sound through ``media``."""

from functools import singledispatchmethod

import KSR

from designer.runtime import effects, numbers
from designer.runtime.effects import Effect
from designer.runtime.events import Event, FactsAnswered, LegFailed, PromptEnded
from designer.runtime.journal_entries import QualityReported
from switch import browsers, dialogs, legs, quality, store, timers, trunk, web
from switch.browsers import Browsers
from switch.facts import Facts
from switch.media import LEARNED_MS, Media
from switch.ng import MediaDown, MediaRefused
from switch.queues import Queues
from switch.settings import Settings
from switch.switch_call import Dialog, Leg, SwitchCall, new_leg

REFUSALS = {"busy": (486, "Busy Here"), "rejected": (603, "Decline"), "fault": (503, "Service Unavailable")}
NOT_NOW = (480, "Temporarily Unavailable")


class EffectRunner:
    """Carries out effects of one call at a time, under its lock. Raises ``ng.MediaDown`` and ``ng.MediaRefused``."""

    def __init__(self, settings: Settings, media: Media, at_browsers: Browsers, queues: Queues) -> None:
        self._settings = settings
        self._media = media
        self._browsers = at_browsers
        self._queues = queues
        self._facts = Facts(settings)
        self.contact = f"sip:exchange@{settings.sip_address}"

    def close(self, call: SwitchCall) -> list[QualityReported]:
        """End everything that rtpengine has of the call; return how well its sides heard each other."""
        answer = self._media.close(call["id"])
        for gateway in (call["caller"]["gateway"], *(leg["gateway"] for leg in call["legs"].values())):
            if gateway:
                self._browsers.close(gateway)
        return quality.reported(answer, call, timers.now_ms(), self._settings.switch)

    def begin(self, call: SwitchCall) -> None:
        """Tell the queues that an employee is in the call that they place."""
        if call["placed_by"]:
            company, extension = call["placed_by"]
            self._queues.talk(call, company, extension)

    def over(self, call: SwitchCall) -> None:
        """Tell the queues that the call has ended, for whatever reason."""
        self._queues.over(call)

    def carry_out(self, effect: Effect, call: SwitchCall) -> Event | None:
        """Carry out the effect. Return the event to which it leads at once, if any."""
        led_to: Event | None = EffectRunner.__dict__["_do"].dispatcher.dispatch(type(effect))(self, effect, call)
        return led_to

    @singledispatchmethod
    def _do(self, effect: Effect, call: SwitchCall) -> Event | None:
        """Carry out the effect by its class. ``carry_out`` asks the dispatcher, because each look at the method would
        make a new function."""
        raise TypeError(f"no way to carry out {effect!r}")

    @_do.register(effects.Enter)
    @_do.register(effects.Notify)
    @_do.register(effects.Tag)
    @_do.register(effects.Warn)
    @_do.register(effects.Ended)
    def _(self, effect: Effect, call: SwitchCall) -> None:
        """Do nothing: the effect is only for the journal."""

    @_do.register
    def _(self, effect: effects.Answer, call: SwitchCall) -> None:
        """Answer the caller, for prompts to follow or straight to the phone that has answered."""
        sdp = self._connect(call, next((leg["dialog"] for leg in call["legs"].values() if leg["dialog"]), None))
        if gateway := call["caller"]["gateway"]:
            sdp = self._browsers.answered(gateway, sdp)
        dialogs.reply(call["caller"], self.contact, 200, "OK", sdp)

    @_do.register
    def _(self, effect: effects.Play, call: SwitchCall) -> Event | None:
        try:
            self._media.play(call, effect.file, effect.repeat)
        except MediaRefused:  # the file is gone: better no prompt than no end of it
            return None if effect.repeat else PromptEnded(timers.now_ms(), effect.token)
        if not effect.repeat:
            timers.start(call["id"], "prompt", effect.token, effect.duration_ms)
        return None

    @_do.register
    def _(self, effect: effects.Stop, call: SwitchCall) -> None:
        self._media.stop(call)

    @_do.register
    def _(self, effect: effects.Wait, call: SwitchCall) -> None:
        timers.start(call["id"], "wait", effect.token, effect.after_ms)

    @_do.register
    def _(self, effect: effects.Dial, call: SwitchCall) -> Event | None:
        """Ring the leg. If that fails the call does not end: the flow has an outlet for it."""
        address = trunk.address(self._settings.trunk)
        if effect.number and (not address or numbers.reaches_emergency(self._settings.trunk_plan, effect.number)):
            return LegFailed(timers.now_ms(), effect.leg, "failed")
        try:
            leg = self._new_leg(effect, call)
        except (MediaDown, MediaRefused) as error:
            KSR.warn(f"call {call['id']}: {effect.leg} can't be rung: {error}\n")
            return LegFailed(timers.now_ms(), effect.leg, "failed")
        if effect.number:
            host = self._settings.sip_address
            legs.invite_outside(leg, self._settings.trunk, address, host, self.contact, call["shown_number"])
            timers.start(call["id"], f"silent:{effect.leg}", 0, legs.SILENT_MS)
        else:
            self._ring(leg, call)
            store.remember_rung(call["company"], effect.extension, call["id"])
        dialogs.ringing(call["id"], call["caller"])
        return None

    def ring_encrypted(self, call: SwitchCall, name: str) -> bool:
        """Ring the phones of a leg, which have refused a plain voice, with an encrypted one. Return False if the flow
        has to go on, because they have refused that as well or nobody waits for them any more."""
        leg = call["legs"][name]
        if leg["is_carrier"] or legs.is_encrypted(leg) or leg["cancelled"]:
            return False
        try:
            text = call["encrypted_offer"] = call["encrypted_offer"] or self._media.offer(call, encrypted=True)
        except (MediaDown, MediaRefused) as error:
            KSR.warn(f"call {call['id']}: {name} can't be rung with encryption: {error}\n")
            return False
        store.forget_leg(leg)
        leg["call_id"], leg["sdp"] = leg["call_id"] + legs.ENCRYPTED, text
        self._know(leg, call, name)
        self._ring(leg, call)
        return True

    def _ring(self, leg: Leg, call: SwitchCall) -> None:
        host, secret = self._settings.sip_address, self._settings.leg_secret
        legs.invite(leg, host, self.contact, call["shown_caller"], secret, leg["display"])

    def _connect(self, call: SwitchCall, leg: Dialog | None) -> str:
        answer = self._media.answer(call, leg)
        call["offer"] = call["encrypted_offer"] = ""
        if self._media.is_learning(call):
            timers.start(call["id"], "learned", 0, LEARNED_MS)
        return answer

    def _new_leg(self, effect: effects.Dial, call: SwitchCall) -> Leg:
        call["offer"] = call["offer"] or self._media.offer(call)
        call_id = legs.sip_call_id(effect.leg, call["id"], effect.number)
        leg = new_leg(call_id, effect.extension, effect.phones, call["offer"], call["caller"]["hops"] - 1)
        leg["number"], leg["is_carrier"], leg["display"] = effect.number, bool(effect.number), effect.display
        call["legs"][effect.leg] = leg
        self._know(leg, call, effect.leg)
        return leg

    def _know(self, leg: Leg, call: SwitchCall, name: str) -> None:
        """Note what is known of the leg by its Call-ID."""
        leg["gateway"] = browsers.gateway_of(leg["call_id"], leg["phones"])
        store.remember_dialog(leg["call_id"], call["id"], name)

    @_do.register
    def _(self, effect: effects.Cancel, call: SwitchCall) -> None:
        leg = call["legs"].get(effect.leg)
        if leg is None:  # it could not be rung
            return
        leg["cancelled"] = True
        if effect.elsewhere:
            legs.cancel_elsewhere(leg["call_id"], self._settings.sip_address)
        else:
            legs.cancel(leg["call_id"])

    @_do.register
    def _(self, effect: effects.Bridge, call: SwitchCall) -> None:
        leg = call["legs"][effect.leg]
        self._queues.talk(call, call["company"], leg["extension"], effect.group)
        if not self._media.is_with(call, leg):
            self._connect(call, leg["dialog"])
            self._media.stop(call)
        call["offer"] = call["encrypted_offer"] = ""

    @_do.register
    def _(self, effect: effects.Release, call: SwitchCall) -> None:
        leg = call["legs"].get(effect.leg)
        if leg and leg["dialog"]:
            legs.hang_up(leg["dialog"])

    @_do.register
    def _(self, effect: effects.Record, call: SwitchCall) -> None:
        self._media.record(call, effect.recording)

    @_do.register
    def _(self, effect: effects.StopRecording, call: SwitchCall) -> None:
        self._media.stop_recording(call)

    @_do.register
    def _(self, effect: effects.Hangup, call: SwitchCall) -> None:
        if call["caller"]["replied"]:
            dialogs.bye(call["caller"], dialogs.OUR_CSEQ)
        else:
            dialogs.reply(call["caller"], self.contact, *REFUSALS.get(effect.reason, NOT_NOW))

    @_do.register
    def _(self, effect: effects.Ask, call: SwitchCall) -> Event:
        at = timers.now_ms()
        return FactsAnswered(at, effect.token, self._facts.answers(call["company"], effect.questions, at))

    @_do.register
    def _(self, effect: effects.AskWeb, call: SwitchCall) -> None:
        """Have the portal's worker ask; its answer comes as a datagram."""
        web.ask(self._settings, call["id"], effect)

    @_do.register(effects.Join)
    @_do.register(effects.Leave)
    @_do.register(effects.QueueTalk)
    @_do.register(effects.QueueMissed)
    @_do.register(effects.QueueDone)
    def _(self, effect: effects.OfTheQueue, call: SwitchCall) -> None:
        self._queues.take(call["id"], call["company"], effect)
