"""The voice: espeak-ng, or a command that stands in for it."""

import sys
from pathlib import Path

import pytest

from app.gateways import speech
from app.gateways.audio import duration_ms, to_telephone, to_telephone_alike
from app.gateways.speech import NotSpoken, SpeechToolMissing, speak
from tests.waiting import until


@pytest.fixture
def command(tmp_path):
    """A Python script as the command that speaks."""

    def write(script):
        path = tmp_path / "voice.py"
        path.write_text(f"import os, subprocess, sys, time\n{script}\n")
        return (sys.executable, str(path), "{language}")

    return write


@pytest.mark.parametrize("language", sorted(speech.VOICES))
def test_espeak_speaks_every_language(language):
    assert duration_ms(to_telephone(speak("1, 2, 3", language))) > 500


def test_a_command_speaks_instead(command, tmp_path):
    script = f"text = sys.stdin.read()\nopen({str(tmp_path / 'heard')!r}, 'w').write(sys.argv[1] + text)"
    echo = "subprocess.run(['espeak-ng', '--stdin', '--stdout'], input=text.encode(), check=True)"
    assert duration_ms(to_telephone(speak("Grüß Gott", "de", command(f"{script}\n{echo}")))) > 300
    assert (tmp_path / "heard").read_text("utf-8") == "deGrüß Gott"


@pytest.mark.parametrize(
    ("script", "why"),
    [
        ("sys.exit('no voice here')", "no voice here"),
        ("sys.exit(3)", "code 3"),
        ("print('hello')", "no WAV file"),
        ("os.close(0)", "no WAV file"),
    ],
)
def test_what_a_command_can_not_say_is_told(command, script, why):
    with pytest.raises(NotSpoken, match=why):
        speak("Hello", "en", command(script))


def test_a_command_that_takes_too_long_is_ended_with_all_that_it_started(command, tmp_path):
    script = f"child = subprocess.Popen(['sleep', '60'])\nopen({str(tmp_path / 'pid')!r}, 'w').write(str(child.pid))"
    with pytest.raises(NotSpoken, match="longer than 1 s"):
        speak("Hello", "en", command(f"{script}\nchild.wait()"), time_limit_s=1)
    child = int((tmp_path / "pid").read_text())
    assert until(lambda: not _runs(child))


def _runs(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_a_command_that_never_stops_talking_is_stopped(command):
    with pytest.raises(NotSpoken, match="longer than 20 MB"):
        speak("Hello", "en", command("while True: os.write(1, b'RIFF' * 10_000)"))


def test_a_command_that_is_not_there_is_told():
    with pytest.raises(SpeechToolMissing, match="no-such-program"):
        speak("Hello", "en", ("no-such-program",))


@pytest.mark.parametrize("text", ["", "  ", "a" * (speech.MOST_CHARACTERS + 1)])
def test_what_is_no_text_is_refused(text):
    with pytest.raises(NotSpoken):
        speak(text, "en")


def test_sounds_that_are_made_together_are_as_long_as_alone():
    spoken = [speak(text, "en") for text in ("seven", "twenty minutes", "star")]
    together = [duration_ms(au) for au in to_telephone_alike(spoken)]
    alone = [duration_ms(to_telephone(wav)) for wav in spoken]
    assert [abs(one - other - 60) <= 2 for one, other in zip(together, alone, strict=True)] == [True] * 3
    assert to_telephone_alike([]) == []
