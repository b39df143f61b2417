"""Statements of any shape see the company in force alone, or are refused."""

import pytest
from sqlalchemy import (
    String,
    bindparam,
    case,
    column,
    delete,
    exists,
    func,
    insert,
    literal,
    literal_column,
    or_,
    select,
    table,
    text,
    union,
    update,
    values,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import aliased

from app.company.models import Company
from app.db import WrongCompany, company_scope, count_rows, db, every_company
from app.db.kept import NotKept
from app.messages.models import Message, MessageMark

TABLE = Message.__table__
NAMED = table("messages", column("id"), column("company_id"))
OTHER = aliased(Message)
A_CTE = select(Message.id).cte()
TREE = select(Message.id).cte(recursive=True)
MOST = select(func.max(Message.id)).scalar_subquery()
COUNTS = {
    "a column": select(func.count(Message.id)),
    "select_from": select(func.count()).select_from(Message),
    "select_from an alias": select(func.count()).select_from(OTHER),
    "a subquery": select(func.count()).select_from(select(Message.id).subquery()),
    "a subquery's column": select(func.count(select(Message.id).subquery().c.id)),
    "with_only_columns": select(Message).with_only_columns(func.count(), maintain_column_froms=True),
    "a CTE": select(func.count(A_CTE.c.id)),
    "a recursive CTE": select(func.count()).select_from(
        TREE.union(select(Message.id).join(TREE, TREE.c.id == Message.id))
    ),
    "a scalar subquery": select(select(func.count(Message.id)).scalar_subquery()),
    "a scalar subquery of another table": select(select(func.count(Message.id)).scalar_subquery()).where(
        select(Company.id).exists()
    ),
    "a union": select(func.count()).select_from(union(select(Message.id), select(OTHER.id)).subquery()),
    "a subquery in a condition": select(func.count(Company.id)).where(Company.name.in_(select(Message.title))),
    "exists over columns": select(func.count(Company.id)).where(exists().where(Message.title == Company.name)),
    "exists over a select": select(func.count(Company.id)).where(
        select(Message.id).where(Message.title == Company.name).exists()
    ),
    "a join": select(func.count(Company.id)).join(Message, Message.title == Company.name),
    "a join by a condition": select(func.count(Company.id)).where(Message.title == Company.name),
    "a case": select(func.sum(case((Message.title != "", 1), else_=0))),
    "a literal": select(func.count(literal(1))).where(Message.title != ""),
    "literal SQL": select(literal_column("count(*)")).select_from(Message),
}
REFUSED = {
    "a bare table": select(func.count(TABLE.c.id)),
    "a bare table in a subquery": select(func.count()).select_from(select(TABLE).subquery()),
    "a bare table in a condition": select(Company.id).where(Company.name.in_(select(TABLE.c.title))),
    "a bare table in a join": select(Company.id).join(TABLE, TABLE.c.title == Company.name),
    "a bare table in a union": union(select(TABLE.c.id), select(Message.id)),
    "a bare table in a CTE": select(select(TABLE.c.id).cte().c.id),
    "a bare table under a model": select(Message).from_statement(select(TABLE)),
    "a table by its name": select(NAMED.c.id),
    "a table by its name in a condition": select(Company.id).where(Company.name.in_(select(NAMED.c.id))),
    "a table by its name under a model": select(Message.id).join(NAMED.alias(), literal(value=True)),
    "rows that are written in a query": select(update(Message).values(title="x").returning(Message.id).cte().c.id),
    "only a filter": select(func.count().filter(Message.title != "")),
    "only a window": select(func.row_number().over(order_by=Message.title)),
    "bare columns to write": update(TABLE).values(title="x"),
    "bare rows to delete": delete(TABLE),
    "a value from a bare table": update(Company).values(name=select(func.max(TABLE.c.title)).scalar_subquery()),
    "a table by its name in capital letters": select(table("MESSAGES", column("id")).c.id),
    "a value from a model": insert(Company).values(name=MOST),
    "what an insert returns": insert(Company).values(name="x").returning(MOST),
    "rows from a model": insert(Company).from_select(["name"], select(Message.title)),
    "a change by an insert": sqlite.insert(Company).values(name="x").on_conflict_do_update(set_={"name": MOST}),
    "rows from a bare table": insert(MessageMark).from_select(["message"], select(TABLE.c.id)),
}


HIDDEN = {
    "a list of values": select(values(column("a", String), name="v").data([(MOST,)]).c.a),
    "a list of values from a bare table": select(
        values(column("a", String), name="v").data([(select(func.max(TABLE.c.id)).scalar_subquery(),)]).c.a
    ),
    "a prefix": select(Message.id).prefix_with("id from messages union select"),
    "a suffix": select(Message.id).suffix_with("union select id from messages"),
    "a suffix of a CTE": select(select(Message.id).cte().suffix_with("union select id from messages").c.id),
    "a hint": select(Message.id).with_hint(Message, "or 1=1"),
    "a hint for the statement": select(Message.id).with_statement_hint("or 1=1"),
    "several rows to write": insert(Company).values([{"name": MOST}, {"name": "x"}]),
    "text": text("select id from messages"),
    "columns of a text": text("select id from messages").columns(TABLE.c.id),
    "a model from a text": select(Message).from_statement(text("select * from messages")),
    "a text in a condition": select(Message.id).where(text("1 = 1 or id in (select id from messages)")),
    "a text in FROM": select(literal_column("id")).select_from(text("messages")),
    "a text to write": text("update messages set title = 'x'"),
}


@pytest.fixture
def messages(app, company_id, other_company_id):
    """One message of the company, titled as it is named, and two of another one."""
    with app.app_context():
        for company, ids in ((company_id, "a"), (other_company_id, "bc")):
            with company_scope(company):
                title = db.session.get(Company, company).name
                db.session.add_all(Message(id=each, addressee="company", kind="text", title=title) for each in ids)
                db.session.commit()


@pytest.mark.parametrize("shape", COUNTS)
def test_a_statement_finds_the_rows_of_the_company_alone(messages, in_company, shape):
    assert db.session.scalar(COUNTS[shape]) == 1


def test_rows_are_counted_in_the_company_alone(messages, in_company):
    assert count_rows(select(Message).order_by(Message.title)) == 1
    assert count_rows(select(Message).outerjoin(MessageMark, MessageMark.message == Message.id)) == 1
    assert db.session.query(Message).count() == 1


def test_a_union_finds_the_rows_of_the_company_alone(messages, in_company):
    assert db.session.scalars(union(select(Message.id), select(OTHER.id))).all() == ["a"]


def test_whether_there_is_a_row_is_asked_of_the_company_alone(messages, in_company):
    assert db.session.scalar(select(exists().where(Message.id == "a")))
    assert not db.session.scalar(select(exists().where(Message.id == "b")))
    assert not db.session.scalar(select(select(Message.id).where(Message.id == "b").exists()))


@pytest.mark.parametrize("shape", REFUSED)
def test_a_statement_that_cannot_be_kept_to_the_company_is_refused(messages, in_company, shape):
    with pytest.raises(NotKept, match=r"(?i)'messages'"):
        db.session.execute(REFUSED[shape])


@pytest.mark.parametrize("shape", HIDDEN)
def test_what_nobody_can_look_into_is_refused_under_a_company(messages, in_company, shape):
    with pytest.raises(NotKept, match="no SQL as text"):
        db.session.execute(HIDDEN[shape])


def test_the_bulk_methods_are_refused(in_company):
    row = {"id": "d", "addressee": "company", "kind": "text", "title": "", "company_id": 2}
    for write, rows in (
        (db.session.bulk_insert_mappings, (Message, [row])),
        (db.session.bulk_update_mappings, (Message, [row])),
        (db.session.bulk_save_objects, ([Message(**row)],)),
    ):
        with pytest.raises(TypeError):
            write(*rows)


def test_a_statement_for_every_company_may_name_tables(messages, app):
    with app.app_context(), every_company():
        assert db.session.scalar(text("select count(*) from messages")) == 3
        assert db.session.scalar(select(func.count(TABLE.c.id))) == 3


def test_rows_written_at_once_are_of_the_company(messages, in_company, company_id, other_company_id):
    row = {"id": "d", "addressee": "company", "kind": "text", "title": ""}
    for written in (
        (insert(Message), [{**row, "company_id": other_company_id}]),
        (insert(Message).values(**row, company_id=other_company_id),),
        (insert(Message).values([{**row, "company_id": other_company_id}]),),
        (insert(Message).from_select(["id", "company_id"], select(literal("d"), literal(other_company_id))),),
        (update(Message).values(company_id=other_company_id),),
        (update(Message).values(company_id=bindparam("x")), {"x": other_company_id}),
        (update(Message).values(company_id=0),),
        (update(Message), {"company_id": other_company_id}),
        (insert(Message).values(**row, company_id=company_id).prefix_with("OR REPLACE"),),
        *((change(of_dialect, {**row, "id": "b", "company_id": company_id}),) for of_dialect in (sqlite, postgresql)),
        (update(Message), [{"id": "b", "title": "theirs"}]),
    ):
        with pytest.raises((WrongCompany, NotKept)):
            db.session.execute(*written)


def change(dialect, row):
    """An insert that changes the row with the same id, whosever it is."""
    return dialect.insert(Message).values(**row).on_conflict_do_update(index_elements=["id"], set_={"title": "mine"})


def test_rows_are_changed_by_conditions_on_the_company_alone(messages, in_company):
    titled = select(OTHER.title).where(OTHER.id == "b").scalar_subquery()
    db.session.execute(update(Message).values(title=func.coalesce(titled, "nothing of theirs")))
    assert db.session.scalar(select(Message.title)) == "nothing of theirs"
    assert db.session.execute(delete(Message).where(or_(Message.id == "a", Message.id == "b"))).rowcount == 1


@pytest.mark.parametrize("value", [MOST, func.lower(MOST), select(func.max(TABLE.c.id)).scalar_subquery()])
def test_a_row_takes_no_value_from_a_query(messages, in_company, value):
    own = db.session.scalars(select(Message)).one()
    own.title = value
    with pytest.raises(NotKept):
        db.session.flush()
    db.session.rollback()
    own.title = func.lower("GREETING")
    db.session.commit()
    assert own.title == "greeting"
