"""Makes the calls of a company's past, straight into the record and the figures: ``make`` is used by other benches.

A call asks for one of four groups through a menu, waits in its queue, rings one or more employees, and is answered,
missed, given up, or ends in a message. Mondays and mornings are busy; some callers call often. The same seed makes the
same calls. Journal lines are not written, so pages that show a call's steps have none.
"""

import argparse
import random
import time
from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate
from zoneinfo import ZoneInfo

from sqlalchemy import select

from app import create_app
from app.calls.records import PRESENCE
from app.calls.store import CALLS, LEGS, VISITS, WAITS
from app.company.models import Company
from app.company.service import own_company
from app.db import company_scope, db, every_company
from app.db.row_estimates import estimate_rows
from app.db.upserts import put
from app.figures.merging import merge_company
from app.figures.own import tally_all
from app.figures.store import put_facts
from app.flows.models import Flow, FlowVersion, Number
from app.people.models import Employee, Group, GroupMember
from app.ports.call_records import CallRecord, LegRecord, VisitRecord, WaitRecord
from config import Config
from designer.drawing.compiler import compile_flow

GROUPS = {"sales": "Sales", "support": "Support", "workshop": "Workshop", "rentals": "Rentals"}
NUMBERS = ("+493023125100", "+493023125200", "+493023125300", "+494023125400")
PEOPLE = 32
HOURS = (0, 0, 0, 0, 0, 0, 1, 4, 12, 20, 19, 15, 11, 13, 15, 14, 11, 7, 3, 1, 1, 0, 0, 0)
WEEKDAYS = (14, 12, 11, 12, 11, 4, 1)
HOURS_OF_WORK = ((7.5, 9.0), (11.5, 13.0), (14.5, 16.0), (16.5, 18.0))
"""Between which hours people come, have lunch, have a break, and go."""

SATURDAY = 5
WRAP_UP_S = 15
COUNTRIES = ("+4930", "+4940", "+49170", "+49151", "+4420", "+1202", "+431", "+4144")
S = timedelta(seconds=1)


@dataclass(frozen=True)
class Setting:
    """Describes the company: the program of its flow, its employees by group, and the numbers of its callers."""

    company_id: int
    zone: ZoneInfo
    program: str
    members: dict[str, list[str]]
    callers: list[str]
    weights: list[float]


def make(company_id: int, count: int, days: int, until: date | None = None, seed: int = 1, record: bool = True) -> int:
    """Make *count* calls of the *days* up to *until*, which is yesterday unless it is given; return how many are there.

    Without *record* there are only figures, and no calls that a page could open. Needs an application context; commits.
    """
    merge_company(company_id)
    with company_scope(company_id):
        chance = random.Random(seed)
        last = until or datetime.now(own_company().clock).date() - timedelta(days=1)
        setting = setting_of(company_id, count, chance)
        made = 0
        for day, calls in _by_day(count, days, last):
            found = [_call(setting, chance, day, made + place) for place in range(calls)]
            made += calls
            put_facts(tally_all(found, setting.zone), setting.zone)
            put(PRESENCE, [*_presence(setting, chance, day), *_wrap_ups(company_id, found)])
            if record:
                write(found)
            db.session.commit()
    merge_company(company_id)
    estimate_rows()
    return made


def _presence(setting: Setting, chance: random.Random, day: date) -> Iterator[dict[str, object]]:
    """Yield the stretches of a working day: phones that come and go, a lunch and a break."""
    if day.weekday() >= SATURDAY:
        return
    midnight = datetime(day.year, day.month, day.day, tzinfo=setting.zone)
    for extension in sorted({each for members in setting.members.values() for each in members}):
        comes, lunch, tea, goes = (midnight + chance.uniform(*hours) * 3600 * S for hours in HOURS_OF_WORK)
        back = lunch + 40 * 60 * S
        told = [("phone", comes, goes, "phone_back", ""), ("phone", goes, None, "phone_lost", "")]
        told += [("chosen", lunch, back, "paused", "Lunch"), ("chosen", back, tea, "free", "")]
        told += [("chosen", tea, tea + 600 * S, "paused", "Break"), ("chosen", tea + 600 * S, None, "free", "")]
        for kind, since, until, state, reason in told:
            row = {"company_id": setting.company_id, "extension": extension, "kind": kind, "since": since}
            ends = until or midnight + timedelta(days=1)
            yield {**row, "until": ends, "state": state, "reason": reason, "planned_until": None}


