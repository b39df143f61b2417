"""The database grows with its data, and back, on SQLite and on PostgreSQL."""

import json
from datetime import UTC, datetime

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask_migrate import downgrade, upgrade
from sqlalchemy import (
    JSON,
    Boolean,
    Date,
    DateTime,
    LargeBinary,
    MetaData,
    Numeric,
    String,
    func,
    insert,
    inspect,
    select,
    text,
)

from app import create_app
from app.auth.models import User
from app.auth.service import totp
from app.db import db, every_company
from app.outbox.models import OutgoingMail
from config import Config

ROWS = (
    "INSERT INTO companies (id, name, customer_number, zone) VALUES (1, 'Demo', '1001', 'Europe/Berlin')",
    "INSERT INTO employees (id, extension, name, email, company_id) VALUES (1, '101', 'Anna', '', 1)",
    "INSERT INTO flows (id, name, draft, revision, changed_at, company_id)"
    " VALUES (7, 'Main', '{}', 1, '2026-11-01', 1)",
    "INSERT INTO flow_versions (id, flow_id, version, graph, program_sha, author, created_at, company_id)"
    " VALUES (1, 7, 1, '{}', 'abc', 'Olga', '2026-11-02', 1)",
    "INSERT INTO calendars (id, name, label, week, exceptions, company_id)"
    """ VALUES (1, 'office', 'Office', '[]', '{"2026-12-24": [[540, 720]]}', 1)""",
    "INSERT INTO prompts (id, name, label, text, language, file, duration_ms, company_id)"
    " VALUES (3, 'welcome', 'Welcome', 'Hello.', 'en', 'abc.au', 900, 1),"
    " (4, 'hold-music', 'Music', '', 'en', 'def.au', 16000, 1)",
    "INSERT INTO numbers (id, number, flow_id, company_id) VALUES (1, '+4930555010', 7, 1)",
)
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request, tmp_path):
    """An application whose database has no table yet."""
    variables = {"ZENTRALE_HOME": str(tmp_path / "data")}
    if request.param == "postgresql":
        variables["ZENTRALE_DATABASE_URL"] = request.getfixturevalue("postgres").new_database()
    app = create_app(Config.from_env(variables), testing=True)
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def old(empty):
    """A database of the first version, with data."""
    upgrade(revision="0001")
    for row in ROWS:
        db.session.execute(text(row))
    db.session.commit()
    return empty


def read_json(query):
    """SQLite gives the text, PostgreSQL what it says."""
    found = value(query)
    return json.loads(found) if isinstance(found, str) else found


def value(query):
    found = db.session.execute(text(query)).scalar_one()
    db.session.rollback()
    return found


def tables():
    metadata = MetaData()
    metadata.reflect(db.engine)
    return [table for table in metadata.sorted_tables if table.name != "alembic_version"]


def sample(column):
    """Something that the column takes; 1 for keys, so that rows refer to each other."""
    match column.type:
        case JSON():
            return {}
        case Boolean():
            return True
        case DateTime():
            return NOON
        case Date():
            return NOON.date()
        case LargeBinary():
            return b"x"
        case Numeric():
            return 1.5
        case String(length=length):
            return "x" * min(length or 1, 3)
    return 1


def fill():
    """One row in every table."""
    for table in tables():
        db.session.connection().execute(insert(table).values({column.name: sample(column) for column in table.columns}))
    db.session.commit()


def counts():
    found = {
        table.name: db.session.connection().execute(select(func.count()).select_from(table)).scalar_one()
        for table in tables()
    }
    db.session.rollback()
    return found


def test_rows_of_the_first_version_are_there_in_the_newest(old):
    upgrade()
    assert value("SELECT key FROM flows") == "flow-7"
    assert value("SELECT skills FROM employees") in ("[]", [])
    assert not value("SELECT requires_consent FROM companies")
    assert value("SELECT country FROM companies") == "DE"
    assert read_json("SELECT special_days FROM calendars") == [
        {"name": "", "first": "2026-12-24", "last": "2026-12-24", "yearly": False, "hours": [[540, 720]]}
    ]
    assert str(value("SELECT published_at FROM flow_versions")).startswith("2026-11-02")
    assert value("SELECT source FROM prompt_versions WHERE number = 1 AND prompt_id = 3") == "speech"
    assert value("SELECT name FROM prompts WHERE kind = 'music' AND is_default") == "hold-music"


