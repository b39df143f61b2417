"""Reads and writes records of calls in Core statements: a batch of calls at a time, one row per call and batch."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import fields
from operator import attrgetter, itemgetter
from typing import Any

from sqlalchemy import delete, func, select

from app.calls.models import Call, CallLeg, CallSteps, CallVersion, CallVisit, CallWait, ChangedCall
from app.calls.packed import pack, unpack
from app.calls.record import Leg, Record, Visit, Wait
from app.db.upserts import Row, change, connection, insert, put, table_of

MOST_AT_ONCE = 500
"""IDs in one statement."""

CALLS, LEGS, WAITS, VISITS, STEPS, VERSIONS, CHANGED = (
    table_of(model) for model in (Call, CallLeg, CallWait, CallVisit, CallSteps, CallVersion, ChangedCall)
)
KEPT_VERSIONS = 1_000
"""Of so many versions of a company's record, the changed calls are known."""

DERIVED = ("tag_text", "outcome")
"""Columns of what else is in the record."""

OF_RECORD = tuple(column.key for column in CALLS.c if column.key not in DERIVED)
OF_PROGRESS = ("next_seq", "visit_count")
_of_call = itemgetter(*(column.key for column in CALLS.c if column.key not in OF_PROGRESS))
_of_record = attrgetter(*OF_RECORD)
IN_RECORD = [column for column in CALLS.c if column.key not in DERIVED]
_VERSION = select(func.sum(VERSIONS.c.version))
OF_LEG = [column for column in LEGS.c if column.key not in ("call", "company_id")]
OF_WAIT = [column for column in WAITS.c if column.key not in ("call", "company_id")]


def _reader(cls: type[Leg] | type[Wait]) -> tuple[tuple[str, ...], Callable[[Leg | Wait], tuple[Any, ...]]]:
    """Return the columns of a class, and what reads them."""
    names = [each.name for each in fields(cls)]
    return tuple("group_name" if name == "group" else name for name in names), attrgetter(*names)


_OF_LEG, _OF_WAIT = _reader(Leg), _reader(Wait)


def read(calls: Collection[str]) -> dict[str, Record]:
    """Return the records of those *calls* that there are, with their legs and waits."""
    found: dict[str, Record] = {}
    for some in _parts(calls):
        for row in connection().execute(select(*IN_RECORD).where(CALLS.c.id.in_(some))):
            found[row.id] = Record(**row._mapping)
    for some in _parts(found):
        for row in connection().execute(
            select(LEGS.c.call, *OF_LEG).where(LEGS.c.call.in_(some)).order_by(LEGS.c.place)
        ):
            leg = Leg(**{_name(key): value for key, value in row._mapping.items() if key != "call"})
            found[row.call].legs[leg.leg] = leg
        waits = select(WAITS.c.call, *OF_WAIT).where(WAITS.c.call.in_(some)).order_by(WAITS.c.place)
        for row in connection().execute(waits):
            values = {_name(key): value for key, value in row._mapping.items() if key != "call"}
            found[row.call].waits.append(Wait(**values))
    for record in found.values():
        record.written[""] = _as_written(_call_row(record))
        record.written |= dict(_leg_rows(record)) | dict(_wait_rows(record))
    return found


def version() -> int:
    """Return a number that grows whenever anything of any company's record changes."""
    return int(connection().scalar(_VERSION) or 0)


def _name(column: str) -> str:
    return "group" if column == "group_name" else column


def open_calls(switch: str) -> list[str]:
    """Return the IDs of calls on *switch* that go on."""
    going_on = CALLS.c.switch == switch, CALLS.c.ended_at.is_(None)
    return list(connection().scalars(select(CALLS.c.id).where(*going_on)))


def replace(calls: Collection[str]) -> None:
    """Delete the legs, waits, visits and steps of *calls*, which are folded anew."""
    for some in _parts(calls):
        for table in (LEGS, WAITS, VISITS, STEPS):
            connection().execute(delete(table).where(table.c.call.in_(some)))


def write(records: Sequence[Record]) -> None:
    """Write what the database lacks of *records*. Most steps of a call change little of its row."""
    calls: list[Row] = []
    progress: list[Row] = []
    for record in records:
        row = _call_row(record)
        before = record.written.get("")
        if before is None or _of_call(row) != _of_call(before):
            calls.append(row)
        else:
            progress.append(row)
        record.written[""] = _as_written(row)
    put(CALLS, calls)
    change(CALLS, progress, OF_PROGRESS)
    put(LEGS, _new_rows(records, _leg_rows))
    put(WAITS, _new_rows(records, _wait_rows))
    put(VISITS, [_visit_row(record, visit) for record in records for visit in record.visits])
    for record in records:
        record.visits.clear()


