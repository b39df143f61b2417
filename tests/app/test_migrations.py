"""The database grows with its data, and back."""

import json

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask_migrate import downgrade, upgrade
from sqlalchemy import text

from app import create_app
from app.db import db

ROWS = (
    "INSERT INTO companies (id, name, customer_number, zone) VALUES (1, 'Demo', '1001', 'Europe/Berlin')",
    "INSERT INTO employees (id, extension, name, email, company_id) VALUES (1, '101', 'Anna', '', 1)",
    "INSERT INTO flows (id, name, draft, revision, changed_at, company_id)"
    " VALUES (7, 'Main', '{}', 1, '2026-11-01', 1)",
    "INSERT INTO flow_versions (id, flow_id, version, graph, program_sha, author, created_at, company_id)"
    " VALUES (1, 7, 1, '{}', 'abc', 'Olga', '2026-11-02', 1)",
    "INSERT INTO calendars (id, name, label, week, exceptions, company_id)"
    """ VALUES (1, 'office', 'Office', '[]', '{"2026-12-24": [[540, 720]]}', 1)""",
    "INSERT INTO numbers (id, number, flow_id, company_id) VALUES (1, '+4930555010', 7, 1)",
)


@pytest.fixture
def old(config):
    """A database of the first version, with data."""
    app = create_app(config, testing=True)
    with app.app_context():
        upgrade(revision="0001")
        for row in ROWS:
            db.session.execute(text(row))
        db.session.commit()
        yield app
        db.session.remove()
        db.engine.dispose()


def value(query):
    found = db.session.execute(text(query)).scalar_one()
    db.session.rollback()
    return found


def test_rows_of_the_first_version_are_there_in_the_newest(old):
    upgrade()
    assert value("SELECT key FROM flows") == "flow-7"
    assert value("SELECT skills FROM employees") == "[]"
    assert value("SELECT requires_consent FROM companies") == 0
    assert json.loads(value("SELECT special_days FROM calendars")) == [
        {"name": "", "first": "2026-12-24", "last": "2026-12-24", "yearly": False, "hours": [[540, 720]]}
    ]
    assert str(value("SELECT published_at FROM flow_versions")).startswith("2026-11-02")


def test_the_way_back_keeps_what_was_there(old):
    upgrade()
    downgrade(revision="0001")
    assert value("SELECT name FROM flows") == "Main"
    assert value("SELECT number FROM numbers") == "+4930555010"
    assert json.loads(value("SELECT exceptions FROM calendars")) == {"2026-12-24": [[540, 720]]}
    upgrade()
    assert value("SELECT key FROM flows") == "flow-7"


def test_the_migrations_make_what_the_models_say(old):
    upgrade()
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, db.metadata) == []
