"""Scripts that are saved and sent."""

import json
from dataclasses import fields
from datetime import UTC, datetime, timedelta, timezone

import pytest

from designer.runtime.choices import WebAnswer
from designer.trying.script import Press, Script, ScriptError
from designer.trying.script_json import script_from_json, to_json

AT = "2026-11-23T09:00:00+01:00"
LEAST = {"caller": "+4917012345", "at": AT}
FULL = Script(
    caller="+4917012345",
    at=datetime(2026, 11, 23, 9, tzinfo=timezone(timedelta(hours=1))),
    number="+4930555010",
    extension="101",
    press=(Press("1"), Press("#", 4.5)),
    people={"101": 4.0, "102": "busy"},
    answer_s=2.0,
    talk_s=30.0,
    ends_talk="callee",
    speak_s=7.0,
    hang_up_s=90.0,
    chance=12,
    web=(WebAnswer("ok", {"name": "Anna"}), WebAnswer("timeout")),
    talking=("103",),
    waiting={"sales": 2},
    others_talk_s=5.0,
)


def test_a_script_comes_back_as_it_was():
    assert script_from_json(json.loads(json.dumps(to_json(FULL)))) == FULL


def test_every_field_differs_from_its_default_in_the_test_above():
    least = script_from_json(LEAST)
    alike = [each.name for each in fields(Script) if getattr(FULL, each.name) == getattr(least, each.name)]
    assert alike == ["caller", "at"]


def test_what_is_not_said_has_its_default():
    assert script_from_json(LEAST) == Script("+4917012345", datetime(2026, 11, 23, 8, tzinfo=UTC))


def test_keys_may_be_written_as_people_do():
    assert script_from_json({**LEAST, "press": "1 #@4.5"}).press == FULL.press


NO_SCRIPTS = [
    ([], "a script must be a JSON object"),
    ({"caller": "x"}, "a script needs “at”"),
    ({**LEAST, "colour": 1}, "a script has no “colour”; there is: caller, at"),
    ({**LEAST, "caller": 7}, "caller must be text"),
    ({**LEAST, "caller": "9" * 3000}, "caller must be text of at most 2000"),
    ({**LEAST, "at": "soon"}, "at must be a moment such as"),
    ({**LEAST, "at": 7}, "at must be a moment such as"),
    ({**LEAST, "at": "2026-11-23T09:00"}, "the moment of the call needs a time zone"),
    ({**LEAST, "at": "9999-12-31T23:59:59-01:00"}, "at must be within the years"),
    ({**LEAST, "press": "1x"}, "“1x” is no key to press"),
    ({**LEAST, "press": 1}, "press must be a list"),
    ({**LEAST, "press": [{"key": "12"}]}, "key must be one of: 1, 2"),
    ({**LEAST, "press": [{"at_s": 1}]}, "press needs “key”"),
    ({**LEAST, "press": ["1"]}, "press must be a JSON object"),
    ({**LEAST, "people": {"101": "sleepy"}}, "101 can answer after some seconds"),
    ({**LEAST, "people": {"101": True}}, "people of 101 must be a number"),
    ({**LEAST, "people": []}, "people must be a JSON object"),
    ({**LEAST, "talk_s": -1}, "talk_s must be a number from 0"),
    ({**LEAST, "talk_s": float("nan")}, "talk_s must be a number from 0"),
    ({**LEAST, "talk_s": None}, "talk_s must be a number from 0"),
    ({**LEAST, "talk_s": 10**400}, "talk_s must be a number from 0"),
    ({**LEAST, "hang_up_s": "1"}, "hang_up_s must be a number from 0"),
    ({**LEAST, "chance": 1.5}, "chance must be a whole number"),
    ({**LEAST, "chance": True}, "chance must be"),
    ({**LEAST, "ends_talk": "me"}, "ends_talk must be one of: caller, callee"),
    ({**LEAST, "web": [{"outcome": "maybe"}]}, "a web request can end as"),
    ({**LEAST, "web": [{"values": {"a": 1}}]}, "values of a must be text"),
    ({**LEAST, "talking": "101"}, "talking must be a list"),
    ({**LEAST, "waiting": {"sales": 10**6}}, "waiting: at most 1000 callers"),
]


@pytest.mark.parametrize(("wrong", "sentence"), NO_SCRIPTS)
def test_what_is_no_script_is_refused_with_a_sentence(wrong, sentence):
    with pytest.raises(ScriptError) as refused:
        script_from_json(wrong)
    assert sentence in str(refused.value)
