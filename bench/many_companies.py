"""Makes, as ``python -m bench.many_companies``, many companies with calls of a year in a PostgreSQL database.

The calls of a few companies are made one by one, by ``bench.past_calls``. The database itself then copies them for the
others, a day of all companies after the other, as they would have come: the calls of a company are not neighbours on
the disk. Copied calls have IDs of their own, and their facts the keys of these.
"""

import argparse
import random
import time
from collections.abc import Iterator
from typing import Any

import numpy as np
from psycopg import Cursor
from sqlalchemy import select

from app import create_app
from app.company.models import Company
from app.db import company_scope, db
from app.figures.columns import encode
from app.figures.store import packed, unpacked
from app.figures.tally import key_of
from bench.past_calls import make, setting_of
from config import Config

MODELS = 4
"""So many companies have calls of their own kind; the others have copies."""

PARTS = ("calls", "call_legs", "call_waits", "call_visits", "figure_columns")
WHOLE = ("figure_terms", "figure_states", "figure_duty_days", "presence")
ID = "'past-' || copies.company_id || '-' || right({column}, 7)"
"""The ID of a copied call."""


def make_many(companies: int, calls: int, days: int) -> Iterator[str]:
    """Make so many companies, each with so many *calls*; yield what was done."""
    ids = _companies(companies)
    for place, company_id in enumerate(ids):
        with company_scope(company_id):
            if place < MODELS:
                make(company_id, calls, days, seed=place + 1)
                yield f"{calls} calls of company {company_id}"
            else:
                setting_of(company_id, calls, random.Random(1))
                db.session.commit()
    connection = db.session.connection().connection.driver_connection
    assert connection is not None
    with connection.cursor() as cursor:
        yield from _copy(cursor, ids)
        connection.commit()
    connection.autocommit = True
    connection.execute("vacuum analyze")
    yield "vacuumed and analysed"


def _companies(count: int) -> list[int]:
    """Return the companies by their age; missing ones are made."""
    known = {*db.session.scalars(select(Company.customer_number))}
    numbers = [str(1001 + place) for place in range(count)]
    db.session.add_all(
        [
            Company(name=f"Bench {each}", customer_number=each, zone="Europe/Berlin")
            for each in numbers
            if each not in known
        ]
    )
    db.session.commit()
    return list(db.session.scalars(select(Company.id).order_by(Company.id)))


def _copy(cursor: "Cursor[Any]", ids: list[int]) -> Iterator[str]:
    """Copy the calls of the first companies for the others."""
    cursor.execute("set session_replication_role = replica")
    cursor.execute("create temp table copies (company_id int, model int)")
    copied = [(company_id, ids[place % MODELS]) for place, company_id in enumerate(ids) if place >= MODELS]
    cursor.executemany("insert into copies values (%s, %s)", copied)
    _take_models_out(cursor)
    indexes = list(_drop_indexes(cursor))
    for table in WHOLE:
        order = " order by model.since" if table == "presence" else ""
        cursor.execute(_insert(cursor, table, table, {"company_id": "copies.company_id"}, order))
    cursor.execute("select distinct day from model_calls order by day")
    for (day,) in cursor.fetchall():
        _copy_day(cursor, day)
    yield "copied"
    for definition in indexes:
        cursor.execute(definition)
    yield "indexed"


def _take_models_out(cursor: "Cursor[Any]") -> None:
    """Put the calls that are copied into tables of their own, which know the day of each."""
    day = "((calls.started_at at time zone 'Europe/Berlin')::date - date '0001-01-01' + 1)"
    cursor.execute(f"create temp table model_calls as select calls.*, {day} as day from calls")
    for table in ("call_legs", "call_waits", "call_visits"):
        cursor.execute(
            f"create temp table model_{table} as select part.*, {day} as day, calls.started_at as began "
            f"from {table} part join calls on calls.id = part.call"
        )
    cursor.execute("create temp table model_figure_columns as select * from figure_columns")
    for table in PARTS:
        cursor.execute(f"create index on model_{table} (day)")
        cursor.execute(f"analyze model_{table}")