def _new_rows(records: Sequence[Record], rows_of: Callable[[Record], Iterable[tuple[str, Row]]]) -> list[Row]:
    found = []
    for record in records:
        for name, row in rows_of(record):
            if record.written.get(name) != row:
                record.written[name] = row
                found.append(row)
    return found


def write_steps(lines: Mapping[str, list[str]], over: Collection[str], known: Collection[str]) -> None:
    """Add *lines* to the steps of each call. Those of calls that are *over* are packed; *known* had some before."""
    earlier = _texts([call for call in lines if call in known and call in over])
    rows: list[Row] = []
    for call, new in lines.items():
        text = "".join([f"{line}\n" for line in new])
        if call in over:
            rows.append({"call": call, "plain": "", "packed": pack(earlier.get(call, "") + text)})
        else:
            rows.append({"call": call, "plain": text, "packed": None})
    put(STEPS, [row for row in rows if row["packed"] is not None])
    put(STEPS, [row for row in rows if row["packed"] is None], appends="plain")


def _texts(calls: Collection[str]) -> dict[str, str]:
    """Return the journal lines of those of *calls* that have any."""
    found: dict[str, str] = {}
    for some in _parts(calls):
        for call, plain, packed in connection().execute(select(STEPS).where(STEPS.c.call.in_(some))):
            found[call] = (unpack(packed) if packed else "") + plain
    return found


def step_count(call: str) -> int:
    """Return how many steps of the call are kept."""
    return sum(text.count("\n") for text in _texts([call]).values())


def text_of(calls: Collection[str]) -> dict[str, str]:
    """Return the journal lines of *calls*, one JSON object a line, of those that have any."""
    return _texts(calls)


def touch(companies: Iterable[int]) -> None:
    """Let the version of each company's record grow."""
    rows = [{"company_id": company_id, "version": 1} for company_id in sorted(set(companies))]
    if rows:
        new = insert(VERSIONS)
        grown = {"version": VERSIONS.c.version + 1}
        connection().execute(new.on_conflict_do_update(index_elements=["company_id"], set_=grown), rows)


def note_changes(calls: Mapping[str, int]) -> None:
    """Note that each of *calls*, which have the ids of their companies, changed with the newest version."""
    companies = sorted(set(calls.values()))
    newest = select(VERSIONS.c.company_id, VERSIONS.c.version).where(VERSIONS.c.company_id.in_(companies))
    versions: dict[int, int] = dict(connection().execute(newest).all())
    rows = [{"company_id": each, "call": call, "version": versions[each]} for call, each in calls.items()]
    put(CHANGED, rows)
    for company_id, version in versions.items():
        old = CHANGED.c.company_id == company_id, CHANGED.c.version <= version - KEPT_VERSIONS
        connection().execute(delete(CHANGED).where(*old))


def _call_row(record: Record) -> Row:
    row = dict(zip(OF_RECORD, _of_record(record), strict=True))
    row["tag_text"] = "\n".join(record.tags)
    row["outcome"] = record.outcome
    return row


def _as_written(row: Row) -> Row:
    """Return *row* with copies of what changes in the record."""
    return {**row, "tags": [*row["tags"]], "warnings": [*row["warnings"]], "messages": {**row["messages"]}}


def _leg_rows(record: Record) -> Iterable[tuple[str, Row]]:
    for name, leg in record.legs.items():
        yield f"leg {name}", {"company_id": record.company_id, "call": record.id, **_columns(leg)}


def _wait_rows(record: Record) -> Iterable[tuple[str, Row]]:
    for wait in record.waits:
        yield f"wait {wait.place}", {"company_id": record.company_id, "call": record.id, **_columns(wait)}


def _columns(of: Leg | Wait) -> Row:
    names, read = _OF_LEG if isinstance(of, Leg) else _OF_WAIT
    return dict(zip(names, read(of), strict=True))


def _visit_row(record: Record, visit: Visit) -> Row:
    return {
        "company_id": record.company_id,
        "call": record.id,
        "place": visit.place,
        "block": visit.block,
        "outcome": visit.outcome,
        "at_ms": visit.at_ms,
    }


def _parts(names: Collection[str]) -> Iterable[list[str]]:
    whole = list(names)
    return (whole[at : at + MOST_AT_ONCE] for at in range(0, len(whole), MOST_AT_ONCE))
