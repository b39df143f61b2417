"""Waiting until something is written into a folder."""

import shutil
import threading

import pytest

from app.gateways.folder_watch import FolderWatch

LONG_S = 20.0


@pytest.fixture
def watch(tmp_path):
    found = FolderWatch(tmp_path / "journal")
    yield found
    found.close()


@pytest.fixture
def folder(tmp_path):
    found = tmp_path / "journal"
    found.mkdir()
    return found


def test_what_is_written_between_two_waits_is_noticed(watch, folder):
    assert watch.wait(LONG_S)
    (folder / "a").write_text("1")
    assert watch.wait(LONG_S)
    with (folder / "a").open("a") as file:
        file.write("2")
    assert watch.wait(LONG_S)
    assert not watch.wait(0)


def test_what_is_written_meanwhile_ends_the_wait(watch, folder):
    assert watch.wait(LONG_S)
    writer = threading.Timer(0.01, lambda: (folder / "a").write_text("1"))
    writer.start()
    assert watch.wait(LONG_S)
    writer.join()


def test_a_folder_that_is_not_there_yet_is_waited_for(watch, tmp_path):
    assert not watch.wait(0)
    (tmp_path / "journal").mkdir()
    assert watch.wait(LONG_S)


def test_a_folder_that_is_made_anew_is_watched_again(watch, folder):
    assert watch.wait(LONG_S)
    shutil.rmtree(folder)
    assert watch.wait(LONG_S)
    folder.mkdir()
    assert watch.wait(LONG_S)
    (folder / "a").write_text("1")
    assert watch.wait(LONG_S)
