"""The real Kamailio and its twin keep the same promises."""

import json

import pytest

from app.gateways.kamailio import Kamailio, KamailioDown, MemoryTable
from switch.snapshot import Snapshot
from tests.parts import Parts, private_config


@pytest.fixture(scope="module")
def kamailio(tmp_path_factory):
    parts = Parts(private_config(tmp_path_factory.mktemp("kamailio")))
    parts.start_kamailio()
    yield Kamailio(parts.config)
    parts.stop()


@pytest.fixture(params=["real", "twin"])
def table(request):
    return request.getfixturevalue("kamailio") if request.param == "real" else MemoryTable()


def test_what_was_put_is_got(table):
    table.put("n:+4930123", "one")
    table.put("n:+4930123", "two")
    assert table.get("n:+4930123") == "two"


def test_many_are_put_at_once(table):
    table.put_all({f"a:1001-{index}": f"value {index}" for index in range(300)})
    assert [table.get(f"a:1001-{index}") for index in (0, 150, 299)] == ["value 0", "value 150", "value 299"]
    table.put_all({})


def test_all_keys_are_listed_however_many_there_are(table):
    before = table.all_keys()
    made = [f"a:1002-{index}" for index in range(2_100)]
    table.put_all(dict.fromkeys(made, "x"))
    assert table.all_keys() == sorted([*before, *made])
    table.delete(made[7])
    assert made[7] not in table.all_keys()


def test_a_missing_key_is_none(table):
    assert table.get("n:+490000") is None


def test_a_deleted_key_is_gone_and_may_be_deleted_again(table):
    table.put("a:1001-101", "x")
    table.delete("a:1001-101")
    table.delete("a:1001-101")
    assert table.get("a:1001-101") is None


def test_large_values_arrive_byte_for_byte(table):
    """All that canonical JSON may hold: quotes, backslashes, control characters, every plane of Unicode."""
    odd = "".join(map(chr, range(1, 0x250))) + "„Größe“ 電話 \U0001f4de \\u0041 %s $rU \r\n\t"
    value = json.dumps({"text": odd * 10}, ensure_ascii=False)
    assert len(value.encode()) > 10_000
    table.put("n:large", value)
    assert table.get("n:large") == value


def test_nobody_is_registered_with_an_account_that_nobody_uses(table):
    assert table.registrations("1001-101") == []
    table.unregister("1001-101")
    assert table.registrations("1001-101") == []


def test_nobody_was_turned_away_yet(table):
    assert table.refused_lately() == 0
    assert table.unwritten() == 0


def test_a_run_keeps_its_name(table):
    assert table.started() == table.started()


def test_no_kamailio_is_said_so(tmp_path):
    with pytest.raises(KamailioDown):
        Kamailio(private_config(tmp_path)).get("n:1")
    twin = MemoryTable()
    twin.is_down = True
    with pytest.raises(KamailioDown):
        twin.get("n:1")


def test_it_starts_with_the_entries_of_the_snapshot_and_without_a_database(tmp_path):
    parts = Parts(private_config(tmp_path))
    entries = Snapshot(parts.config.snapshot)
    entries.replace({"a:1001-101": "removed", "a:1001-102": "kept"})
    entries.change({"a:1001-101": None})
    parts.start_kamailio()
    try:
        table = Kamailio(parts.config)
        assert (table.get("a:1001-101"), table.get("a:1001-102")) == (None, "kept")
    finally:
        parts.stop()