def _wrap_ups(company_id: int, calls: Iterable[CallRecord]) -> Iterator[dict[str, object]]:
    """Yield the stretches of wrap-up after talks. Nobody has two at a time."""
    talks = [leg for call in calls for leg in call.legs if leg.answered_at and leg.ended_at]
    last: dict[str, datetime] = {}
    for leg in sorted(talks, key=lambda leg: leg.ended_at or leg.dialled_at):
        since = leg.ended_at
        if since and since >= last.get(leg.extension, since):
            last[leg.extension] = until = since + WRAP_UP_S * S
            row = {"company_id": company_id, "extension": leg.extension, "kind": "wrap_up", "since": since}
            yield {**row, "until": until, "state": "wrap_up", "reason": "", "planned_until": until}


def write(calls: Sequence[CallRecord]) -> None:
    """Write *calls* into the tables of the record."""
    put(CALLS, [_row_of(call) for call in calls])
    put(LEGS, list(_parts(calls, "legs")))
    put(WAITS, list(_parts(calls, "waits")))
    put(VISITS, list(_parts(calls, "visits")))


def _row_of(call: CallRecord) -> dict[str, object]:
    row = {column.key: getattr(call, column.key, None) for column in CALLS.c}
    row |= {"switch": "node1", "directory": "", "warnings": [], "messages": {}, "tags": list(call.tags)}
    row |= {"tag_text": "\n".join(call.tags), "visit_count": len(call.visits), "next_seq": 1, "fold_run": 0}
    if "erased_at" in row:
        row["erased_at"] = None
    return row


def _parts(calls: Iterable[CallRecord], name: str) -> Iterator[dict[str, object]]:
    for call in calls:
        for place, part in enumerate(getattr(call, name)):
            row = {"company_id": call.company_id, "call": call.id, "place": place, **asdict(part)}
            if "group" in row:
                row["group_name"] = row.pop("group")
            yield row


def _by_day(count: int, days: int, last: date) -> Iterator[tuple[date, int]]:
    """Yield the days with the number of their calls, which are *count* in all."""
    all_days = [last - timedelta(days=back) for back in range(days - 1, -1, -1)]
    sums = list(accumulate(WEEKDAYS[day.weekday()] for day in all_days))
    before = 0
    for day, part in zip(all_days, sums, strict=True):
        so_far = count * part // sums[-1]
        yield day, so_far - before
        before = so_far