def test_the_way_back_keeps_what_was_there(old):
    upgrade()
    downgrade(revision="0001")
    assert value("SELECT name FROM flows") == "Main"
    assert value("SELECT number FROM numbers") == "+4930555010"
    assert read_json("SELECT exceptions FROM calendars") == {"2026-12-24": [[540, 720]]}
    upgrade()
    assert value("SELECT key FROM flows") == "flow-7"


def test_every_table_with_a_row_in_it_goes_back_and_forth(empty):
    upgrade(revision="0001")
    first = {table.name for table in tables()}
    upgrade()
    fill()
    downgrade(revision="0001")
    kept = counts()
    assert kept == dict.fromkeys(first, 1)
    upgrade()
    assert {name: count for name, count in counts().items() if name in first} == kept


def test_nothing_is_left_of_the_tables_in_the_end(empty):
    upgrade()
    fill()
    downgrade(revision="base")
    assert set(inspect(db.engine).get_table_names()) <= {"alembic_version"}


def test_the_migrations_make_what_the_models_say(empty):
    upgrade()
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, db.metadata) == []


SEALED_ROWS = (
    "INSERT INTO users (id, name, email, role, password_hash, totp_secret, company_id)"
    " VALUES (5, 'Anna', 'anna@firm.example', 'owner', '-', 'JBSWY3DPEHPK3PXP', 1),"
    " (6, 'Ben', 'ben@firm.example', 'owner', '-', NULL, 1)",
    'INSERT INTO outgoing_mails (id, message_id, "to", subject, text, html, by_hand, made_at, state, tries, not_before,'
    " company_id)"
    " VALUES (1, '1', 'anna@firm.example', 'Hello', 'a link', '<p>a link', true, :day, 'pending', 0, :day, 1),"
    " (2, '2', 'ben@firm.example', 'Hello', '', '', true, :day, 'sent', 1, :day, 1)".replace(":day", "'2026-11-24'"),
)


def read_all(query):
    found = db.session.execute(text(query)).all()
    db.session.rollback()
    return [tuple(row) for row in found]


@pytest.fixture
def unsealed(old):
    """A database of the last version in which secrets stood in clear."""
    upgrade(revision="0016")
    for row in SEALED_ROWS:
        db.session.execute(text(row))
    db.session.commit()
    return old


def test_secrets_are_sealed_and_come_back(unsealed):
    upgrade()
    with every_company():
        secrets = [totp.secret_of(user) for user in db.session.query(User).order_by(User.id)]
        words = [(mail.text, mail.html) for mail in db.session.query(OutgoingMail).order_by(OutgoingMail.id)]
    assert secrets == ["JBSWY3DPEHPK3PXP", None]
    assert words == [("a link", "<p>a link"), ("", "")]
    db.session.rollback()
    stored = str(read_all("SELECT totp_sealed FROM users") + read_all("SELECT text, html FROM outgoing_mails"))
    assert "JBSWY" not in stored
    assert "link" not in stored
    downgrade(revision="0016")
    assert read_all("SELECT totp_secret FROM users ORDER BY id") == [("JBSWY3DPEHPK3PXP",), (None,)]
    assert read_all("SELECT text, html FROM outgoing_mails ORDER BY id") == [("a link", "<p>a link"), ("", "")]


def test_what_another_secret_key_sealed_locks_the_account_still_on_the_way_back(unsealed):
    upgrade()
    unsealed.secret_key = "k" * 40
    downgrade(revision="0016")
    found = value("SELECT totp_secret FROM users WHERE id = 5")
    assert len(found) == 32
    assert "JBSWY" not in found


def test_days_of_the_journal_that_were_read_before_are_not_read_again(old, tmp_path):
    for day in (20, 21, 22, 24):
        (tmp_path / f"2026-11-{day}.jsonl").write_text("x" * day)
    upgrade(revision="0024")
    known = f"INSERT INTO journal_positions (folder, file, \"offset\") VALUES ('{tmp_path}', '2026-11-22.jsonl', 5)"
    db.session.execute(text(known))
    db.session.commit()
    upgrade()
    found = read_all('SELECT file, "offset" FROM journal_positions ORDER BY file')
    assert found == [("2026-11-20.jsonl", 20), ("2026-11-21.jsonl", 21), ("2026-11-22.jsonl", 5)]


