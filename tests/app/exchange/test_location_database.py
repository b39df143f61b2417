"""Where the phones are: whatever the file is like, Kamailio starts."""

import random
import sqlite3
from contextlib import closing

import pytest

from app.exchange.location_database import prepared

PAGE_BYTES = 4_096


@pytest.fixture
def path(tmp_path):
    return prepared(tmp_path / "location.db")


def add(path, name, socket="udp:127.0.0.1:5060"):
    with closing(sqlite3.connect(path)) as database, database:
        database.execute(
            "INSERT INTO location (ruid, username, contact, socket) VALUES (?1, ?1, ?1, ?2)", (name, socket)
        )


def names(path):
    with closing(sqlite3.connect(path)) as database:
        return [name for (name,) in database.execute("SELECT username FROM location")]


def test_a_whole_one_keeps_its_phones_but_those_with_a_connection(path):
    add(path, "101")
    add(path, "102", "tcp:127.0.0.1:5060")
    assert names(prepared(path)) == ["101"]
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_who_counts_the_phones_does_not_keep_kamailio_from_writing_one(path):
    add(path, "101")
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as reader:
        reader.execute("BEGIN")
        assert reader.execute("SELECT count(*) FROM location").fetchone() == (1,)
        with closing(sqlite3.connect(path, timeout=0)) as kamailio, kamailio:
            kamailio.execute("DELETE FROM location")
    assert names(path) == []


def cut_in_half(whole):
    return whole[: len(whole) // 2]


def garbage(whole):
    return b"garbage" * 500


def one_page_overwritten(whole):
    begin = 2 * PAGE_BYTES
    return whole[:begin] + random.Random(1).randbytes(2_000) + whole[begin + 2_000 :]


@pytest.mark.parametrize("damaged", [garbage, cut_in_half, one_page_overwritten])
def test_a_damaged_one_is_moved_aside_and_made_anew(path, damaged, caplog):
    add(path, "101")
    content = damaged(path.read_bytes())
    for _ in range(2):
        path.write_bytes(content)
        assert names(prepared(path)) == []
        assert path.with_name("location.db.damaged").read_bytes() == content
    assert f"{path} is damaged and made anew" in caplog.text


def test_a_folder_in_its_place_is_moved_aside(path):
    for _ in range(2):
        path.unlink()
        (path / "something").mkdir(parents=True)
        assert names(prepared(path)) == []


@pytest.mark.parametrize("change", ["UPDATE version SET table_version = 1", "DROP TABLE version"])
def test_one_that_kamailio_would_not_read_is_made_anew(path, change):
    add(path, "101")
    with closing(sqlite3.connect(path)) as database, database:
        database.execute(change)
    assert names(prepared(path)) == []


def test_an_empty_file_gets_its_tables(path):
    path.write_bytes(b"")
    assert names(prepared(path)) == []
