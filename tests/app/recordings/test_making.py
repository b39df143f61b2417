"""Captures become sound that is kept: each one once, whatever breaks and whoever is killed."""

import shutil

import pytest

from app.db import db, every_company
from app.gateways.spool import finished
from app.gateways.storage import LocalStorage
from app.journal.service import ingest
from app.recordings.making import make_files
from app.recordings.service import storage
from tests.app.gateways.sound import channels, loudness, pcap, rtp
from tests.app.recordings.conftest import SPOOL
from tests.app.recordings.made import file_of, make_due, told

MESSAGE, TALK = "c0ffee-r1", "c0ffee-r2"
KEY = "1001/2024-05-04/{}.wav"
VOICE = bytes([0x80]) * 160

pytestmark = pytest.mark.usefixtures("recorded")


@pytest.fixture(autouse=True)
def in_app(app):
    with app.app_context(), every_company():
        yield
        db.session.remove()


def kept(config, name):
    return config.recordings_dir / KEY.format(name)


def capture(spool, recording, content, caller=30000):
    """A complete capture of *recording* with these bytes, in the place of what was there."""
    if recording in (before := finished(spool)):
        before[recording].delete()
    path = spool / "pcaps" / f"c0ffee-{recording}.pcap"
    path.write_bytes(content)
    (spool / "metadata" / f"{recording}.txt").write_text(f"{path}\n\n\nrecording:{recording}|caller:{caller}\n")
    return path


def test_a_message_is_mono_and_a_talk_is_stereo(spool, config):
    assert make_files() == 2
    (only,) = channels(kept(config, MESSAGE))
    left, right = channels(kept(config, TALK))
    assert loudness(only[:3000], 700) > 7500
    assert loudness(left, 700) > 7500 > 100 > loudness(left, 1100)
    assert loudness(right, 1100) > 7500 > 100 > loudness(right, 700)


def test_the_caller_is_on_the_left_also_when_the_employee_speaks_first(spool, config):
    capture(spool, TALK, pcap([(0, 30002, rtp(0, VOICE, ssrc=2)), (1, 30000, rtp(0, VOICE))]), caller=30000)
    make_files()
    left, right = channels(kept(config, TALK))
    assert (any(left[:160]), any(right[:160])) == (False, True)


def test_the_row_says_what_was_kept(spool, config):
    make_files()
    file = file_of(TALK)
    assert (file.state, file.key, file.sides) == ("ready", KEY.format(TALK), 2)
    assert file.duration_s == pytest.approx(1.01, abs=0.02)
    assert file.size_bytes == kept(config, TALK).stat().st_size
    assert file_of(MESSAGE).sides == 1


def test_the_captures_are_gone_when_the_sound_is_kept(spool, config):
    make_files()
    assert [path for path in spool.rglob("*") if path.is_file()] == []
    assert list(config.run_dir.iterdir()) == []
    assert make_files() == 0


class Killed(BaseException):
    """What kill -9 is to the code: no handler of it runs."""


class KilledAfterPut(LocalStorage):
    def put(self, key, source):
        super().put(key, source)
        raise Killed


def test_a_worker_killed_between_keeping_and_noting_does_it_again(spool, config, app):
    good = storage.replace(app, KilledAfterPut(config.recordings_dir))
    with pytest.raises(Killed):
        make_files()
    first = next(config.recordings_dir.rglob("*.wav"))
    before = first.read_bytes()
    db.session.rollback()
    assert file_of(first.stem).state == "pending"
    storage.replace(app, good)
    assert make_files() == 2
    assert first.read_bytes() == before
    assert (file_of(MESSAGE).state, file_of(TALK).state) == ("ready", "ready")


def test_a_worker_killed_before_it_deleted_the_capture_does_it_again(spool, config):
    make_files()
    before = kept(config, TALK).read_bytes()
    shutil.rmtree(spool)
    shutil.copytree(SPOOL, spool)
    assert make_files() == 2
    assert kept(config, TALK).read_bytes() == before
    assert finished(spool) == {}


def test_a_worker_killed_while_it_deleted_the_capture_deletes_the_rest(spool, config):
    left = finished(spool)[TALK].metadata
    text = left.read_text()
    make_files()
    left.write_text(text)
    make_files()
    assert not left.exists()
    assert (file_of(TALK).state, kept(config, TALK).is_file()) == ("ready", True)


def test_a_broken_capture_is_set_aside_and_the_others_are_made(spool):
    capture(spool, MESSAGE, b"RIFF" + bytes(40))
    make_files()
    assert told(MESSAGE) == (
        "failed",
        "What was recorded can't be read: the file is not a pcap file with times in microseconds.",
    )
    assert file_of(TALK).state == "ready"
    assert finished(spool) == {}
    assert {path.name for path in (spool / "failed").iterdir()} == {"c0ffee-c0ffee-r1.pcap", "c0ffee-r1.txt"}
    assert make_files() == 0


def test_a_capture_that_was_mended_and_put_back_is_made(spool):
    capture(spool, MESSAGE, b"RIFF" + bytes(40))
    make_files()
    capture(spool, MESSAGE, pcap([(0, 30000, rtp(0, VOICE))]))
    make_files()
    assert told(MESSAGE) == ("ready", "Ready")


def test_another_codec_is_named(spool):
    capture(spool, TALK, pcap([(0, 30000, rtp(0, VOICE, payload_type=4))]))
    make_files()
    assert told(TALK) == ("failed", "The voice was sent in payload type 4, which can't be converted.")


@pytest.mark.parametrize("content", [b"", pcap([]), pcap([(0, 30000, rtp(0, b"\x40", payload_type=13))])])
def test_without_voice_there_is_no_sound(spool, config, content):
    capture(spool, MESSAGE, content)
    make_files()
    assert told(MESSAGE) == ("silent", "No sound")
    assert finished(spool) == {}
    assert not kept(config, MESSAGE).exists()
    assert list(config.run_dir.iterdir()) == []


class Full(LocalStorage):
    def put(self, key, source):
        if TALK in key:
            raise OSError("no space left on device")
        super().put(key, source)


def test_what_can_not_be_kept_now_is_tried_again_and_keeps_no_other(spool, config, app, caplog):
    good = storage.replace(app, Full(config.recordings_dir))
    make_files()
    assert told(TALK) == ("making", "It could not be made. It is tried again every minute.")
    assert "no space left on device" in caplog.text
    assert file_of(MESSAGE).state == "ready"
    assert make_files() == 0
    storage.replace(app, good)
    make_due(TALK)
    assert make_files() == 1
    assert told(TALK) == ("ready", "Ready")


def test_a_capture_that_the_ledger_does_not_know_yet_waits(spool, node1):
    capture(spool, "later-r1", pcap([(0, 30000, rtp(0, VOICE))]))
    assert make_files() == 2
    assert finished(spool).keys() == {"later-r1"}
    node1.arrive("later")
    node1.message("later")
    ingest()
    assert make_files() == 1
    assert told("later-r1") == ("ready", "Ready")


def test_a_round_is_bounded_and_many_unknown_captures_block_nothing(spool, node1):
    for index in range(60):
        capture(spool, f"a{index:02}-r1", pcap([(0, 30000, rtp(0, VOICE))]))
    for index in range(60):
        node1.arrive(f"b{index:02}")
        node1.message(f"b{index:02}")
        capture(spool, f"b{index:02}-r1", pcap([(0, 30000, rtp(0, VOICE))]))
    ingest()
    counts = []
    while count := make_files():
        counts.append(count)
    assert max(counts) < sum(counts) == 62
    assert len(finished(spool)) == 60
