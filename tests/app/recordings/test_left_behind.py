"""What a killed rtpengine left behind is made, what it still writes is left to it, and what is missing is said."""

import os
import time
from datetime import timedelta

import pytest

from app.db import db, every_company, now
from app.journal.service import ingest
from app.recordings.making import LATE, make_files
from tests.app.gateways.sound import BEGAN_AT, pcap, rtp
from tests.app.recordings.conftest import NOON
from tests.app.recordings.made import file_of, make_due, told

VOICE = bytes([0x80]) * 160


@pytest.fixture(autouse=True)
def in_app(app):
    with app.app_context(), every_company():
        yield
        db.session.remove()


def grow_old(path):
    long_ago = time.time() - LATE.total_seconds() - 1
    os.utime(path, (long_ago, long_ago))


@pytest.fixture
def cut_off(spool, node1):
    """What rtpengine had of the talk in the call dead when it was killed; the call has long been over."""
    node1.arrive("dead")
    node1.talk("dead")
    node1.end("dead")
    ingest()
    path = spool / "pcaps" / "dead-0123456789abcdef.pcap"
    began = NOON.timestamp() - BEGAN_AT + 2.5
    packets = [(began, 30000, rtp(0, VOICE)), (began + 0.02, 30002, rtp(0, VOICE, ssrc=2))]
    path.write_bytes(pcap(packets)[:-30])
    return path


def test_what_a_killed_rtpengine_left_is_made_up_to_the_cut(cut_off, config):
    grow_old(cut_off)
    make_files()
    file = file_of("dead-r1")
    assert (file.state, file.duration_s, file.sides) == ("ready", 0.02, 1)
    assert not cut_off.exists()


def test_what_rtpengine_still_writes_is_left_to_it(cut_off):
    make_files()
    assert told("dead-r1")[0] == "making"
    assert make_files() == 0
    make_due("dead-r1")
    grow_old(cut_off)
    make_files()
    assert told("dead-r1") == ("ready", "Ready")


def test_what_left_no_capture_has_failed(cut_off):
    cut_off.unlink()
    make_files()
    assert told("dead-r1") == ("failed", "The media server kept nothing of it.")


def test_a_recording_that_has_just_ended_may_still_get_its_capture(keep):
    keep("new-r1", at=now() - timedelta(seconds=30), state="pending")
    keep("open-r1", at=now() - timedelta(hours=1), ended_at=None, state="pending")
    make_files()
    assert (told("new-r1")[0], told("open-r1")[0]) == ("making", "recording")


def test_what_another_switch_recorded_is_not_missed_here(keep):
    keep("here-r1", state="pending")
    keep("far-r1", switch="node2", state="pending")
    make_files()
    assert (told("here-r1")[0], told("far-r1")[0]) == ("failed", "making")
