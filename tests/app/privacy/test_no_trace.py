"""Once a person's data is deleted, nothing in the folder of the exchange has their number or name."""

import gzip
import json
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select, update

from app.auth.models import User
from app.calls.models import Call, CallSteps
from app.config import config as current_config
from app.db import Base, company_scope, db, every_company, forget_traces, now
from app.exchange import published_files, texts
from app.exchange.models import SwitchText
from app.exports.making import make_next, tidy
from app.exports.models import Report
from app.exports.service import order
from app.figures.dimensions.terms import known_terms
from app.figures.forgetting import forget_outside
from app.figures.merging import merge_company
from app.flows.models import FlowTest
from app.flows.service import add_flow
from app.journal.masking import mask_files
from app.journal.noting import write_notes
from app.journal.packing import pack_files
from app.journal.rebuilding import rebuild
from app.journal.service import ingest
from app.lists.callers import Caller
from app.lists.models import CallerEntry
from app.lists.service import add_caller_list
from app.messages.models import Message
from app.outbox.models import OutgoingMail
from app.outbox.service import queue
from app.ports.calls import calls
from app.ports.exports import CallTable
from app.ports.figures import Question, figures
from app.ports.outsiders import Outsider
from app.privacy.keeping import forget_old
from app.statistics.models import SavedView
from designer.runtime.effects import Ended, Join, Leave, Tag
from designer.runtime.events import CallArrived, CallerGone, PromptEnded
from designer.runtime.journal_entries import CallRefused, NoteWritten, TagPut
from designer.runtime.queue_events import CallBack, CallbackGivenUp, LeftQueue, RetryCallback, WrapUpEnded
from switch.journal import Journal

NUMBER, NAME, LINE = "+4917012345678", "Ottilie Pfannenstiel", "+4930555010"
OTHER, OTHERS_NAME = "+4917099999", "Rosa Klein"
TRACES = ("17012345678", "170 12345678", "Pfannenstiel")
LONG_AGO = timedelta(days=40)


def day(ago):
    """The company's day so long ago."""
    return (now() - ago).astimezone(ZoneInfo("Europe/Berlin")).date().isoformat()


@pytest.fixture
def scope(app, company_id):
    with app.app_context(), company_scope(company_id):
        yield
        db.session.remove()


def take(app):
    with app.app_context(), every_company():
        write_notes()
        ingest()
        db.session.remove()


@pytest.fixture
def journal(app, config):
    config.journal_dir.mkdir(parents=True, exist_ok=True)
    journal = Journal(config.journal_dir, "node1")
    yield journal
    journal.close()


@pytest.fixture
def happened(app, journal, scope):
    """She waited, was promised a call-back in vain, and was refused another time; somebody else called, too."""
    at = round((now() - LONG_AGO).timestamp() * 1000)
    for call, number, name in (("hers", NUMBER, NAME), ("other", OTHER, OTHERS_NAME)):
        arrived = CallArrived(at, call, "1001", number, name, LINE, "p", "d", "inbound")
        journal.step(call, 0, arrived, [Join("sales", 0, "", 10, 0), Tag(f"From {name}"), Tag("Warranty")])
        journal.step(call, 1, PromptEnded(at + 1000, 1), [Leave("sales", number, LINE)])
        journal.step(call, 2, CallerGone(at + 2000), [Ended("caller_hung_up")])
        journal.queue("1001", LeftQueue(at + 1000, "sales", call, number, LINE), [])
        journal.queue("1001", WrapUpEnded(at + 3000, "101", 1), [CallBack("sales", number, "101", 0, 0, LINE)])
        given_up = [CallbackGivenUp("sales", number, 12)]
        journal.queue("1001", RetryCallback(at + 4000, "sales", number, 0, 12, LINE), given_up)
        journal.note(CallRefused(at, "node1", f"refused-{call}", "1001", number, LINE, "inbound", 503, 1))
        journal.note(TagPut(at + 5000, "portal", "1001", call, "Vera", f"Ask {name}", True))
        journal.note(TagPut(at + 6000, "portal", "1001", call, "Vera", "Warranty", True))
    later = at + 20 * 24 * 3600_000
    journal.note(NoteWritten(later, "portal", "1001", "hers", "n1", 1, "Vera", f"{NAME} wants her money back.", None))
    journal.note(NoteWritten(later, "portal", "1001", "other", "n2", 1, "Vera", "Sister: 0170 / 1234 5678", None))
    journal.note(NoteWritten(later, "portal", "1001", "other", "n3", 1, "Vera", "Calls again.", None))
    take(app)


