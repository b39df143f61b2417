"""Deriving calls, finding them, and telling what happened in them."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Select, delete, func, or_, select, tuple_

from app.calls.fold import arrived, fold, moment
from app.calls.models import Call
from app.company.service import ids_of, own_company
from app.db import db, every_company
from app.phone_numbers import searched_parts
from app.ports.calls import CallPath, visits
from app.ports.flows import Drawing, drawing_of, node_labels
from app.ports.journal import lines_of
from designer.runtime.events import FROM_CALLERS

PAGE = 50
"""Directions of calls that somebody made, as against those that the exchange began."""

NEWEST_STOPS = 10
"""How many of the blocks that a call came to last are told while it is in progress."""

SORTS = {
    "started": Call.started_at,
    "caller": Call.caller,
    "answered_by": Call.answered_by,
}
"""The columns that a request may sort by."""


@dataclass
class Rows:
    """What there is of some calls: their rows by ID, and the ids of the companies that are called."""

    calls: dict[str, Call] = field(default_factory=dict)
    companies: dict[str, int] = field(default_factory=dict)


def rows_of(lines: Sequence[dict[str, Any]]) -> Rows:
    found = Rows()
    if calls := {line["call"] for line in lines if line.get("call")}:
        found.calls = {row.id: row for row in db.session.scalars(select(Call).where(Call.id.in_(calls)))}
    if called := {line["event"]["company"] for line in lines if line["event"]["type"] == "call_arrived"}:
        found.companies = ids_of(called)
    return found


def derive(line: dict[str, Any], rows: Rows) -> None:
    """Take one line of the journal. A step of a call whose beginning is not known changes nothing."""
    event = line["event"]
    if event["type"] == "switch_started":
        return _lose(line["switch"], event["at"])
    if line.get("call") is None:
        return None
    row = rows.calls.get(line["call"])
    if event["type"] == "call_arrived" and row is None:
        if event["company"] in rows.companies:
            row = Call(company_id=rows.companies[event["company"]], **fold(arrived(line), line))
            rows.calls[row.id] = row
            db.session.add(row)
    elif row is not None:
        for name, value in fold({name: getattr(row, name) for name in _DERIVED}, line).items():
            if getattr(row, name) != value:
                setattr(row, name, value)
    return None


_DERIVED = tuple(column.key for column in Call.__table__.columns if column.key != "company_id")


def forget() -> None:
    db.session.execute(delete(Call))


def _lose(switch: str, at_ms: int) -> None:
    """The switch has started anew: what it had in progress before is over."""
    open_calls = select(Call).where(Call.switch == switch, Call.ended_at.is_(None), Call.started_at < moment(at_ms))
    for call in db.session.scalars(open_calls):
        call.ended_at, call.ended = moment(at_ms), "lost"
        call.legs = {leg: {**found, "state": "gone"} for leg, found in call.legs.items()}


@dataclass(frozen=True)
class Search:
    """*text* is looked for in caller, name, number, who answered and tags; *day* is one of the company's days. Only of
    calls to *number*, and of those that began from *begins* until before *ends*."""

    text: str = ""
    day: date | None = None
    sort: str = "started"
    descending: bool = True
    page: int = 1
    number: str = ""
    begins: datetime | None = None
    ends: datetime | None = None

    @property
    def is_narrow(self) -> bool:
        return bool(self.text or self.day or self.number or self.begins or self.ends)

    @property
    def span(self) -> dict[str, str | None]:
        """For an address."""
        moments = {"begins": self.begins, "ends": self.ends}
        told = {name: at.isoformat() if at else None for name, at in moments.items()}
        return {"number": self.number or None, **told}


def find_calls(search: Search, zone: str) -> tuple[list[Call], int]:
    """One page of the calls of the company in force, and how many there are in all."""
    query = _where(select(Call), search, zone)
    count = db.session.scalar(_where(select(func.count(Call.id)), search, zone)) or 0
    column = SORTS.get(search.sort, Call.started_at)
    order = (column.desc() if search.descending else column.asc(), Call.id.desc())
    rows = db.session.scalars(query.order_by(*order).limit(PAGE).offset((search.page - 1) * PAGE))
    return list(rows), count


def _where(query: Select[Any], search: Search, zone: str) -> Select[Any]:
    if search.text:
        columns = (Call.caller, Call.caller_name, Call.number, Call.answered_by, Call.tag_text)
        written = searched_parts(search.text, own_company().numbering_plan)
        by_number = (each.contains(part, autoescape=True) for each in (Call.caller, Call.number) for part in written)
        by_text = (column.icontains(search.text, autoescape=True) for column in columns)
        query = query.where(or_(*by_text, *by_number))
    if search.day:
        begins = datetime.combine(search.day, time(), ZoneInfo(zone))
        query = query.where(Call.started_at >= begins, Call.started_at < begins + timedelta(days=1))
    if search.number:
        query = query.where(Call.number == search.number)
    if search.begins:
        query = query.where(Call.started_at >= search.begins)
    if search.ends:
        query = query.where(Call.started_at < search.ends)
    return query


def labels_of(call: Call) -> dict[str, str]:
    """Node id -> what the drawing that the call walked calls it."""
    return node_labels(call.program)


def paths_of(calls: Iterable[Call]) -> list[list[str]]:
    """Of each call, the path in the words of the drawing; each drawing is looked up once."""
    labels: dict[str, dict[str, str]] = {}
    paths = []
    for call in calls:
        if call.program not in labels:
            labels[call.program] = labels_of(call)
        names = labels[call.program]
        paths.append([names.get(step["node"], step["node"]) for step in call.path])
    return paths


def steps_of(call: Call) -> list[dict[str, Any]]:
    """The journal of the call: seconds since it began, event, effects."""
    began = call.started_at.timestamp() * 1000
    return [
        {"at_s": max(0.0, (line["at"] - began) / 1000), "event": line["event"], "effects": line["effects"]}
        for line in lines_of(call.id)
    ]


def past_calls(numbers: Collection[str], begins: datetime, ends: datetime) -> list[str]:
    """See ``app.ports.calls``. Calls back to a caller go through no drawing."""
    query = (
        select(Call.id)
        .where(Call.number.in_(numbers), Call.direction.in_(FROM_CALLERS), Call.ended_at.is_not(None))
        .where(Call.started_at >= begins, Call.started_at < ends)
    )
    return list(db.session.scalars(query.order_by(Call.started_at, Call.id)))


def paths_through(
    programs: Collection[str], but: Collection[tuple[str, str]], begins: datetime, ends: datetime, most: int
) -> tuple[list[CallPath], int]:
    """See ``app.ports.calls``. Calls back to a caller go through no drawing."""
    through = (
        Call.program.in_(programs),
        tuple_(Call.program, Call.number).not_in(but),
        Call.direction.in_(FROM_CALLERS),
        Call.started_at >= begins,
        Call.started_at < ends,
    )
    newest = _PATH.where(*through).order_by(Call.started_at.desc(), Call.id.desc()).limit(most + 1)
    found = [CallPath(*row) for row in db.session.execute(newest)]
    if len(found) <= most:
        return found, len(found)
    return found[:most], db.session.scalar(select(func.count(Call.id)).where(*through)) or 0


def path_of(call_id: str) -> CallPath | None:
    row = db.session.execute(_PATH.where(Call.id == call_id)).one_or_none()
    return CallPath(*row) if row else None


_PATH = select(
    Call.id,
    Call.caller,
    Call.caller_name,
    Call.number,
    Call.program,
    Call.started_at,
    Call.ended_at,
    Call.ended,
    Call.bridged_at.is_not(None),
    Call.path,
)


def ids_of_groups(groups: frozenset[str]) -> Select[str]:
    """See ``app.ports.calls``."""
    return select(Call.id).where(Call.in_groups(groups))


def in_progress() -> list[dict[str, Any]]:
    """For the live page: the calls of the company in force, newest first."""
    query = select(Call).where(Call.ended_at.is_(None)).order_by(Call.started_at.desc())
    calls = db.session.scalars(query).all()
    through = {(call.program, call.number) for call in calls}
    drawings = {each: drawing_of(*each) for each in through}
    return [_live(call, drawings[call.program, call.number]) for call in calls]


def texts_in_use() -> set[str]:
    """See ``app.ports.calls``."""
    query = select(Call.program, Call.directory).where(Call.ended_at.is_(None)).distinct()
    with every_company():
        rows = list(db.session.execute(query))
    return {name for row in rows for name in (f"p:{row.program}", f"d:{row.directory}")}


def _live(call: Call, drawing: Drawing | None) -> dict[str, Any]:
    states: dict[str, list[str]] = {"rings": [], "talks": [], "gone": []}
    for leg in call.legs.values():
        states[leg["state"]].append(leg["extension"])
    node = call.path[-1]["node"] if call.path else ""
    way = visits(call.path, drawing.outlets) if drawing else []
    return {
        "id": call.id,
        "caller": call.caller or "?",
        "number": call.number,
        "node": drawing.labels.get(node, node) if drawing else node,
        "rings": states["rings"],
        "talks": states["talks"],
        "since": (call.bridged_at or call.started_at).isoformat(),
        "flow": drawing.flow_id if drawing else None,
        "stops": [asdict(stop) for stop in way[-NEWEST_STOPS:]],
        "stops_in_all": len(way),
    }
