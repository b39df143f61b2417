"""Reports come by mail at their time, each to those who asked for it, with what they may see."""

from datetime import UTC, date, datetime, timedelta

import pytest

from app.auth.models import User
from app.db import company_scope, db, every_company
from app.exports import reporting
from app.exports.making import make_next
from app.exports.models import Export, Report, ReportIssue
from app.exports.report_mail import before
from app.messages.models import Message
from app.outbox.models import OutgoingMail
from app.outbox.sending import _attachments
from app.ports.figures import Selection
from tests.app.exports.conftest import OCTOBER

FORM = {
    "title": "Every morning",
    "rhythm": "daily",
    "weekday": "0",
    "month_day": "1",
    "at": "02:30",
    "format": "xlsx",
}


@pytest.fixture
def people(app, company_id):
    """The IDs of the owner, of a supervisor of one group, and of a colleague who may not see calls."""
    with app.app_context(), company_scope(company_id):
        for role in ("supervisor", "employee"):
            groups = ["support"] if role == "supervisor" else None
            mail = f"{role}@1001.example"
            db.session.add(User(name=role.title(), email=mail, role=role, groups=groups, password_hash="-"))
        db.session.commit()
        return {user.role: user.id for user in db.session.query(User)}


@pytest.fixture
def add(client, calls, people):
    def add(query=OCTOBER, readers=("owner",), **other):
        data = FORM | {"readers": [people[each] for each in readers]} | other
        answer = client.post(f"/reports/new?{query}", data=data)
        assert answer.status_code == 302, answer.text

    return add


@pytest.fixture
def watch(app, company_id):
    """Looks every ten minutes from one moment to another, and returns when mails were made and their days."""

    def watch(begins, ends):
        found, now = [], begins
        with app.app_context(), every_company():
            db.session.query(Report).update({"next_on": begins.date() + timedelta(days=1)})
            db.session.commit()
        while now < ends:
            with app.app_context():
                if reporting.order_due(now):
                    while make_next():
                        pass
                    found.append(now)
            now += timedelta(minutes=10)
        return found

    return watch


def mails(app):
    with app.app_context(), every_company():
        return db.session.query(OutgoingMail).order_by(OutgoingMail.id).all()


def covered(app):
    with app.app_context(), every_company():
        issues = db.session.query(ReportIssue).order_by(ReportIssue.id)
        args = [dict(map(tuple, db.session.get(Export, each.export).args)) for each in issues]
    return [(each["from"], each["to"]) for each in args]


@pytest.mark.parametrize("night", [date(2026, 3, 29), date(2026, 10, 25)])
def test_one_mail_comes_on_the_nights_when_clocks_change(app, add, watch, night):
    add()
    begins = datetime(night.year, night.month, night.day, tzinfo=UTC) - timedelta(hours=30)
    at = watch(begins, begins + timedelta(hours=72))
    days = [night + timedelta(days=each) for each in (-1, 0, 1)]
    assert [each.date() for each in at] == days
    assert covered(app) == [((each - timedelta(days=1)).isoformat(),) * 2 for each in days]
    assert len(mails(app)) == 3


def test_reports_that_were_missed_come_later_each_with_its_own_days(app, add, watch, company_id):
    add()
    with app.app_context(), company_scope(company_id):
        db.session.query(Report).one().next_on = date(2026, 11, 2)
        db.session.commit()
    with app.app_context():
        assert reporting.order_due(datetime(2026, 11, 4, 12, tzinfo=UTC)) == 3
        assert reporting.order_due(datetime(2026, 11, 4, 12, tzinfo=UTC)) == 0
    assert covered(app) == [("2026-11-01",) * 2, ("2026-11-02",) * 2, ("2026-11-03",) * 2]


def send_one(app):
    with app.app_context(), every_company():
        db.session.query(Report).update({"next_on": date(2026, 11, 1)})
        db.session.commit()
    with app.app_context():
        reporting.order_due(datetime(2026, 11, 1, 12, tzinfo=UTC))
        while make_next():
            pass


def test_a_mail_has_its_figures_each_with_the_calls_behind_it_and_the_file(app, client, add):
    add(rhythm="monthly", query=f"{OCTOBER}&group=sales&measure=missed")
    send_one(app)
    (mail,) = mails(app)
    assert mail.subject == "Every morning: 1 Oct 2026 to 31 Oct 2026"
    assert (
        "Missed: 3 (before: 3)\n  http://127.0.0.1:8080/calls/?from=2026-10-01&to=2026-10-31&group=sales&measure=missed"
        in mail.text
    )
    assert "Calls: 3 (before: 3)\n" in mail.text
    assert (
        'href="http://127.0.0.1:8080/calls/?from=2026-10-01&amp;to=2026-10-31&amp;group=sales&amp;measure=calls"'
        in mail.html
    )
    with app.app_context():
        (file,) = _attachments(mail)
    assert file.name == "Every morning 2026-10-01 to 2026-10-31.xlsx"
    assert file.content.startswith(b"PK")
    with client.get(f"/exports/{mail.export}/file") as answer:
        assert answer.data == file.content


def test_a_mail_speaks_the_language_of_its_reader(app, company_id, add):
    with app.app_context(), company_scope(company_id):
        db.session.query(User).filter_by(role="owner").one().language = "de"
        db.session.commit()
    add()
    send_one(app)
    (mail,) = mails(app)
    assert "Guten Tag Olga Owner," in mail.text or "Hallo Olga Owner," in mail.text
    assert "31. Okt. 2026" in mail.subject


