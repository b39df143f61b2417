"""What people say of themselves: paused with a reason, do not disturb, away, perhaps until a time."""

from datetime import UTC, datetime, timedelta

import pytest

from app.auth.models import User
from app.calls.models import Presence
from app.db import company_scope, db, now
from app.journal import service
from app.people.models import Employee
from app.people.service.choices import end_of
from app.people.service.employees import add_employee
from app.people.service.groups import add_group
from app.ports.people_states import people_states
from designer.runtime.journal_entries import PresenceChanged
from designer.runtime.queue_events import Done, WrapUp
from switch.journal import Journal
from tests.app.settings.test_pages import directory


@pytest.fixture
def ben(app, company_id):
    """102, of Sales, whose phone is there; 103 is in no group. Returns what Ben does."""
    with app.app_context(), company_scope(company_id):
        add_group("Sales", [add_employee("102", "Ben")[0]])
        add_employee("103", "Cem")
        db.session.commit()

    def state():
        with app.app_context():
            service.ingest()
            with company_scope(company_id):
                return people_states().states(["102"])[0]

    return state


@pytest.fixture
def journal(config):
    config.journal_dir.mkdir(parents=True, exist_ok=True)
    journal = Journal(config.journal_dir, "node1")
    journal.note(PresenceChanged(ms(now()) - 3_600_000, "node1", "1001", "102", "phone_back", "", 0))
    yield journal
    journal.close()


def ms(at):
    return round(at.timestamp() * 1000)


def choose(client, **body):
    return client.post("/live/people/102/presence", json=body, headers={"Accept": "application/json"})


def become(app, company_id, **changes):
    with app.app_context(), company_scope(company_id):
        user = db.session.query(User).one()
        for name, value in changes.items():
            setattr(user, name, value)
        db.session.commit()


def test_the_second_pause_of_the_day_counts_from_its_own_begin(client, ben, journal, app, company_id):
    assert choose(client, state="paused", reason="Mittagspause").status_code == 200
    assert ben().words == "Paused: Mittagspause"
    choose(client, state="free")
    assert ben().state == "free"
    before = now()
    choose(client, state="paused", reason="Schreibarbeit")
    found = ben()
    assert (found.state, found.reason, found.since >= before) == ("paused", "Schreibarbeit", True)
    with app.app_context(), company_scope(company_id):
        pauses = db.session.query(Presence).filter_by(state="paused").order_by(Presence.since).all()
        assert [each.reason for each in pauses] == ["Mittagspause", "Schreibarbeit"]
        assert [each.until is None for each in pauses] == [False, True]


def test_pause_during_a_wrap_up_ends_it(client, ben, journal, app, company_id, switch):
    at = ms(now()) - 10_000
    journal.queue("1001", Done(at, "102"), (WrapUp("102", 1, 30_000),))
    assert ben().state == "wrap_up"
    choose(client, state="paused", reason="Mittagspause")
    assert ben().state == "paused"
    assert directory(switch)["employees"]["102"]["chosen"] == {"state": "paused"}
    choose(client, state="free")
    assert ben().state == "free"
    with app.app_context(), company_scope(company_id):
        wrap_up = db.session.query(Presence).filter_by(kind="wrap_up").one()
        assert 10 <= (wrap_up.until - wrap_up.since).total_seconds() < 20


def test_a_wrap_up_that_is_read_again_keeps_its_end(client, ben, journal, app, company_id):
    journal.queue("1001", Done(ms(now()) - 10_000, "102"), (WrapUp("102", 1, 30_000),))
    choose(client, state="away")
    assert ben().state == "away"
    with app.app_context(), company_scope(company_id):
        before = db.session.query(Presence.until).filter_by(kind="wrap_up").scalar()
        journal.queue("1001", Done(ms(now()) - 10_000, "103"), (WrapUp("103", 2, 30_000),))
        service.ingest()
        assert db.session.query(Presence.until).filter_by(kind="wrap_up", extension="102").scalar() == before


def test_a_choice_with_an_end_is_over_by_itself(client, ben, journal, app, company_id, switch):
    choose(client, state="paused", reason="Mittagspause", minutes=15)
    found = ben()
    assert timedelta(minutes=14) < found.until - now() <= timedelta(minutes=15)
    assert directory(switch)["employees"]["102"]["chosen"] == {"state": "paused", "until_ms": ms(found.until)}
    with app.app_context(), company_scope(company_id):
        employee = db.session.query(Employee).filter_by(extension="102").one()
        employee.chosen_until = now() - timedelta(seconds=1)
        db.session.commit()
    assert ben().state == "free"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"state": "asleep"}, "unknown"),
        ({}, "unknown"),
        ({"state": "paused"}, "no_reason"),
        ({"state": "paused", "reason": "Golf"}, "no_reason"),
        ({"state": "away", "minutes": 0}, "bad_time"),
        ({"state": "away", "minutes": "1e3"}, "bad_time"),
        ({"state": "away", "minutes": 1441}, "bad_time"),
        ({"state": "away", "until": "25:00"}, "bad_time"),
        ({"state": "away", "until": "noon"}, "bad_time"),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_sentence(client, ben, body, code):
    answer = choose(client, **body)
    assert (answer.status_code, answer.json["error"]["code"]) == (422, code)
    assert answer.json["error"]["message"].endswith(".")
    assert ben().chosen == "free"