def test_earlier_legs_rang_if_they_were_answered_and_callers_who_are_called_back_missed_nobody(empty):
    upgrade(revision="0029")
    fill()
    calls, legs, waits = (
        next(table for table in tables() if table.name == name) for name in ("calls", "call_legs", "call_waits")
    )
    for call, answered_at, waited in (
        ("answered", NOON, "talk"),
        ("waited", None, "left"),
        ("promised", None, "callback"),
    ):
        told = (
            (calls, {"id": call, "outcome": "missed"}),
            (legs, {"answered_at": answered_at}),
            (waits, {"outcome": waited}),
        )
        for table, how in told:
            row = {column.name: sample(column) for column in table.columns} | {"call": call} | how
            row = {column.name: row[column.name] for column in table.columns}
            db.session.connection().execute(insert(table).values(row))
    db.session.commit()
    upgrade()
    rang = dict(
        read_all("SELECT call, rang_at IS NOT NULL AND rang_at = dialled_at FROM call_legs WHERE call <> 'xxx'")
    )
    assert {call: bool(is_known) for call, is_known in rang.items()} == {
        "answered": True,
        "waited": False,
        "promised": False,
    }
    assert dict(read_all("SELECT id, outcome FROM calls WHERE id <> 'xxx'")) == {
        "answered": "missed",
        "waited": "missed",
        "promised": "callback",
    }


def test_earlier_calls_have_an_outcome(empty):
    upgrade(revision="0027")
    fill()
    db.session.execute(text("DELETE FROM journal_lines"))
    found = {table.name: table for table in tables()}
    rung = {"b1": {"extension": "101", "state": "gone"}}
    for name, how in {
        "answered": {"legs": rung, "answered_by": "101"},
        "left": {"bridged_at": None, "legs": {}},
        "rang": {"bridged_at": None, "legs": rung},
        "flow": {"bridged_at": None, "legs": {}},
    }.items():
        row = {column.name: sample(column) for column in found["calls"].columns}
        row |= {"id": name, "direction": "inbound", "path": [], **how}
        db.session.connection().execute(insert(found["calls"]).values(row))
    message = {column.name: sample(column) for column in found["recordings"].columns}
    db.session.connection().execute(
        insert(found["recordings"]).values(message | {"id": "m", "call": "left", "kind": "message"})
    )
    db.session.commit()
    upgrade()
    assert dict(read_all("SELECT id, outcome FROM calls WHERE id <> 'xxx'")) == {
        "answered": "talk",
        "left": "voicemail",
        "rang": "missed",
        "flow": "",
    }


def test_ids_and_names_in_messages_are_not_used_again(empty):
    upgrade(revision="0032")
    fill()
    found = {table.name: table for table in tables()}
    for number, addressee in enumerate(("user:70", "group:sales", "group:xxx", "company")):
        row = {column.name: sample(column) for column in found["messages"].columns}
        row |= {"id": str(number), "addressee": addressee}
        db.session.connection().execute(insert(found["messages"]).values(row))
    db.session.commit()
    upgrade()
    names = {name for (name,) in read_all("SELECT name FROM retired_group_names")}
    assert "sales" in names
    assert "xxx" not in names
    if db.engine.dialect.name == "sqlite":
        assert value("SELECT seq FROM sqlite_sequence WHERE name = 'users'") == 70


def test_accounts_keep_the_employee_with_their_address(empty):
    upgrade(revision="0033")
    fill()
    found = {table.name: table for table in tables()}

    def add(table, **values):
        row = {column.name: sample(column) for column in found[table].columns}
        db.session.connection().execute(insert(found[table]).values(row | values))

    add("companies", id=2, customer_number="2", name="Two")
    people = {"anna": 2, "carl": 2, "olga": 2, "two": 2, "held": 2, "far": 1}
    for number, (name, company) in enumerate(people.items(), 10):
        add("employees", id=number, company_id=company, extension=str(number), email=f"{name.title()}@x.example")
    add("employees", id=20, company_id=2, extension="20", email="two@x.example")
    for number, name in enumerate([*people, "nobody", "holder"], 10):
        role = {"anna": "supervisor", "olga": "owner"}.get(name, "employee")
        holds = 14 if name == "holder" else None
        add("users", id=number, company_id=2, email=f"{name}@x.example", role=role, employee_id=holds)
    db.session.commit()
    upgrade()
    linked = dict(read_all("SELECT id, employee_id FROM users WHERE company_id = 2 AND employee_id IS NOT NULL"))
    assert linked == {10: 10, 11: 11, 17: 14}
