"""What the canvas asks of the settings, and prompts that are recorded there."""

import io

import pytest

from app.auth.models import User
from app.db import company_scope, db
from app.gateways.audio import generate, to_wav
from app.hours.service import add_calendar
from app.hours.special_days import closed_on
from app.lists.service import add_caller_list

WEEK = [[[540, 1080]]] * 5 + [[], []]


@pytest.fixture
def names(app, company_id):
    with app.app_context(), company_scope(company_id):
        calendar = add_calendar("Office", WEEK, [closed_on("2026-12-24")])
        callers = add_caller_list("VIPs", ["+4917012345", "anonymous"])
        db.session.commit()
        return calendar.name, callers.name


def record(client, label="My greeting", sound=None):
    sound = to_wav(generate("sine=frequency=440:duration=1")) if sound is None else sound
    return client.post("/api/prompts", data={"label": label, "sound": (io.BytesIO(sound), "recorded.webm")})


def test_a_calendar_tells_its_week(client, names):
    found = client.get(f"/api/calendars/{names[0]}").json
    assert (found["label"], found["week"], found["exceptions"]) == ("Office", WEEK, 1)
    assert client.get(found["edit"]).status_code == 200


def test_a_list_tells_how_many_it_has(client, names):
    found = client.get(f"/api/lists/{names[1]}").json
    assert (found["label"], found["count"]) == ("VIPs", 2)
    assert client.get(found["edit"]).status_code == 200


def test_another_companys_are_not_there(other_client, names):
    for url in (f"/api/calendars/{names[0]}", f"/api/lists/{names[1]}", "/api/calendars/nothing"):
        assert other_client.get(url).status_code == 404


def test_a_recorded_prompt_can_be_chosen(client):
    answer = record(client)
    assert answer.status_code == 201
    assert answer.json == {"name": "my-greeting", "label": "My greeting", "text": "", "warning": None}
    assert "my-greeting" in [each["name"] for each in client.get("/api/references").json["prompt"]]


def test_what_is_no_sound_or_has_no_name_is_refused(client):
    assert record(client, sound=b"no sound").json["error"]["code"] == "no_sound"
    for label in ("", "  ", "x" * 81):
        assert record(client, label).json["error"]["code"] == "no_name"
    assert client.post("/api/prompts", data={"label": "Silence"}).status_code == 422
    assert [each["name"] for each in client.get("/api/references").json["prompt"]] == ["sys:hold-music"]


def test_who_may_only_look_records_nothing(app, client, company_id):
    with app.app_context(), company_scope(company_id):
        db.session.query(User).one().role = "employee"
        db.session.commit()
    assert record(client).status_code == 403
