from datetime import datetime

import pytest
from sqlalchemy import delete, select, update

from app.auth.models import User
from app.db import NoCompany, WrongCompany, company_scope, db, every_company


def names():
    return [user.email for user in db.session.scalars(select(User).order_by(User.email))]


def test_a_query_sees_one_company_alone(app, company_id, other_company_id):
    with app.app_context():
        with company_scope(company_id):
            assert names() == ["owner@1001.example"]
        with company_scope(other_company_id):
            assert names() == ["owner@1002.example"]
        with every_company():
            assert len(names()) == 2


def test_a_query_for_no_company_is_an_error(app):
    with app.app_context(), pytest.raises(NoCompany):
        names()


def test_another_companys_row_is_not_found_by_its_id(app, company_id, other_company_id):
    with app.app_context():
        with company_scope(other_company_id):
            other = db.session.scalars(select(User.id)).one()
        db.session.remove()
        with company_scope(company_id):
            assert db.session.get(User, other) is None
            assert db.session.scalar(select(User).filter_by(id=other)) is None


def test_changing_many_rows_keeps_to_the_company(app, company_id):
    with app.app_context():
        with company_scope(company_id):
            db.session.execute(update(User).values(name="changed"))
            assert db.session.execute(delete(User)).rowcount == 1
        with every_company():
            assert [user.name for user in db.session.scalars(select(User))] == ["Olga Owner"]


def test_a_new_row_gets_the_company_in_force(in_company, company_id):
    user = User(name="A", email="a@b.example", role="owner", password_hash="-")
    db.session.add(user)
    db.session.flush()
    assert user.company_id == company_id


def test_a_row_of_another_company_is_not_written(in_company, other_company_id):
    db.session.add(User(company_id=other_company_id, name="A", email="a@b.example", role="owner", password_hash="-"))
    with pytest.raises(WrongCompany):
        db.session.flush()
    db.session.rollback()


def test_a_time_without_a_zone_is_refused():
    from app.db import UtcDateTime

    with pytest.raises(ValueError, match="without a zone"):
        UtcDateTime().process_bind_param(datetime(2026, 1, 1), None)  # noqa: DTZ001 - the fault under test
