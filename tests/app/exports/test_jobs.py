"""Files are made one after the other, for the person who ordered them and nobody else."""

import threading
from datetime import timedelta

import pytest

from app.auth.models import User
from app.db import company_scope, db, every_company, now
from app.exports.making import make_next, tidy
from app.exports.models import Export
from app.messages.models import Message
from app.ports.calls import OF_CALL, PersonalDataDeleted, announce
from tests.app.exports.conftest import OCTOBER
from tests.app.exports.fake_figures import many

JSON = {"Accept": "application/json"}


def order(client, format="xlsx", other=""):
    answer = client.post(f"/exports/?{other}{OCTOBER}", data={"format": format}, headers=JSON)
    assert answer.status_code == 202, answer.text
    return answer.json["id"]


@pytest.fixture
def somebody(app, company_id):
    """Adds an account, and returns a browser in which it is signed in."""

    def somebody(role, groups=None):
        with app.app_context(), company_scope(company_id):
            user = User(name="Sam", email=f"{role}@1001.example", role=role, groups=groups, password_hash="-")
            db.session.add(user)
            db.session.commit()
            return app.test_client(user=db.session.get(User, user.id))

    return somebody


def row(app, export_id):
    with app.app_context(), every_company():
        return db.session.get(Export, export_id)


def messages(app):
    with app.app_context(), every_company():
        return [(each.kind, each.title, each.link) for each in db.session.query(Message)]


def test_a_message_says_when_a_file_is_ready(app, client, calls, work):
    order(client)
    assert messages(app) == []
    work()
    assert messages(app) == [("export", "Your file is ready", "/exports/")]
    assert b"3" in client.get("/exports/").data


def test_the_list_shows_how_far_a_file_is(app, client, fake):
    fake.made.update({each.id: each for each in many(1200)})
    export_id = order(client)
    assert client.get(f"/exports/{export_id}").json["words"] == "Waits for its turn"
    seen = []
    fake.when_read = lambda: seen.append(client.get(f"/exports/{export_id}").json["words"])
    with app.app_context():
        make_next(say_s=0)
    assert seen == ["0 of 1,200 rows", "500 of 1,200 rows", "1,000 of 1,200 rows"]
    assert client.get(f"/exports/{export_id}").json["share"] == 1.0


def test_nobody_else_gets_a_file(app, client, other_client, calls, work, somebody):
    export_id = order(client)
    work()
    for stranger in (somebody("manager"), other_client):
        for path in ("", "/file", "/row"):
            assert stranger.get(f"/exports/{export_id}{path}").status_code == 404
        assert stranger.post(f"/exports/{export_id}/delete").status_code == 404
        assert export_id not in stranger.get("/exports/").text
    assert row(app, export_id).state == "ready"


def test_a_supervisor_of_one_group_gets_the_calls_of_that_group(app, calls, work, somebody):
    support, sales = somebody("supervisor", ["support"]), somebody("manager")
    mine, theirs = order(support), order(sales)
    work()
    assert (row(app, mine).row_count, row(app, theirs).row_count) == (0, 3)


def test_a_file_with_more_than_its_reader_may_see_by_now_is_kept_back(app, company_id, calls, work, somebody):
    client = somebody("supervisor", ["sales", "support"])
    export_id = order(client)
    work()
    assert client.get(f"/exports/{export_id}").status_code == 200
    with app.app_context(), company_scope(company_id):
        db.session.query(User).filter_by(role="supervisor").one().groups = ["support"]
        db.session.commit()
    assert client.get(f"/exports/{export_id}").status_code == 404
    assert client.get(f"/exports/{export_id}/file").status_code == 404


def test_who_may_not_see_calls_any_more_gets_no_file(app, company_id, calls, work, somebody):
    client = somebody("manager")
    export_id = order(client)
    with app.app_context(), company_scope(company_id):
        db.session.query(User).filter_by(role="manager").one().role = "employee"
        db.session.commit()
    work()
    assert row(app, export_id).state == "failed"


def test_an_employee_may_save_nothing(calls, somebody):
    client = somebody("employee")
    assert client.get(f"/exports/rows.csv?{OCTOBER}").status_code == 403
    assert client.post(f"/exports/?{OCTOBER}", data={"format": "pdf"}).status_code == 403


