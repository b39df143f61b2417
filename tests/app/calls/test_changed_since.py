"""Which calls changed lately."""

import pytest

from app.calls import store
from app.calls.models import ChangedCall
from app.db import company_scope, db, every_company
from app.ports.calls import calls


@pytest.fixture
def changed_since(app, company_id):
    def changed_since(version):
        with app.app_context(), company_scope(company_id):
            return calls().changed_since(version)

    return changed_since


@pytest.fixture
def version(app, company_id):
    def version():
        with app.app_context():
            return calls().versions([company_id])[company_id]

    return version


def test_only_calls_that_changed_later_are_named(journal, ingest, changed_since, version):
    journal.call("a")
    journal.call("b", steps=2)
    journal.call("theirs", company="1002")
    ingest()
    assert sorted(changed_since(0)) == ["a", "b"]
    before = version()
    assert changed_since(before) == []
    journal.call("b")
    ingest()
    assert changed_since(before) == ["b"]


def test_too_long_ago_is_not_known_any_more(app, journal, ingest, changed_since, version, monkeypatch):
    monkeypatch.setattr(store, "KEPT_VERSIONS", 1)
    for name in ("a", "b", "c"):
        journal.call(name)
        ingest()
    assert changed_since(version() - 2) is None
    assert changed_since(version() - 1) == ["c"]
    with app.app_context(), every_company():
        assert db.session.query(ChangedCall.call).count() == 1
