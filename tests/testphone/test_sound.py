"""What is heard is told apart: tones by Goertzel, prompts by their bytes."""

import random

import pytest

from testphone.sound import RATE_HZ, SAMPLES, SILENCE, encode, is_silent, loudness, recognise, tone


@pytest.mark.parametrize(("sample", "code"), [(0, 0xFF), (32124, 0x80), (-32124, 0x00), (8, 0xFE), (-8, 0x7E)])
def test_u_law_has_its_standard_codes(sample, code):
    assert encode(sample) == code


def test_each_code_decodes_to_what_encodes_to_it():
    assert [encode(SAMPLES[code]) for code in range(256) if code != 0x7F] == [c for c in range(256) if c != 0x7F]


def test_a_tone_is_loud_at_its_frequency_only():
    sound = tone(900)
    assert loudness(sound, 900) == pytest.approx(8000, rel=0.02)
    assert loudness(sound, 1200) < 50


def test_silence_is_silent():
    assert is_silent(bytes([SILENCE]) * 100)
    assert not is_silent(tone(440))


def voice(seed: int, seconds: float = 2.0) -> bytes:
    """Something as irregular as speech, after a little silence."""
    noise = random.Random(seed)
    return bytes([SILENCE]) * 700 + bytes(noise.randrange(256) for _ in range(round(seconds * RATE_HZ)))


PROMPTS = {"welcome": voice(1), "menu": voice(2), "closed": voice(3, 0.2)}


def test_prompts_are_found_in_their_order():
    heard = bytes([SILENCE]) * 333 + PROMPTS["menu"] + bytes([SILENCE]) * 999 + PROMPTS["closed"] + PROMPTS["menu"]
    assert recognise(heard, PROMPTS) == ["menu", "closed", "menu"]


def test_a_prompt_stopped_by_a_key_is_still_heard():
    assert recognise(PROMPTS["welcome"][:2500] + PROMPTS["menu"], PROMPTS) == ["welcome", "menu"]


def test_a_lost_packet_hides_no_prompt():
    prompt = PROMPTS["welcome"]
    assert recognise(prompt[:1000] + prompt[1160:], PROMPTS) == ["welcome"]


def test_both_zeros_of_u_law_are_the_same_sound():
    changed = PROMPTS["menu"].replace(b"\xff", b"\x7f")
    assert recognise(changed, PROMPTS) == ["menu"]


def test_what_was_not_played_is_not_heard():
    assert recognise(voice(9), PROMPTS) == []