def test_a_time_of_day_is_the_next_one_of_the_company(app, company_id):
    with app.app_context(), company_scope(company_id):
        for at in ("00:00", "9:30", "23:59"):
            end = end_of(None, at)
            assert timedelta(0) < end - datetime.now(UTC) <= timedelta(hours=25)


def test_a_limited_supervisor_pauses_the_people_of_their_groups_alone(client, ben, app, company_id):
    become(app, company_id, role="supervisor", groups=["sales"])
    assert choose(client, state="away").status_code == 200
    assert client.post("/live/people/103/presence", json={"state": "away"}).status_code == 404
    become(app, company_id, role="supervisor", groups=[])
    assert choose(client, state="free").status_code == 404


def test_the_change_is_in_the_audit_log(client, ben):
    choose(client, state="paused", reason="Mittagspause")
    assert "Mittagspause" in client.get("/audit/").text


def test_somebody_chooses_for_themselves(client, ben, app, company_id):
    assert client.get("/me/presence", headers={"Accept": "application/json"}).status_code == 404
    with app.app_context(), company_scope(company_id):
        employee_id = db.session.query(Employee.id).filter_by(extension="102").scalar()
    become(app, company_id, role="employee", employee_id=employee_id)
    assert client.post("/me/presence", json={"state": "paused", "reason": "Mittagspause"}).status_code == 200
    found = client.get("/me/presence").json
    assert (found["state"], found["reason"]) == ("paused", "Mittagspause")
    assert [each["name"] for each in found["reasons"]] == [
        "Kurze Pause",
        "Mittagspause",
        "Schreibarbeit",
        "Besprechung",
    ]


def test_the_company_has_a_list_of_its_own(client, ben, switch):
    page = client.get("/settings/pauses").text
    assert 'value="Mittagspause"' in page
    sent = {"name-0": " Training ", "rings-0": "on", "name-1": "", "name-2": "Kaffee"}
    assert client.post("/settings/pauses", data=sent).status_code == 302
    assert client.get("/live/reasons").json == {
        "reasons": [{"id": "Training", "name": "Training"}, {"id": "Kaffee", "name": "Kaffee"}]
    }
    choose(client, state="paused", reason="Training")
    assert directory(switch)["employees"]["102"]["chosen"] == {"state": "paused", "rings": True}
    assert choose(client, state="paused", reason="Mittagspause").status_code == 422


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({}, "Keep at least one reason"),
        ({"name-0": "Tea", "name-1": "tea"}, "Give each reason a name of its own."),
        ({"name-0": "x" * 61}, "Write at most 60 characters"),
        ({f"name-{place}": f"r{place}" for place in range(21)}, "Keep at most 20 reasons."),
    ],
)
def test_a_bad_list_is_refused(client, sent, sentence):
    answer = client.post("/settings/pauses", data=sent)
    assert answer.status_code == 422
    assert sentence in answer.text


def test_the_phones_window_shows_what_one_does_and_lets_one_choose(client, ben, journal, app, company_id):
    with app.app_context(), company_scope(company_id):
        employee_id = db.session.query(Employee.id).filter_by(extension="102").scalar()
    become(app, company_id, employee_id=employee_id)
    assert "/me/choice" in client.get("/phone/").text
    sent = client.post("/me/presence", data={"choice": "paused:Mittagspause"}, headers={"HX-Request": "true"})
    assert sent.status_code == 200
    assert "Paused: Mittagspause" in sent.text
    assert '<option value="paused:Mittagspause" selected>' in client.get("/me/choice").text
    found = client.get("/phone/people").text
    assert 'id="state-103"' in found
    assert 'id="state-102"' not in found
    assert "Not connected" in found


def test_the_page_says_that_colleagues_ring_during_some_pauses(client, ben, journal, app, company_id):
    with app.app_context(), company_scope(company_id):
        employee_id = db.session.query(Employee.id).filter_by(extension="102").scalar()
    client.post("/settings/pauses", data={"name-0": "Training", "rings-0": "on", "name-1": "Lunch"})
    ben()
    url = f"/settings/employees/{employee_id}/availability"
    choose(client, state="paused", reason="Training")
    assert "Groups and queues don't ring, colleagues do." in client.get(url).text
    choose(client, state="paused", reason="Lunch")
    assert "On a break: calls don't ring." in client.get(url).text
