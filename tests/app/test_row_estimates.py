"""SQLite finds some calls of a company by their IDs, however many calls the company has."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.calls.store import CALLS
from app.db import company_scope, db
from app.db.row_estimates import estimate_rows
from app.db.upserts import connection
from bench.past_calls import write
from tests.app.figures.made_calls import MONDAY, a_call

MANY = 3_000


@pytest.fixture
def many_calls(app, config, company_id):
    if not config.database_url.startswith("sqlite"):
        pytest.skip("PostgreSQL estimates by itself")
    with app.app_context(), company_scope(company_id):
        write([a_call(f"c{place}", MONDAY - timedelta(minutes=place)) for place in range(MANY)])
        db.session.commit()
        yield company_id
        db.session.remove()


def plan(company_id):
    """How SQLite looks for fifty calls of the company."""
    fifty = CALLS.c.company_id == company_id, CALLS.c.id.in_([f"c{place}" for place in range(0, MANY, MANY // 50)])
    statement = select(CALLS).where(*fifty).compile(connection(), compile_kwargs={"literal_binds": True})
    return connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}").all()[0].detail


def test_estimates_let_calls_be_found_by_their_ids(many_calls):
    estimate_rows()
    db.session.remove()
    db.engine.dispose()
    with company_scope(many_calls):
        assert "(id=?)" in plan(many_calls)


def test_connections_are_opened_again_to_have_the_latest_estimates(app, config):
    with app.app_context():
        assert (db.engine.pool._recycle == 900) == config.database_url.startswith("sqlite")
