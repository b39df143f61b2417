"""Every pair of callers and phones: codecs, encrypted or not, after a menu and without one."""

import pytest

from tests.calls.drawings import AROUND_RING, OUTLETS, menu, ring
from tests.exchange import CALLER_TONE, PHONE_TONES, TONES
from tests.peers.in_progress import assert_all_are_over

pytestmark = pytest.mark.proof

TO_A_PHONE = [menu(timeout_s=20), ring(ring_s=20), *OUTLETS]
BY_KEY_2 = (("menu", "1", "end"), ("menu", "2", "ring"), ("menu", "timeout", "end"), ("menu", "invalid", "end"))

A_LAW_FIRST, U_LAW_FIRST = ("PCMA", "PCMU"), ("PCMU", "PCMA")
PAIRS = {
    "A-law first calls u-law first": ({"codecs": A_LAW_FIRST}, {"codecs": U_LAW_FIRST}),
    "u-law first calls A-law first": ({"codecs": U_LAW_FIRST}, {"codecs": A_LAW_FIRST}),
    "u-law only calls A-law only": ({"codecs": ("PCMU",)}, {"codecs": ("PCMA",)}),
    "A-law only calls u-law only": ({"codecs": ("PCMA",)}, {"codecs": ("PCMU",)}),
    "G.711 calls G.722 first": ({"codecs": U_LAW_FIRST}, {"codecs": ("G722", "PCMA", "PCMU")}),
    "G.722 first calls G.711": ({"codecs": ("G722", "PCMA", "PCMU")}, {"codecs": U_LAW_FIRST}),
    "G.722 only calls A-law only": ({"codecs": ("G722",)}, {"codecs": ("PCMA",)}),
    "G.722 only calls G.722 only": ({"codecs": ("G722",)}, {"codecs": ("G722",)}),
    "GSM only calls G.711": ({"codecs": ("GSM",)}, {"codecs": U_LAW_FIRST}),
    "SRTP calls plain": ({"srtp": True}, {}),
    "plain calls SRTP": ({}, {"srtp": True}),
    "SRTP calls SRTP": ({"srtp": True}, {"srtp": True}),
    "G.722 only calls SRTP and A-law only": ({"codecs": ("G722",)}, {"srtp": True, "codecs": ("PCMA",)}),
    "SRTP and A-law only calls plain u-law only": ({"srtp": True, "codecs": ("PCMA",)}, {"codecs": ("PCMU",)}),
}


def assert_both_hear(exchange, pjsip, pair, number, keys=""):
    theirs, annas = PAIRS[pair]
    anna, caller = pjsip("101", answer_after_s=0.2, **annas), pjsip("+4917012345", **theirs)
    call = caller.call(number)
    assert call.wait("confirmed"), call
    if keys:
        assert call.heard.wait_for_prompt(TONES["menu"]), call
        caller.press(call, keys)
    rung = anna.incoming.get(timeout=30)
    assert rung.wait("confirmed"), rung
    assert call.heard.wait_for_tone(PHONE_TONES["101"]), (call, rung)
    assert rung.heard.wait_for_tone(CALLER_TONE), (call, rung)
    assert call.codec == theirs.get("codecs", U_LAW_FIRST)[0]
    caller.hang_up(call)
    assert rung.wait("ended")
    assert_all_are_over(exchange)


@pytest.mark.parametrize("pair", PAIRS)
def test_they_talk_after_a_menu(exchange, pjsip, pair):
    """What they speak was agreed with the menu; the phone comes later."""
    assert_both_hear(exchange, pjsip, pair, exchange.draw(TO_A_PHONE, *BY_KEY_2, *AROUND_RING), keys="2")


@pytest.mark.parametrize("pair", PAIRS)
def test_they_talk_at_once(exchange, pjsip, pair):
    assert_both_hear(exchange, pjsip, pair, exchange.draw([ring(ring_s=20), *OUTLETS], *AROUND_RING))
