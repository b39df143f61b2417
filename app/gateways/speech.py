"""Text to speech by espeak-ng: robotic, but always there and without the internet."""

import subprocess

VOICES = {"en": "en-gb", "de": "de"}
MOST_CHARACTERS = 2_000
TIME_LIMIT_S = 20
WORDS_PER_MINUTE = 145


class SpeechToolMissing(Exception):
    """espeak-ng is not installed."""


class NotSpoken(Exception):
    """The text is empty or too long, or espeak-ng failed."""


def speak(text: str, language: str) -> bytes:
    """A WAV file of *text* in one of VOICES."""
    if not text.strip() or len(text) > MOST_CHARACTERS:
        raise NotSpoken(f"the text must have 1 to {MOST_CHARACTERS} characters")
    command = ["espeak-ng", "-v", VOICES[language], "-s", str(WORDS_PER_MINUTE), "--stdin", "--stdout"]
    try:
        done = subprocess.run(command, input=text.encode(), check=True, capture_output=True, timeout=TIME_LIMIT_S)
    except FileNotFoundError as problem:
        raise SpeechToolMissing("espeak-ng is not installed (Debian package: espeak-ng)") from problem
    except subprocess.TimeoutExpired as problem:
        raise NotSpoken(f"it took longer than {TIME_LIMIT_S} s") from problem
    except subprocess.CalledProcessError as problem:
        raise NotSpoken(problem.stderr.decode(errors="replace").strip() or "espeak-ng failed") from problem
    return done.stdout
