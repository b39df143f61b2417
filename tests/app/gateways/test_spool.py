"""Which file in the spool is which recording, also after rtpengine died."""

import shutil
from pathlib import Path

import pytest

from app.gateways.spool import cut_off, finished
from tests.app.gateways.sound import BEGAN_AT, pcap, rtp

SPOOL = Path(__file__).parent / "spool"


@pytest.fixture
def spool(tmp_path: Path) -> Path:
    shutil.copytree(SPOOL, tmp_path / "spool")
    (tmp_path / "spool" / "tmp").mkdir()
    return tmp_path / "spool"


def left_behind(spool: Path, name: str, began: float) -> Path:
    path = spool / "pcaps" / f"{name}.pcap"
    path.write_bytes(pcap([(began, 30000, rtp(0, bytes(160)))]))
    return path


def test_the_spool_says_which_file_is_which_recording_and_where_the_caller_was():
    found = finished(SPOOL)
    assert {name: capture.caller_port for name, capture in found.items()} == {
        "c0ffee-r1": 36040,
        "c0ffee-r2": 36040,
    }
    assert all(capture.pcap.is_file() for capture in found.values())


def test_deleting_a_capture_removes_both_files(spool):
    finished(spool)["c0ffee-r1"].delete()
    assert finished(spool).keys() == {"c0ffee-r2"}
    assert len(list((spool / "pcaps").iterdir())) == 1


def test_a_capture_set_aside_is_whole_and_found_again_when_it_is_put_back(spool):
    aside = spool / "failed"
    capture = finished(spool)["c0ffee-r1"]
    for _ in range(2):  # the second time nothing is left to move
        capture.set_aside(aside)
    assert finished(spool).keys() == {"c0ffee-r2"}
    assert {path.name for path in aside.iterdir()} == {capture.pcap.name, capture.metadata.name}
    for path in (capture.pcap, capture.metadata):
        (aside / path.name).replace(path)
    assert finished(spool)["c0ffee-r1"] == capture


def test_metadata_without_a_recording_is_left_alone(spool):
    (spool / "metadata" / "other.txt").write_text("/spool/pcaps/other.pcap\n\n")
    assert finished(spool).keys() == {"c0ffee-r1", "c0ffee-r2"}


def test_metadata_may_lack_the_port(spool):
    (spool / "metadata" / "x.txt").write_text("/else/where/x.pcap\n\n\nrecording:x-r1\n")
    capture = finished(spool)["x-r1"]
    assert (capture.pcap, capture.caller_port) == (spool / "pcaps" / "x.pcap", None)


def test_what_a_killed_rtpengine_wrote_is_found_by_the_call_and_the_time(spool):
    mark = "0123456789abcdef"
    left_behind(spool, f"call%2F7%40x-{mark}", 0)
    second = left_behind(spool, f"call%2F7%40x-{mark[::-1]}", 60)
    left_behind(spool, f"other-{mark}", 60)
    (spool / "pcaps" / "call%2F7%40x-aaaaaaaaaaaaaaaa.pcap").write_bytes(b"")
    capture = cut_off(spool, "call/7@x-r2", "call/7@x", BEGAN_AT + 59.5)
    assert capture
    assert capture.pcap == second
    assert not capture.is_complete
    assert finished(spool)["c0ffee-r1"].is_complete


def test_a_capture_of_another_recording_is_not_taken(spool):
    left_behind(spool, "call-0123456789abcdef", 0)
    assert cut_off(spool, "call-r2", "call", BEGAN_AT + 60) is None
    assert cut_off(spool, "c0ffee-r2", "c0ffee", 1795466434.2) is None


def test_metadata_that_a_stopping_rtpengine_had_no_time_to_move_is_used(spool):
    (spool / "tmp" / "rtpengine-meta-x.tmp").write_text("/spool/pcaps/x.pcap\n\nrecording:x-r1|caller:30000\n")
    capture = cut_off(spool, "x-r1", "x", 0)
    assert capture
    assert (capture.pcap.name, capture.caller_port) == ("x.pcap", 30000)
    assert (capture.is_complete, capture.is_there) == (False, False)
