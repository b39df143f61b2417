"""SQLite finds a few calls by their names, however many the company has."""

from sqlalchemy import text

from app.db import db
from app.exchange.table_sizes import analyze
from bench.past_calls import make

FEW = "EXPLAIN QUERY PLAN SELECT * FROM calls WHERE company_id = 1 AND id IN ('a', 'b', 'c')"
NOW = "EXPLAIN QUERY PLAN SELECT id FROM calls WHERE company_id = 1 AND ended_at IS NULL"


def plan(connection, query):
    return " ".join(row[3] for row in connection.execute(text(query)))


def test_a_few_calls_are_found_by_their_names_and_those_in_progress_by_having_no_end(in_company, company_id):
    make(company_id, 2_000, 2)
    with db.engine.connect() as connection:
        if connection.dialect.name != "sqlite":
            return
        analyze(connection)
        assert "company_id" not in plan(connection, FEW)
        assert "ix_calls_company_ended" in plan(connection, NOW)
