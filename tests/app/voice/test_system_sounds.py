"""The exchange's own sounds, which every company has."""

import json
import sys
from dataclasses import replace

import pytest

from app.gateways.audio import ulaw_of
from app.voice import system_sounds
from app.voice.system_sounds import system_prompts
from designer.runtime import talk, voicemail
from designer.runtime.ops import digits, message, queue

KEYS = "0123456789*#"


def names_that_calls_play():
    """Read off the machine, so that a sound it plays can't be forgotten here."""
    yield from (digits.YOU_ENTERED, digits.CONFIRM, queue.POSITION, queue.WAIT, message.BEEP, talk.RINGBACK)
    yield voicemail.PROMPT
    yield from (f"sys:digit-{digits._spoken(key)}" for key in KEYS)
    for number in range(1, queue.MOST_SPOKEN + 1):
        yield from (f"sys:number-{number}", f"sys:minutes-{number}")


@pytest.fixture
def index(config):
    return config.prompts_dir / "system.json"


@pytest.fixture
def few_sounds(monkeypatch):
    """Making all of them anew takes seconds."""
    sentences, tones = system_sounds.SENTENCES, system_sounds.TONES
    monkeypatch.setattr(system_sounds, "SENTENCES", {name: sentences[name] for name in ("confirm", "digit-star")})
    monkeypatch.setattr(system_sounds, "TONES", {message.BEEP: tones[message.BEEP]})


def test_every_sound_that_calls_play_is_there_in_both_languages(in_company, config):
    found = system_prompts()
    tones = {message.BEEP, talk.RINGBACK, system_sounds.HOLD_MUSIC}
    wanted = {system_sounds.HOLD_MUSIC, *names_that_calls_play()}
    assert found.keys() == wanted | {f"{name}@de" for name in wanted - tones}
    for each in found.values():
        sound = ulaw_of((config.prompts_dir / each["file"]).read_bytes())
        assert each["duration_ms"] == len(sound) // 8 > 200


def test_words_are_cut_apart_where_they_end(in_company):
    found = system_prompts()
    assert found["sys:digit-1"]["duration_ms"] < 1_500
    assert found["sys:confirm"]["duration_ms"] > 2 * found["sys:digit-star"]["duration_ms"]
    files = [found[f"sys:number-{number}"]["file"] for number in range(1, 21)]
    assert len(set(files)) == 20


def test_what_an_older_version_left_is_completed(in_company, index):
    whole = system_prompts()
    old = {name: whole[name] for name in ("sys:beep", "sys:ringback")}
    old["sys:leave-message"] = {**whole["sys:leave-message"], "text": "Speak now."}
    index.write_text(json.dumps(old))
    again = system_prompts()
    assert again.keys() == whole.keys()
    assert again["sys:leave-message"]["text"].startswith("Please leave a message")


@pytest.mark.parametrize("content", ["", "{", "[]", '{"sys:beep": null}'])
def test_a_damaged_index_is_made_anew(in_company, index, few_sounds, content):
    whole = system_prompts()
    index.write_text(content)
    assert system_prompts().keys() == whole.keys()


def test_a_file_that_is_gone_is_made_again(in_company, config):
    file = config.prompts_dir / system_prompts()["sys:digit-7"]["file"]
    file.unlink()
    again = config.prompts_dir / system_prompts()["sys:digit-7"]["file"]
    assert again.exists()


def test_another_voice_says_everything_anew(in_company, app, config, tmp_path, few_sounds):
    before = system_prompts()
    voice = tmp_path / "voice.py"
    voice.write_text(
        "import subprocess, sys\n"
        "subprocess.run(['espeak-ng', '-v', sys.argv[1], '-s', '300', '--stdin', '--stdout'], check=True)\n"
    )
    command = (sys.executable, str(voice), "{language}")
    app.config["ZENTRALE"] = replace(config, speech_command=command)
    after = system_prompts()
    assert after["sys:beep"] == before["sys:beep"]
    assert after["sys:confirm"]["duration_ms"] < before["sys:confirm"]["duration_ms"]
    assert system_prompts() == after


def test_both_languages_say_the_same_things():
    assert all(texts.keys() == {"en", "de"} for texts in system_sounds.SENTENCES.values())
