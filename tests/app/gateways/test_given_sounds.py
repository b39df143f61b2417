"""Sound files that people give: the kinds that are taken, and what only looks like one."""

import subprocess

import pytest

from app.gateways.audio import (
    ConversionOptions,
    Damaged,
    IsVideo,
    TooLong,
    duration_ms,
    generate,
    make,
    to_telephone,
    to_wav,
)
from app.gateways.silence import without_silence
from app.gateways.sound_kinds import kind_of

TONE = ("-f", "lavfi", "-i", "sine=frequency=440:duration=2")


def made(path, *options):
    subprocess.run(["ffmpeg", "-v", "error", *options, str(path)], check=True)
    return path.read_bytes()


@pytest.mark.parametrize("kind", ["wav", "mp3", "m4a", "ogg", "webm"])
def test_every_kind_that_is_offered_is_read(tmp_path, kind):
    sound = made(tmp_path / f"tone.{kind}", *TONE)
    assert kind_of(sound) == kind
    assert duration_ms(to_telephone(sound)) == pytest.approx(2000, abs=60)


def test_a_cover_is_no_video(tmp_path):
    made(tmp_path / "song.mp3", *TONE)
    made(tmp_path / "cover.png", "-f", "lavfi", "-i", "color=red:size=32x32", "-frames:v", "1")
    options = ("-map", "0", "-map", "1", "-c:a", "copy", "-disposition:v", "attached_pic")
    song = made(tmp_path / "both.mp3", "-i", str(tmp_path / "song.mp3"), "-i", str(tmp_path / "cover.png"), *options)
    assert duration_ms(to_telephone(song)) == pytest.approx(2000, abs=60)


def test_a_video_is_refused(tmp_path):
    film = made(tmp_path / "film.mp4", "-f", "lavfi", "-i", "testsrc=duration=2:size=64x64", *TONE, "-shortest")
    with pytest.raises(IsVideo):
        to_telephone(film)


def test_hours_of_silence_in_a_small_file_are_given_up_after_the_most(tmp_path):
    silence = ("-f", "lavfi", "-i", "anullsrc=r=8000:cl=mono:d=7200", "-b:a", "8k")
    with pytest.raises(TooLong):
        to_telephone(made(tmp_path / "bomb.mp3", *silence))


def test_a_recording_that_breaks_off_is_refused(tmp_path):
    whole = made(tmp_path / "tone.webm", *TONE)
    with pytest.raises(Damaged):
        to_telephone(whole[: len(whole) * 2 // 3])


def test_a_part_that_lies_far_in_is_found():
    assert (
        duration_ms(make(to_wav(generate("sine=frequency=300:duration=9")), ConversionOptions(7_000, 8_500)).au) == 1500
    )


def test_a_click_is_no_voice():
    quiet = bytes([0xFF]) * 8000
    click, voice = bytes([0x80]) * 10, bytes([0x90, 0x10]) * 800
    assert without_silence(quiet + click + quiet) == b""
    assert len(without_silence(quiet + voice + quiet)) == pytest.approx(1600 + 2400, abs=320)
