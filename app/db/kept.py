"""Finds the models whose rows a statement reads or writes, and refuses what no condition on these models would reach.

SQLAlchemy adds a condition on a model wherever the model stands in a statement, also in subqueries. It adds none to a
bare table, nor to a select that names a model only in a place such as ``func.count().filter(Call.ended == "")``.

It adds none to an INSERT either, nor to what a VALUES reads.

This sees statements that are executed by the session. It can't see what ``literal_column`` hides in a text of SQL, what
runs on ``session.connection()`` or on an engine, and views, functions and triggers in the database. Relationships and
columns that are loaded later follow from a row that was found, whosever they are.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, cast

from sqlalchemy import Alias, Select, TableClause, TextClause, Values
from sqlalchemy.orm import ORMExecuteState, QueryableAttribute, registry
from sqlalchemy.sql import Executable, visitors
from sqlalchemy.sql.dml import Insert, Update, UpdateBase
from sqlalchemy.sql.elements import BindParameter, ClauseElement, ColumnClause
from sqlalchemy.sql.selectable import AliasedReturnsRows, Join, SelectBase


class NotKept(Exception):
    """Raised when a statement uses a table in a way that can't be kept to the company, or to groups, in force."""

    def __init__(self, table: str) -> None:
        """Name the table."""
        super().__init__(
            f"a condition would not reach the table {table!r} in this statement: name its model instead of the table, "
            "as a column or by select_from, and write no SQL as text. A statement for all companies belongs under "
            "every_company(), and one with its own conditions on app.db.upserts.connection()."
        )


def models_in(statement: Executable, kind: type | tuple[type, ...], models: registry) -> set[type]:
    """Return those *models* of this *kind* whose rows *statement* reads or writes.

    Raise NotKept for a bare table, for SQL that is given as text, and for rows that are written within a query or read
    within an INSERT.
    """
    found = set()
    for table, is_reached in _tables(cast(ClauseElement, statement)):
        model = _model_of(models, table.lower())
        if model is not None and issubclass(model, kind):
            if not is_reached:
                raise NotKept(table)
            found.add(model)
    return found


def writes_elsewhere(state: ORMExecuteState, company_id: int) -> bool:
    """Return whether a statement may write rows that belong to another company when it is done.

    Rows to insert must name the company, and may not change rows that are there, whosever these are. An update may not
    move rows or find them by the keys of each.
    """
    statement, rows = state.statement, state.parameters
    if isinstance(statement, Update):
        return (
            isinstance(rows, list)
            or "company_id" in (rows or ())
            or any(True for _ in _written(statement, "company_id"))
        )
    if not isinstance(statement, Insert):
        return False
    if statement._post_values_clause is not None:
        return True
    values = list(_written(statement, "company_id"))
    many = cast(Sequence[Mapping[str, Any]], rows if isinstance(rows, list) else [rows or {}])
    values += [row["company_id"] for row in many if "company_id" in row]
    return statement.select is not None or any(value != company_id for value in values)


@cache
def _model_of(models: registry, table: str) -> type | None:
    """Databases take names in capital letters, too."""
    found = (each.class_ for each in models.mappers if getattr(each.local_table, "name", "").lower() == table)
    return next(found, None)


def _tables(statement: ClauseElement) -> Iterator[tuple[str, bool]]:
    """Yield the names of the tables in the statement, each with whether a condition on its model reaches it there."""
    parts: list[tuple[ClauseElement, frozenset[str]]] = [(statement, frozenset())]
    seen: set[int] = set()
    while parts:
        part, outer = parts.pop()
        if id(part) in seen:
            continue
        seen.add(id(part))
        if isinstance(part, UpdateBase) and part is not statement:
            raise NotKept(getattr(part.table, "name", "?"))
        _refuse_text(part)
        level = _Level(part)
        is_reached = part is statement or not isinstance(statement, Insert)
        yield from ((table, is_reached) for table in level.by_model)
        yield from ((table, False) for table in level.bare)
        yield from ((table, table in level.by_model | outer) for table in level.by_column)
        parts += [(inner, outer | level.by_model) for inner in level.inside]
        parts += [(inner, frozenset()) for inner in level.beside]