def setting_of(company_id: int, count: int, chance: random.Random) -> Setting:
    """Return the company in force, with its employees, groups and flow, which are made if it has none."""
    members = _people()
    callers = [f"{chance.choice(COUNTRIES)}{chance.randrange(10**6, 10**7)}" for _ in range(max(20, count // 6))]
    weights = list(accumulate(1 / (place + 1) ** 0.7 for place in range(len(callers))))
    return Setting(company_id, own_company().clock, _program(), members, callers, weights)


def _people() -> dict[str, list[str]]:
    """Return the employees by group; those who are missing are made."""
    known = {each.extension: each for each in db.session.scalars(select(Employee))}
    for place in range(PEOPLE):
        extension = str(101 + place)
        if extension not in known:
            known[extension] = Employee(extension=extension, name=f"Person {place + 1}")
            db.session.add(known[extension])
    db.session.flush()
    groups = {each.name for each in db.session.scalars(select(Group))}
    members = {name: [str(101 + place) for place in range(PEOPLE) if place % 4 == at] for at, name in enumerate(GROUPS)}
    members["sales"].append("102")
    for name, label in GROUPS.items():
        if name not in groups:
            ids = enumerate(known[extension].id for extension in members[name])
            db.session.add(
                Group(name=name, label=label, members=[GroupMember(employee_id=id_, position=at) for at, id_ in ids])
            )
    db.session.flush()
    return members


def graph() -> dict[str, object]:
    """Return the drawing that the calls go through."""
    keys = dict(zip(("1", "2", "3", "4"), GROUPS, strict=True))
    nodes = [("start", "start", {}), ("menu", "menu", {"prompt": "menu", "keys": list(keys)})]
    nodes += [(name, "ring", {"who": f"group:{name}", "music": "music"}) for name in GROUPS]
    nodes += [("mailbox", "voicemail", {"mailbox": "group:sales", "greeting": "menu"}), ("bye", "hangup", {})]
    wires = [
        ("start", "next", "menu"),
        ("menu", "timeout", "bye"),
        ("menu", "invalid", "bye"),
        ("mailbox", "next", "bye"),
    ]
    wires += [("menu", key, name) for key, name in keys.items()]
    wires += [(name, outlet, "mailbox") for name in GROUPS for outlet in ("no_answer", "busy", "unavailable")]
    return {
        "format": 1,
        "name": "Main line",
        "entry": "start",
        "nodes": [
            {"id": name, "type": kind, "label": "", "settings": settings, "position": {"x": 0, "y": 0}}
            for name, kind, settings in nodes
        ],
        "wires": [{"from": source, "outlet": outlet, "to": target} for source, outlet, target in wires],
    }


def _program() -> str:
    """Return the SHA of the program of the flow "Main line"; it is made if there is none."""
    found = db.session.scalar(select(Flow).where(Flow.key == "main-line"))
    if found and found.versions:
        return found.versions[0].program_sha
    known = {"group": {*GROUPS}, "prompt": {"menu", "music"}, "employee": set(), "calendar": set()}
    result = compile_flow(graph(), known)
    assert result.program is not None, result.diagnostics
    flow = Flow(key="main-line", name="Main line", draft=graph())
    flow.versions.append(FlowVersion(version=1, graph=graph(), program_sha=result.program.sha, author="Bench"))
    db.session.add(flow)
    db.session.flush()
    with every_company():
        taken = {*db.session.scalars(select(Number.number))}
    flow.numbers += [Number(number=number) for number in NUMBERS if number not in taken]
    db.session.flush()
    return result.program.sha


def _call(setting: Setting, chance: random.Random, day: date, number: int) -> CallRecord:
    """Return a call of this *day*."""
    hour = chance.choices(range(24), HOURS)[0]
    local = datetime(
        day.year, day.month, day.day, hour, chance.randrange(60), chance.randrange(60), tzinfo=setting.zone
    )
    began = local.astimezone(UTC) + timedelta(milliseconds=chance.randrange(1000))
    caller = "anonymous" if chance.random() < 0.03 else _caller(setting, chance)
    asked = began + chance.uniform(6, 25) * S
    group = chance.choices(list(GROUPS), (47, 27, 18, 8))[0]
    fate = chance.choices(("answered", "missed", "abandoned", "voicemail", "menu"), (83, 4, 6, 4, 3))[0]
    if fate == "menu":
        return _record(setting, number, caller, began, asked, (), (), [("start", "", 0), ("menu", "next", 0)], "")
    legs, wait, ends = _asked(setting, chance, group, fate, asked)
    key = list(GROUPS).index(group) + 1
    ms = round((asked - began).total_seconds() * 1000)
    path = [("start", "", 0), ("menu", "next", 400), (group, str(key), ms)]
    if fate == "voicemail":
        path += [("mailbox", "no_answer", ms + 30_000), ("bye", "next", ms + 60_000)]
        ends += 30 * S
    outcome = {"answered": "talk", "abandoned": "missed"}.get(fate, fate)
    return _record(setting, number, caller, began, ends, legs, (wait,), path, outcome, chance)


def _caller(setting: Setting, chance: random.Random) -> str:
    return setting.callers[bisect(setting.weights, chance.random() * setting.weights[-1])]


def _asked(
    setting: Setting, chance: random.Random, group: str, fate: str, asked: datetime
) -> tuple[tuple[LegRecord, ...], WaitRecord, datetime]:
    """Return the legs and the wait of a call that asks for *group*, and when it ends."""
    waits_s = min(600.0, chance.expovariate(1 / 25))
    members = setting.members[group]
    legs, at = [], asked
    for place in range(chance.choices((0, 1, 2), (80, 15, 5))[0]):
        legs.append(_leg(f"b{place}", chance.choice(members), group, at, at + 10 * S, "no_answer", ""))
        at += 10 * S
    left = max(at + chance.uniform(2, 8) * S, asked + waits_s * S)
    outcome = {"answered": "talk", "abandoned": "hung_up"}.get(fate, "left")
    offered = legs[0].dialled_at if legs else left - 2 * S if fate == "answered" else None
    ends = left
    if fate == "answered":
        ends = left + max(5.0, chance.lognormvariate(4.9, 0.9)) * S
        rang = max(asked, left - 4 * S)
        by = chance.choice(("caller", "callee"))
        legs.append(_leg(f"b{len(legs)}", chance.choice(members), group, rang, ends, "hung_up", by, left))
    return tuple(legs), WaitRecord(group, asked, offered, left, outcome), ends


def _leg(
    name: str,
    extension: str,
    group: str,
    at: datetime,
    ends: datetime,
    cause: str,
    by: str,
    answered: datetime | None = None,
) -> LegRecord:
    return LegRecord(name, extension, "", group, "", at, at, answered, ends, cause, by)


def _record(
    setting: Setting,
    number: int,
    caller: str,
    began: datetime,
    ends: datetime,
    legs: tuple[LegRecord, ...],
    waits: tuple[WaitRecord, ...],
    path: list[tuple[str, str, int]],
    outcome: str,
    chance: random.Random | None = None,
) -> CallRecord:
    talk = next((leg for leg in legs if leg.answered_at), None)
    began_ms = round(began.timestamp() * 1000)
    tags = (chance.choice(("complaint", "order", "press")),) if chance and chance.random() < 0.05 else ()
    return CallRecord(
        id=f"past-{setting.company_id}-{number:07}",
        company_id=setting.company_id,
        number=NUMBERS[number % 7 % len(NUMBERS)],
        caller=caller,
        caller_name=f"Customer {caller[-4:]}" if caller[-1] in "27" else "",
        direction="inbound",
        extension="",
        program=setting.program,
        started_at=began,
        answered_at=began,
        bridged_at=talk.answered_at if talk else None,
        ended_at=ends,
        answered_by=talk.extension if talk else None,
        ended="caller_hung_up" if outcome != "missed" or number % 2 else "flow_ended",
        outcome=outcome,
        tags=tags,
        count=1,
        legs=legs,
        waits=waits,
        visits=tuple(VisitRecord(block, by, began_ms + after) for block, by, after in path),
        groups=tuple(sorted({each.group for each in waits})),
    )


def main() -> None:
    """Make calls of the past in the installation of the environment."""
    parser = argparse.ArgumentParser(description="Makes calls of a company's past.")
    parser.add_argument("--company", default="1001", help="its customer number")
    parser.add_argument("--calls", type=int, default=100_000)
    parser.add_argument("--days", type=int, default=365)
    parser.add_argument("--figures-only", action="store_true")
    options = parser.parse_args()
    app = create_app(Config.from_env())
    with app.app_context():
        company_id = db.session.scalar(select(Company.id).where(Company.customer_number == options.company))
        assert company_id is not None, "there is no such company"
        begun = time.perf_counter()
        made = make(company_id, options.calls, options.days, record=not options.figures_only)
        print(f"{made} calls in {time.perf_counter() - begun:.1f} s")


if __name__ == "__main__":
    main()
