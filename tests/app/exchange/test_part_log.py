import os

import pytest

from app.exchange.part_log import PartLog


@pytest.fixture
def path(tmp_path):
    return tmp_path / "kamailio.log"


def test_a_short_log_stays_as_it_is(path):
    path.write_text("short\n")
    PartLog(path, 6).shorten()
    assert path.read_text() == "short\n"
    assert list(path.parent.iterdir()) == [path]


def test_the_end_of_a_long_one_is_kept_beside_it_and_who_appends_goes_on(path):
    with open(path, "ab", buffering=0) as part:
        for line in (b"first\n", b"second\n"):
            part.write(line * 2)
            PartLog(path, 7).shorten()
        part.write(b"third\n")
    assert path.read_text() == "third\n"
    assert path.with_suffix(".log.1").read_text() == "second\n"


def test_one_whose_end_can_not_be_kept_is_shortened_all_the_same(path, capsys):
    path.write_text("long " * 100)
    path.with_suffix(".log.1").mkdir()
    PartLog(path, 10).shorten()
    assert path.stat().st_size == 0
    assert f"the end of {path} can't be kept" in capsys.readouterr().err


def test_one_that_is_not_there_is_short(path):
    PartLog(path, 10).shorten()
    assert not os.listdir(path.parent)


def test_the_last_lines(path):
    path.write_text("one\ntwo\nthree\n")
    assert PartLog(path).last_lines(2) == ["two", "three"]
