import json
import random
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from app.company.service import own_company
from app.config import config
from app.hours.directory import offsets
from app.hours.service import add_calendar
from app.hours.special_days import closed_on
from app.lists.service import add_caller_list
from app.numbering import numbering_plan
from app.people.service.employees import add_employee, make_phone
from app.people.service.groups import add_group
from app.settings.directory import compile_directory
from app.voice.service.prompts import add_spoken_prompt
from designer.runtime.calendar import is_open, local_time

WEEK = [[[540, 1080]]] * 5 + [[], []]


@pytest.fixture
def directory(in_company):
    anna = add_employee("101", "Anna Berg", skills=["french"])[0]
    ben = add_employee("102", "Ben Kaya")[0]
    make_phone(anna)
    add_group("Größere Firmen", [ben, anna])
    add_spoken_prompt("Welcome", "Hello.", "en")
    add_calendar("Office", WEEK, [closed_on("2026-12-24")])
    add_caller_list("Blocked", ["+49170*", "anonymous"])
    return compile_directory(own_company())


def test_the_directory_has_the_shape_that_calls_read(directory):
    assert directory["format"] == 1
    assert (directory["company"], directory["name"]) == ("1001", "Demo GmbH")
    assert directory["employees"] == {
        "101": {"name": "Anna Berg", "phones": ["1001-101", "1001-101-2"], "skills": ["french"]},
        "102": {"name": "Ben Kaya", "phones": ["1001-102"], "skills": []},
    }
    assert directory["groups"] == {"groessere-firmen": {"name": "Größere Firmen", "members": ["102", "101"]}}
    office = {"zone": "Europe/Berlin", "week": WEEK, "exceptions": {"2026-12-24": []}}
    assert directory["calendars"] == {"office": office}
    assert directory["lists"] == {"blocked": ["+49170*", "anonymous"]}
    assert directory["numbering"] == numbering_plan("DE")
    assert json.loads(json.dumps(directory)) == directory


def test_the_plan_of_another_country_where_the_carrier_is_is_there(in_company):
    assert "carriers" not in compile_directory(own_company())
    own_company().country = "US"
    assert compile_directory(own_company())["carriers"] == numbering_plan("DE")


def test_without_a_country_numbers_are_read_by_no_plan(in_company):
    own_company().country = ""
    assert "numbering" not in compile_directory(own_company())


def test_every_prompt_is_there_to_be_played(directory):
    prompts = directory["prompts"]
    assert {name for name in prompts if not name.startswith("sys:")} == {"welcome"}
    assert {"sys:beep", "sys:ringback", "sys:leave-message", "sys:leave-message@de"} <= prompts.keys()
    for prompt in prompts.values():
        assert (config().prompts_dir / prompt["file"]).read_bytes().startswith(b".snd")
        assert prompt["duration_ms"] > 0
    assert prompts["sys:ringback"]["duration_ms"] == 5000


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "UTC"])
def test_the_offsets_tell_the_same_time_as_the_time_zone_database(zone):
    table = offsets(zone)
    assert table == sorted(table)
    lots = random.Random(7)
    moments = [lots.randrange(1_420_070_400, 2_398_377_600) for _ in range(500)]
    edges = [at + step for at, _offset in table for step in (-1, 0, 1)]
    for at in moments + [edge for edge in edges if edge >= table[0][0]]:
        expected = datetime.fromtimestamp(at, UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None)
        assert local_time(table, at * 1000).replace(tzinfo=None) == expected


def test_a_calendar_is_open_as_it_says(directory):
    office = directory["calendars"]["office"]

    def open_at(text):
        at = datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Europe/Berlin"))
        return is_open(directory["zones"], office, int(at.timestamp() * 1000))

    assert open_at("2026-11-23T09:00:00")
    assert not open_at("2026-11-23T18:00:00")
    assert not open_at("2026-11-22T12:00:00")
    assert not open_at("2026-12-24T12:00:00")


def test_the_same_settings_give_the_same_directory(directory):
    assert compile_directory(own_company()) == directory
