import io
import itertools
import wave

import pytest

from app.gateways.audio import MOST_SOURCE_BYTES, duration_ms, generate, to_telephone, to_wav
from app.gateways.ffmpeg import FfmpegMissing, Unreadable
from app.gateways.speech import MOST_CHARACTERS, VOICES, NotSpoken, SpeechToolMissing, speak


@pytest.mark.parametrize("language", VOICES)
def test_text_becomes_a_telephone_sound(language):
    au = to_telephone(speak("Welcome to the exchange.", language))
    assert au.startswith(b".snd")
    assert 800 < duration_ms(au) < 4000


def test_the_same_text_gives_the_same_bytes():
    assert to_telephone(speak("Hello", "en")) == to_telephone(speak("Hello", "en"))


def loudest(au):
    with wave.open(io.BytesIO(to_wav(au))) as sound:
        return max(map(abs, memoryview(sound.readframes(sound.getnframes())).cast("h")))


@pytest.mark.parametrize("text", ["Yes.", "Welcome to the demo company.", "You are calling outside our hours. " * 3])
def test_short_and_long_prompts_are_loud_enough_to_be_heard(text):
    assert loudest(to_telephone(speak(text, "en"))) > 8000


def test_what_was_recorded_quietly_becomes_as_loud_as_the_rest():
    quiet, loud = (
        loudest(to_telephone(to_wav(generate(f"sine=frequency=300:sample_rate=8000:duration=2,volume={volume}"))))
        for volume in (0.2, 1.0)
    )
    assert quiet == pytest.approx(loud, rel=0.05)
    assert loud > 4000


def test_silence_stays_silence():
    assert loudest(to_telephone(to_wav(generate("anullsrc=sample_rate=8000:duration=1")))) < 100


def test_a_generated_tone_has_its_length_and_its_pitch():
    au = generate("sine=frequency=425:sample_rate=8000:duration=2")
    assert duration_ms(au) == 2000
    with wave.open(io.BytesIO(to_wav(au))) as sound:
        assert (sound.getframerate(), sound.getnchannels(), sound.getsampwidth()) == (8000, 1, 2)
        samples = memoryview(sound.readframes(sound.getnframes())).cast("h")
    rises = sum(1 for before, after in itertools.pairwise(samples) if before < 0 <= after)
    assert rises == pytest.approx(850, abs=2)


@pytest.mark.parametrize("source", [b"", b"not a sound", b"RIFF" + b"\0" * 100])
def test_what_is_no_sound_is_refused(source):
    with pytest.raises(Unreadable):
        to_telephone(source)


def test_a_playlist_reads_no_other_file():
    """ffmpeg's concat and HLS formats name files; a prompt may not be made out of ours."""
    with pytest.raises(Unreadable):
        to_telephone(b"ffconcat version 1.0\nfile /etc/hostname\n")


def test_limits_are_told():
    with pytest.raises(Unreadable, match="larger than 20 MB"):
        to_telephone(bytes(MOST_SOURCE_BYTES + 1))
    with pytest.raises(NotSpoken, match="1 to 2000"):
        speak("x" * (MOST_CHARACTERS + 1), "en")
    with pytest.raises(NotSpoken, match="1 to 2000"):
        speak("  ", "en")


def test_a_missing_tool_is_named(monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(SpeechToolMissing, match="espeak-ng"):
        speak("Hello", "en")
    with pytest.raises(FfmpegMissing, match="ffmpeg"):
        generate("sine")