def _drop_indexes(cursor: "Cursor[Any]") -> Iterator[str]:
    """Drop the indexes of the tables, and yield what makes them again."""
    for table in (*PARTS, *WHOLE):
        named = "select conname, pg_get_constraintdef(oid) from pg_constraint"
        cursor.execute(f"{named} where conrelid = '{table}'::regclass and contype in ('p', 'u')")
        for name, definition in cursor.fetchall():
            cursor.execute(f"alter table {table} drop constraint {name}")
            yield f"alter table {table} add constraint {name} {definition}"
        cursor.execute(
            "select indexname, indexdef from pg_indexes where tablename = %s and schemaname = 'public'", (table,)
        )
        for name, definition in cursor.fetchall():
            cursor.execute(f"drop index {name}")
            yield definition


def _copy_day(cursor: "Cursor[Any]", day: int) -> None:
    company = {"company_id": "copies.company_id"}
    of_day = f"and model.day = {day}"
    new_id, new_call = ID.format(column="model.id"), ID.format(column="model.call")
    cursor.execute(
        _insert(cursor, "calls", "model_calls", {**company, "id": new_id}, f"{of_day} order by model.started_at")
    )
    for table in ("call_legs", "call_waits", "call_visits"):
        order = f"{of_day} order by model.began, model.call, model.place"
        cursor.execute(_insert(cursor, table, f"model_{table}", {**company, "call": new_call}, order))
    not_keys = f"{of_day} and not (model.kind = 'call' and model.name = 'key') order by copies.company_id"
    cursor.execute(_insert(cursor, "figure_columns", "model_figure_columns", company, not_keys))
    cursor.execute(
        "select copies.company_id, model.version, model.ids from figure_days model "
        "join copies on copies.model = model.company_id where model.day = %s",
        (day,),
    )
    days, keys = [], []
    for company_id, version, ids in cursor.fetchall():
        calls = [f"past-{company_id}-{each[-7:]}" for each in unpacked(bytes(ids))]
        days.append((company_id, day, version, len(calls), packed(calls)))
        keys.append((company_id, day, version, encode(np.asarray([key_of(each) for each in calls]))))
    cursor.executemany(
        "insert into figure_days (company_id, day, version, calls, ids) values (%s, %s, %s, %s, %s)", days
    )
    names = "(company_id, kind, name, day, version, data)"
    cursor.executemany(f"insert into figure_columns {names} values (%s, 'call', 'key', %s, %s, %s)", keys)


def _insert(cursor: "Cursor[Any]", table: str, source: str, changed: dict[str, str], rest: str) -> str:
    """Return the statement that copies the rows of *source* for each company, with some columns *changed*."""
    cursor.execute(
        "select column_name from information_schema.columns where table_name = %s and table_schema = 'public'", (table,)
    )
    names = [name for (name,) in cursor.fetchall()]
    values = ", ".join(changed.get(name, f'model."{name}"') for name in names)
    listed = ", ".join(f'"{name}"' for name in names)
    joined = f"{source} model join copies on copies.model = model.company_id"
    return f"insert into {table} ({listed}) select {values} from {joined} where true {rest}"


def main() -> None:
    """Make companies and calls in the database of the environment."""
    parser = argparse.ArgumentParser(description="Makes many companies with calls of the past, on PostgreSQL.")
    parser.add_argument("--companies", type=int, default=200)
    parser.add_argument("--calls", type=int, default=50_000, help="of each company")
    parser.add_argument("--days", type=int, default=365)
    options = parser.parse_args()
    app = create_app(Config.from_env(), testing=True)
    with app.app_context():
        db.create_all()
        begun = time.perf_counter()
        for done in make_many(options.companies, options.calls, options.days):
            print(f"{time.perf_counter() - begun:8.1f} s  {done}", flush=True)


if __name__ == "__main__":
    main()