@pytest.fixture
def kept(app, happened, client, company_id):
    """What else has her number or name."""
    add_caller_list("Friends", [Caller(NUMBER, NAME), Caller(OTHER, OTHERS_NAME)])
    db.session.commit()
    user = db.session.scalars(select(User)).one()
    period = {"from": [day(LONG_AGO)], "to": [day(timedelta())]}
    hers = figures().selection({**period, "outside": [NUMBER]})
    everybody = figures().selection(period)
    for selection in (hers, everybody):
        order(CallTable(selection, "calls", "-started_at"), "csv", user, "en")
    db.session.commit()
    while make_next():
        pass
    for name, number in (("Hers", NUMBER), ("Others", OTHER)):
        saved = client.post(f"/statistics/views?outside=%2B{number[1:]}", data={"name": name})
        assert saved.status_code < 400, saved.text
    args = [["outside", NUMBER], ["measure", "calls"]]
    about = {"format": "csv", "rhythm": "daily", "day": 0, "minute": 0, "next_on": now().date()}
    db.session.add(Report(user_id=user.id, title="Hers", args=args, **about))
    queue(company_id, user.email, f"Missed call from {NAME}", "Read it in the portal")
    queue(company_id, user.email, f"Missed call from {OTHERS_NAME}", "Read it in the portal")
    db.session.add(Message(id="m1", kind="colleague", addressee="company", text="Call 0170 12345678, please"))
    test = {"given": {"caller": NUMBER}, "expected": {"path": []}}
    db.session.add(FlowTest(flow=add_flow("Main", {}), name="A VIP calls", **test))
    db.session.commit()


def erase(app, client, **more):
    page = client.post("/settings/privacy/person", data={"number": NUMBER})
    assert page.status_code == 200, page.text
    data = {"number": NUMBER, "confirm": NUMBER, "confirmed": "1", **more}
    done = client.post("/settings/privacy/person/delete", data=data)
    assert done.status_code == 302, done.text
    work(app)
    return page.text


def work(app):
    """What the worker does in the next days."""
    take(app)
    with app.app_context(), every_company():
        pack_files()
        mask_files()
        tidy()
        companies = db.session.scalars(select(Call.company_id).distinct()).all()
        old = SwitchText.unused_since.is_not(None)
        db.session.execute(update(SwitchText).where(old).values(unused_since=now() - LONG_AGO))
        texts.forget()
        db.session.commit()
        published_files.forget_all_but(current_config().home, texts.all_names(), 0)
        db.session.rollback()
    with app.app_context():
        for company_id in companies:
            merge_company(company_id)
            forget_outside(company_id)
        db.session.remove()
        forget_traces()


def traces(folder, of=TRACES):
    """(file or table, trace) of each; what is packed is unpacked, and so are the steps of calls, and what is encrypted
    can be read."""
    found = []
    for path in filter(lambda path: path.is_file(), folder.rglob("*")):
        raw = path.read_bytes()
        text = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8", "replace")
        found += [(path.name, trace) for trace in of if trace in text]
    with every_company():
        for table in Base.metadata.sorted_tables:
            text = str(db.session.execute(select(table)).all())
            found += [(table.name, trace) for trace in of if trace in text]
        for call in db.session.scalars(select(CallSteps.call)).all():
            text = json.dumps([str(step) for step in calls().steps(call)])
            found += [(call, trace) for trace in of if trace in text]
    return found


def counted():
    with every_company():
        rows = db.session.execute(select(Call.id, Call.outcome, Call.ended, Call.count).order_by(Call.id))
        return [tuple(row) for row in rows]


