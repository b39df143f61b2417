"""No route shows or changes what belongs to another company."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import JSON, Boolean, Date, DateTime, LargeBinary, Numeric, String, insert, select
from sqlalchemy.types import TypeDecorator
from werkzeug.routing import IntegerConverter

from app.db import OfCompany, db
from app.rights import SAFE, is_public

SECRET = "Geheim"
ID = 4711
GRAPH = {"format": 1, "name": SECRET, "entry": "", "nodes": [], "wires": []}
NAMED = {"draft": GRAPH, "graph": GRAPH, "week": [[]] * 7}
TIMES = {"since"}
"""Parts of addresses that name nothing of a company's."""

REFUSED = {400, 403, 404, 405, 409, 415, 422}


def plain(kind):
    return kind.impl_instance if isinstance(kind, TypeDecorator) else kind


def sample(column):
    if column.name == "company_id":
        return None
    if column.foreign_keys or column.name == "id":
        return SECRET if isinstance(column.type, String) else ID
    if column.name in NAMED:
        return NAMED[column.name]
    match plain(column.type):
        case JSON():
            return {}
        case Boolean():
            return True
        case DateTime() | Date() as kind:
            moment = datetime(2026, 11, 24, 12, tzinfo=UTC)
            return moment if isinstance(kind, DateTime) else moment.date()
        case LargeBinary():
            return SECRET.encode()
        case Numeric():
            return 1.5
        case String(length=length):
            return SECRET[: length or None]
    return ID


def tables():
    ours = {mapper.local_table for mapper in db.Model.registry.mappers if issubclass(mapper.class_, OfCompany)}
    return [table for table in db.metadata.sorted_tables if table in ours]


@pytest.fixture
def everything(app, company_id):
    """A row in every table of a company, all called the same and with the same key."""
    with app.app_context():
        for table in tables():
            row = {column.name: sample(column) for column in table.columns}
            db.session.connection().execute(insert(table).values({**row, "company_id": company_id}))
        db.session.commit()


def all_rows(app, company_id):
    with app.app_context():
        return {
            table.name: db.session.connection().execute(select(table).where(table.c.company_id == company_id)).all()
            for table in tables()
        }


def requests(app):
    """(method, URL, whether it names something) of every route that one must be signed in for."""
    urls = app.url_map.bind("localhost")
    with app.app_context():
        rules = [rule for rule in app.url_map.iter_rules() if not is_public(rule.endpoint)]
    for rule in rules:
        if rule.endpoint == "auth.sign_out":
            continue
        values = {
            name: ID if isinstance(converter, IntegerConverter) else SECRET
            for name, converter in rule._converters.items()
        }
        for method in sorted(rule.methods - {"HEAD", "OPTIONS"}):
            yield method, urls.build(rule.endpoint, values, method), bool(values.keys() - TIMES)


def test_another_company_reaches_nothing_by_any_route(app, other_client, everything, company_id):
    before = all_rows(app, company_id)
    for method, url, names_something in requests(app):
        answer = other_client.open(url, method=method)
        where = (method, url, answer.status_code)
        assert answer.status_code < 500, where
        assert SECRET.encode() not in answer.data.replace(url.encode(), b""), where
        if names_something:
            assert answer.status_code in ({403, 404} if method in SAFE else REFUSED), where
    assert all_rows(app, company_id) == before


def test_the_company_itself_sees_it(client, everything):
    assert SECRET in client.get("/settings/employees").text
    assert SECRET in client.get("/settings/groups").text
