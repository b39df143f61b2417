"""What every Storage does. A new one is added to the fixture."""

from pathlib import Path

import pytest

from app.gateways.storage import LocalStorage, NotStored, Storage

KEY = "1001/2026-05-04/c0ffee-r1.wav"


@pytest.fixture(params=["local"])
def storage(request, tmp_path: Path) -> Storage:
    return {"local": lambda: LocalStorage(tmp_path / "kept")}[request.param]()


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    path = tmp_path / "sound"
    path.write_bytes(b"0123456789")
    return path


def test_what_was_put_can_be_read_from_anywhere(storage, sound):
    storage.put(KEY, sound)
    assert storage.size_bytes(KEY) == 10
    with storage.open(KEY) as file:
        file.seek(4)
        assert file.read(3) == b"456"


def test_the_source_is_used_up(storage, sound):
    storage.put(KEY, sound)
    assert not sound.exists()


def test_the_same_key_again_replaces(storage, sound):
    storage.put(KEY, sound)
    sound.write_bytes(b"new")
    storage.put(KEY, sound)
    with storage.open(KEY) as file:
        assert file.read() == b"new"


def test_what_is_not_kept_is_not_found(storage):
    with pytest.raises(NotStored):
        storage.open(KEY)
    with pytest.raises(NotStored):
        storage.size_bytes(KEY)


def test_deleted_is_gone_and_deleting_again_is_no_error(storage, sound):
    storage.put(KEY, sound)
    storage.delete(KEY)
    storage.delete(KEY)
    with pytest.raises(NotStored):
        storage.open(KEY)


def test_a_folder_is_no_recording(storage, sound):
    storage.put(KEY, sound)
    with pytest.raises(NotStored):
        storage.open("1001")


@pytest.mark.parametrize("key", ["", "../secret_key", "/etc/passwd", "1001/../../secret_key", "1001/.hidden"])
def test_a_key_does_not_lead_out(storage, sound, key):
    for use in (storage.open, storage.size_bytes, storage.delete, lambda name: storage.put(name, sound)):
        with pytest.raises(ValueError, match="not a key"):
            use(key)