def test_a_file_is_deleted_after_its_time(app, client, calls, work, config):
    export_id = order(client)
    work()
    assert list(config.exports_dir.rglob("*.xlsx"))
    with app.app_context(), every_company():
        db.session.get(Export, export_id).expires_at = now() - timedelta(seconds=1)
        db.session.commit()
    with app.app_context():
        tidy()
    assert list(config.exports_dir.rglob("*.xlsx")) == []
    assert client.get(f"/exports/{export_id}").json["state"] == "expired"
    assert client.get(f"/exports/{export_id}/file").status_code == 422


def test_a_file_whose_worker_died_is_made_again(app, client, calls, work):
    export_id = order(client)
    with app.app_context(), every_company():
        export = db.session.get(Export, export_id)
        export.state, export.alive_at = "making", now() - timedelta(minutes=3)
        db.session.commit()
    work()
    assert row(app, export_id).state == "making"
    with app.app_context():
        tidy()
    work()
    assert row(app, export_id).state == "ready"


def test_the_end_of_the_worker_stops_a_file_and_the_next_start_makes_it(app, client, calls, work, config):
    export_id = order(client)
    stopped = threading.Event()
    stopped.set()
    with app.app_context():
        make_next(stopped, say_s=0)
    assert row(app, export_id).state == "queued"
    assert [each for each in config.exports_dir.rglob("*") if each.is_file()] == []
    work()
    assert row(app, export_id).state == "ready"


def test_a_file_can_be_stopped(app, client, fake, config):
    export_id = order(client)
    fake.when_read = lambda: client.post(f"/exports/{export_id}/delete")
    with app.app_context():
        make_next(say_s=0)
    assert row(app, export_id) is None
    assert [each for each in config.exports_dir.rglob("*") if each.is_file()] == []
    assert messages(app) == []


def test_a_file_that_fails_says_so_and_can_be_made_again(app, client, fake, work):
    def broken():
        raise OSError("no paper")

    export_id = order(client)
    fake.when_read = broken
    work()
    assert client.get(f"/exports/{export_id}").json["words"] == "Something went wrong on our side. It has been noted."
    assert [each[1] for each in messages(app)] == ["Your file could not be made"]
    fake.when_read = lambda: None
    client.post(f"/exports/{export_id}/again")
    work()
    assert row(app, export_id).state == "ready"


def test_a_file_that_is_ordered_twice_is_made_once(app, client, calls, work):
    first = order(client)
    assert order(client) == first
    assert order(client, "pdf") != first
    work()
    assert order(client) != first


def test_nobody_keeps_all_others_waiting(client, calls):
    for day in range(1, 21):
        order(client, other=f"from=2026-09-{day:02}&")
    answer = client.post(f"/exports/?{OCTOBER}", data={"format": "pdf"}, headers=JSON)
    assert answer.status_code == 429
    assert "Many files of yours" in answer.json["error"]["message"]


def test_the_log_of_changes_says_that_calls_left_the_exchange(client, calls):
    order(client)
    client.get(f"/exports/rows.csv?{OCTOBER}").close()
    assert client.get("/audit/").text.count("File of calls") >= 2
    assert "saved as a file" in client.get("/audit/").text


@pytest.mark.parametrize(("call", "is_kept"), [("c00000", False), ("gone", True)])
def test_a_file_goes_when_a_person_is_taken_out_of_its_calls(app, client, calls, work, company_id, call, is_kept):
    export_id = order(client)
    work()
    with app.app_context():
        announce([PersonalDataDeleted(company_id, now(), OF_CALL, (call,))])
        db.session.commit()
    assert client.get(f"/exports/{export_id}/file").status_code == (200 if is_kept else 422)
    with app.app_context():
        tidy()
    assert row(app, export_id).state == ("ready" if is_kept else "expired")


def test_a_file_of_other_days_stays(app, client, calls, work, company_id):
    query = "from=2026-11-01&to=2026-11-30"
    export_id = client.post(f"/exports/?{query}", data={"format": "pdf"}, headers=JSON).json["id"]
    work()
    with app.app_context():
        announce([PersonalDataDeleted(company_id, now(), OF_CALL, ("c00000",))])
        db.session.commit()
    assert row(app, export_id).expires_at > now()