class _Level:
    """Lists the tables that one select, or other statement, names itself, apart from the selects in it.

    *by_model* are named by their models, *by_column* only by columns, which belong to a table of a model if there is
    one here or around it, and *bare* by themselves. The selects *inside* may see the tables of this one, and those
    *beside* it, in its FROM, may not.
    """

    def __init__(self, part: ClauseElement) -> None:
        self.by_model: set[str] = set()
        self.by_column: set[str] = set()
        self.bare: set[str] = set()
        self.inside: list[Any] = []
        self.beside: list[Any] = []
        elements = list(_written_in(part))
        while elements:
            element = elements.pop()
            if isinstance(element, SelectBase):
                self.inside.append(element)
            elif not self._note(element):
                elements += element.get_children()
        if isinstance(part, Insert):
            self._note_values(value for rows in part._multi_values for row in rows for value in dict(row).values())
        if isinstance(part, Select):
            self._note_joins(part)

    def _note(self, element: Any) -> bool:
        """Note the table, or the inner select, that *element* is or belongs to. Return False if it has parts."""
        _refuse_text(element)
        is_column = isinstance(element, ColumnClause) and element.table is not None
        source = element.table if is_column else element
        if (table := _table_of(source)) is not None:
            is_named = "parententity" in element._annotations
            (self.by_model if is_named else self.by_column if is_column else self.bare).add(table.name)
        elif isinstance(source, AliasedReturnsRows):
            _refuse_text(source)
            self.beside.append(source.element)
        elif isinstance(source, Values):
            self._note_values(value for rows in source._data for row in rows for value in row)
        return is_column or table is not None or isinstance(source, AliasedReturnsRows)

    def _note_values(self, values: Iterable[Any]) -> None:
        """Refuse what reads rows in lists of values, which SQLAlchemy does not look into."""
        if any(map(reads_rows, values)):
            raise NotKept("a list of values")

    def _note_joins(self, part: Select[Any]) -> None:
        """Note what is joined by relationships; and of a select that the ORM doesn't compile, all its tables."""
        for target, condition, _source, _flags in part._setup_joins:
            for each in (target, condition):
                if isinstance(each, QueryableAttribute):
                    self.by_model.add(each.property.mapper.local_table.name)
        if part._propagate_attrs.get("compile_state_plugin") != "orm":
            self.bare |= {table.name for each in part.get_final_froms() for table in _joined(each)}


def reads_rows(element: object) -> bool:
    """Return whether a value, or a list of values, has a query in it."""
    parts = visitors.iterate(element) if isinstance(element, ClauseElement) else ()
    return any(isinstance(part, SelectBase) for part in parts)


def _refuse_text(element: Any) -> None:
    """Raise NotKept for SQL that is given as text, also as a prefix, a suffix or a hint."""
    if isinstance(element, TextClause):
        raise NotKept(element.text[:40])
    if any(getattr(element, name, ()) for name in ("_prefixes", "_suffixes", "_hints", "_statement_hints")):
        raise NotKept("SQL as text")


def _written_in(part: ClauseElement) -> Iterable[Any]:
    """Return the parts of *part*; of a select, those that were written, which know their models."""
    if isinstance(part, Select):
        return super(Select, part).get_children(omit_attrs=("_correlate", "_correlate_except"))
    table = _table_of(part)
    return part.get_children() if table is None else [part]


def _table_of(source: object) -> TableClause | None:
    inner = source.element if isinstance(source, Alias) else source
    return inner if isinstance(inner, TableClause) else None


def _joined(source: object) -> Iterator[TableClause]:
    if isinstance(source, Join):
        yield from _joined(source.left)
        yield from _joined(source.right)
    elif (table := _table_of(source)) is not None:
        yield table


def _written(statement: Insert | Update, name: str) -> Iterator[Any]:
    """Yield what the statement itself, apart from its parameters, writes into the column *name*."""
    given: list[Any] = [statement._values or {}, dict(getattr(statement, "_ordered_values", None) or ())]
    given += [row for rows in statement._multi_values for row in rows]
    for row in given:
        for column, value in row.items():
            if getattr(column, "key", column) == name:
                yield value.value if isinstance(value, BindParameter) else value
