"""Places the call: registers the phones of the employees who will be called, and records what each side hears."""

import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field

from app.demo.rehearsal import ANSWER_S, TALK_S, Rehearsal
from app.gateways.audio import ulaw_of
from app.voice import sound_files
from designer.runtime.directory import Directory
from testphone.agent import UserAgent
from testphone.call import Call
from testphone.sound import recognise

CALLER_TONE, FIRST_PHONE_TONE, TONE_STEP = 1500, 620, 110
HEAR_S = 5.0
EXTRA_S = 15.0
"""How many seconds longer than in the simulation a call may take."""


@dataclass
class CallOutcome:
    """Describes what happened at both ends of the call. *talked_with* is an extension."""

    status: int = 0
    answered_ms: int | None = None
    prompts: list[str] = field(default_factory=list)
    talked_with: str | None = None
    caller_heard_phone: bool = False
    phone_heard_caller: bool = False

    @property
    def both_ways(self) -> bool:
        """Return whether both sides heard each other."""
        return self.caller_heard_phone and self.phone_heard_caller


def place_call(rehearsal: Rehearsal, caller: str, exchange: tuple[str, int], secrets: dict[str, str]) -> CallOutcome:
    """Place the call and return its outcome.

    *secrets* maps each phone that will ring to its HA1. Raise testphone.agent's NoReply or Refused if a phone
    cannot register.
    """
    with ExitStack() as ends:
        phones = [
            ends.enter_context(_registered(account, exchange, secrets[account], number))
            for number, account in enumerate(rehearsal.phones)
        ]
        agent = ends.enter_context(UserAgent(caller, exchange, host=exchange[0], tone_hz=CALLER_TONE))
        call = agent.call(rehearsal.number)
        heard = _talk(rehearsal, call, phones)
        call.hang_up()
        call.wait("ended")
        heard.prompts = recognise(call.rtp.sound(), _prompts(rehearsal.directory))
        return heard


@contextmanager
def _registered(account: str, exchange: tuple[str, int], ha1: str, number: int) -> Iterator[UserAgent]:
    """Register a phone. The higher its *number*, the later it picks up, so that the first of several wins."""
    tone_hz, answer_after_s = FIRST_PHONE_TONE + TONE_STEP * number, ANSWER_S * (1 + number)
    with UserAgent(
        account, exchange, host=exchange[0], tone_hz=tone_hz, answer_after_s=answer_after_s, ha1=ha1
    ) as phone:
        phone.register()
        try:
            yield phone
        finally:
            phone.hang_up_all()
            phone.register(expires_s=0)


def _talk(rehearsal: Rehearsal, call: Call, phones: list[UserAgent]) -> CallOutcome:
    """Follow the call from the INVITE until the caller should hang up."""
    limit_s = rehearsal.duration_s + EXTRA_S
    keys = threading.Thread(target=_press, args=(call, rehearsal.keys, limit_s), daemon=True)
    keys.start()
    heard = CallOutcome()
    if call.wait("answered", limit_s):
        heard.answered_ms = round((call.answered_at - call.began_at) * 1000)
    heard.status = call.status
    phone = _who_answers(call, phones, time.monotonic() + limit_s) if rehearsal.trace.bridged_to else None
    if phone:
        heard.talked_with = rehearsal.phones[phone.user]
        heard.caller_heard_phone = call.rtp.wait_for_tone(phone.tone_hz, HEAR_S)
        heard.phone_heard_caller = phone.calls[0].rtp.wait_for_tone(CALLER_TONE, HEAR_S)
        call.wait("ended", TALK_S)
    else:
        call.wait("ended", rehearsal.duration_s + 1.0)
    return heard


def _press(call: Call, keys: tuple[tuple[float, str], ...], limit_s: float) -> None:
    """Press each key as long after the answer as in the simulation; no key if nobody answers within the limit."""
    if not call.wait("answered", limit_s):
        return
    for at_s, key in keys:
        if call.wait("ended", max(0.0, call.answered_at + at_s - time.monotonic())):
            return
        call.press(key)


def _who_answers(call: Call, phones: list[UserAgent], until: float) -> UserAgent | None:
    """Return the phone that picked up, or None if the call ends first or nobody does in time."""
    while call.state != "ended" and time.monotonic() < until:
        for phone in phones:
            if phone.calls and phone.calls[0].wait("answered", 0.1):
                return phone
    return None


def _prompts(directory: Directory) -> dict[str, bytes]:
    return {name: ulaw_of(sound_files.read(prompt["file"])) for name, prompt in directory["prompts"].items()}