def test_each_reader_gets_what_they_may_see(app, add):
    add(readers=("owner", "supervisor"))
    send_one(app)
    with app.app_context(), every_company():
        found = {each.user_id: each for each in db.session.query(Export)}
        counts = sorted((each.groups, each.row_count) for each in found.values() if each.groups is not None)
    assert counts == [(["support"], 0)]
    assert len(found) == len(mails(app)) == 2


def test_who_may_not_see_calls_any_more_gets_no_mail(app, company_id, add, people):
    add(readers=("owner", "supervisor"))
    with app.app_context(), company_scope(company_id):
        db.session.get(User, people["supervisor"]).role = "employee"
        db.session.commit()
    send_one(app)
    assert [each.to for each in mails(app)] == ["owner@1001.example"]


def test_people_who_may_not_see_calls_cannot_be_readers(client, calls, people):
    data = FORM | {"readers": [people["employee"]]}
    assert client.post(f"/reports/new?{OCTOBER}", data=data).status_code == 422


def test_a_report_is_seen_and_left_by_its_readers_and_changed_by_its_owner_alone(app, client, add, people, company_id):
    add(readers=("owner", "supervisor"))
    with app.app_context(), company_scope(company_id):
        reader = app.test_client(user=db.session.get(User, people["supervisor"]))
        report_id = db.session.query(Report).one().id
    assert "Every morning" in reader.get("/reports/").text
    assert reader.get(f"/reports/{report_id}").status_code == 200
    for path in ("", "/pause", "/delete"):
        assert reader.post(f"/reports/{report_id}{path}", data=FORM).status_code == 404
    assert reader.post(f"/reports/{report_id}/leave").status_code == 302
    assert reader.get(f"/reports/{report_id}").status_code == 404
    data = FORM | {"title": "New name", "rhythm": "weekly", "weekday": "4", "readers": [people["owner"]]}
    assert client.post(f"/reports/{report_id}", data=data).status_code == 302
    assert "Every Friday at 02:30" in client.get("/reports/").text


def test_a_stopped_report_does_not_come_and_comes_again_from_then_on(app, client, add, company_id):
    add()
    with app.app_context(), company_scope(company_id):
        report_id = db.session.query(Report).one().id
    client.post(f"/reports/{report_id}/pause")
    send_one(app)
    assert mails(app) == []
    client.post(f"/reports/{report_id}/pause")
    send_one(app)
    assert len(mails(app)) == 1


def test_a_report_can_come_at_once_and_once(app, client, add, work, company_id):
    add()
    with app.app_context(), company_scope(company_id):
        report_id = db.session.query(Report).one().id
    for _time in range(2):
        client.post(f"/reports/{report_id}/now")
        work()
    assert len(mails(app)) == 1


def test_a_figure_that_is_gone_is_explained(app, client, add, company_id):
    add(query=f"{OCTOBER}&measure=missed")
    with app.app_context(), company_scope(company_id):
        report = db.session.query(Report).one()
        report.args = [[name, "gone" if name == "measure" else value] for name, value in report.args]
        report_id = report.id
        db.session.commit()
    assert "a figure that does not exist any more" in client.get(f"/reports/{report_id}").text


def test_deleting_a_report_keeps_what_was_sent(app, client, add, company_id):
    add()
    send_one(app)
    with app.app_context(), company_scope(company_id):
        report_id = db.session.query(Report).one().id
    assert client.post(f"/reports/{report_id}/delete").status_code == 302
    assert client.get("/reports/").text.count("Every morning") == 0
    (mail,) = mails(app)
    with client.get(f"/exports/{mail.export}/file") as answer:
        assert answer.status_code == 200


def test_a_report_that_fails_is_told_to_its_owner_and_can_be_sent_again(app, client, add, fake, work, company_id):
    def broken():
        raise OSError("no paper")

    add()
    fake.when_read = broken
    with app.app_context(), company_scope(company_id):
        report_id = db.session.query(Report).one().id
    client.post(f"/reports/{report_id}/now")
    work()
    assert mails(app) == []
    with app.app_context(), every_company():
        (told,) = db.session.query(Message)
        assert (told.title, told.link) == ("A report could not be sent", f"/reports/{report_id}")
    fake.when_read = lambda: None
    client.post(f"/reports/{report_id}/now")
    work()
    assert len(mails(app)) == 1


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (((2026, 10, 1), (2026, 10, 31)), ((2026, 9, 1), (2026, 9, 30))),
        (((2026, 3, 1), (2026, 3, 31)), ((2026, 2, 1), (2026, 2, 28))),
        (((2026, 11, 23), (2026, 11, 29)), ((2026, 11, 16), (2026, 11, 22))),
        (((2026, 11, 29), (2026, 11, 29)), ((2026, 11, 28), (2026, 11, 28))),
        (((2026, 9, 1), (2026, 10, 31)), ((2026, 7, 2), (2026, 8, 31))),
    ],
)
def test_a_report_is_compared_with_as_many_days_before_and_a_month_with_a_month(days, expected):
    found = before(Selection(*(date(*each) for each in days)))
    assert (found.first, found.last) == tuple(date(*each) for each in expected)