def test_nothing_has_the_number_or_the_name(app, client, config, kept):
    before = counted()
    assert len({name for name, _trace in traces(config.home)}) > 3
    page = erase(app, client)
    for what in ("Entries on lists", "Saved views", "Files and", "Outgoing mails", "Messages with", "Saved tests"):
        assert what in page
    assert traces(config.home) == []
    assert counted() == before


@pytest.fixture
def by_tag(app, company_id):
    """Returns how many calls have each tag, and which tags Statistics offers."""

    def ask():
        with app.app_context(), company_scope(company_id):
            selection = figures().selection({"from": [day(LONG_AGO)], "to": [day(LONG_AGO)]})
            rows = figures().ask(Question(selection, ("calls",), ("tag",))).rows
            return {row.keys[0]: row.values[0] for row in rows}, known_terms("tag")

    return ask


def test_tags_count_as_before_but_for_those_with_the_name(app, client, kept, by_tag):
    work(app)
    counts, offered = by_tag()
    assert counts["Warranty"] == 2
    assert f"Ask {NAME}" in offered
    erase(app, client)
    work(app)
    others = [f"Ask {OTHERS_NAME}", f"From {OTHERS_NAME}", "Warranty"]
    assert by_tag() == ({**dict.fromkeys(others, 1), "Warranty": 2}, others)


def test_what_is_about_others_stays(app, client, config, kept):
    erase(app, client)
    with every_company():
        assert db.session.scalars(select(CallerEntry.entry)).all() == [OTHER]
        assert db.session.scalars(select(SavedView.name)).all() == ["Others"]
        subjects = {mail.subject: mail.state for mail in db.session.scalars(select(OutgoingMail))}
        assert subjects[f"Missed call from {OTHERS_NAME}"] == "pending"
        assert subjects["…"] == "expired"
        assert {each.caller for each in db.session.scalars(select(Message)) if each.kind == "callback"} == {OTHER}
        assert db.session.get_one(Call, "other").caller == OTHER
        assert db.session.get_one(Call, "hers").tags == ["Warranty"]
    packed = "".join(gzip.decompress(path.read_bytes()).decode() for path in config.journal_dir.glob("*.gz"))
    assert packed.count(OTHER) > 5
    assert f"Ask {OTHERS_NAME}" in packed
    assert "Calls again." in packed


def test_no_rebuild_brings_anything_back(app, client, config, kept):
    erase(app, client)
    rebuild(config.journal_dir)
    assert traces(config.home) == []
    with every_company():
        assert [each.caller for each in db.session.scalars(select(Message)) if each.kind == "callback"] == [OTHER]


def test_somebody_may_stay_blocked(app, client, kept):
    erase(app, client, keeps_lists="y")
    with every_company():
        assert set(db.session.scalars(select(CallerEntry.entry))) == {NUMBER, OTHER}


def test_somebody_who_never_called_is_deleted_from_a_list(app, client, config, scope):
    add_caller_list("Friends", [Caller(NUMBER, NAME)])
    db.session.commit()
    page = erase(app, client)
    assert "Entries on lists of callers: 1" in page
    assert "0 calls" not in page
    assert traces(config.home) == []


def test_old_calls_lose_their_promises_and_refused_calls_too(app, client, config, happened):
    client.post("/settings/privacy", data={"keeps_calls_days": "30", "keeps_recordings_days": ""})
    while forget_old():
        take(app)
    work(app)
    assert traces(config.home) == []
    assert traces(config.home, (OTHER, OTHERS_NAME)) == []


def test_a_number_is_found_in_each_spelling_and_no_other_number_is():
    her = Outsider(NUMBER, frozenset({NAME, "Al"}))
    for text in ("+49 170 12345678", "0049170-1234 5678", "+49 (0)170 12345678", "%2B4917012345678", "(0170) 12345678"):
        assert her.has_number_in(f"Call {text}."), text
    for text in ("+491701234567", "+49170123456789", "917012345678", "10170 12345678", "2026-11-30 17:01"):
        assert not her.has_number_in(text), text
    assert her.is_in("ottilie pfannenstiel called")
    assert not her.is_in("Al said")
    assert her.hidden_in({"a": [f"{NAME}: 017012345678"]}) == {"a": ["…: …"]}
