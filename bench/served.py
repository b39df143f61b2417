"""Measures, as ``python -m bench.served``, how long requests about calls take: lists, Statistics, and all others.

It needs an installation that has the calls: ``bench.past_calls`` or ``bench.many_companies`` make them. Each request is
made twice, for 30 days and for a year: as the first one of a process, and again. A JSON line each has its times in
milliseconds, by the wall's clock and of the processors, that of PostgreSQL included. Nothing else of an exchange is
started.
"""

import argparse
import gc
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from app import create_app
from app.auth.models import User, UserSession
from app.auth.service.sessions import TOKEN
from app.auth.service.tokens import hash_token, new_token
from app.calls.models import Call
from app.company.models import Company
from app.db import company_scope, db
from app.figures import loading, seen, terms
from app.ports.figures import Selection, figures
from app.statistics.cards import CARDS
from bench.clocks import Times, database_clock, timed
from bench.figures import spread
from bench.past_calls import GROUPS
from bench.seldom_asked import requests_beside
from config import Config

Args = list[tuple[str, str]]
SORTS = ("started_at", "outcome", "waited_s", "talked_s", "caller", "number", "employee")
SEARCHED = (
    "4917",
    "+493023125100",
    "sales",
    "Person 7",
    "101",
    "777",
    "complaint",
    "Customer 12",
    "missed calls of sales",
)
"""Parts of numbers, groups, people, an extension that nobody has, a tag, a name, a question."""

OF_CARDS = ("", "compared", "block", "outlet", "group and weekday")
"""The filters with which each card is asked."""

PATHS = ("/calls/", "/statistics/", "/api/", "/exports/", "/reports/", "/status/", "/what-if/")
MEMORIES = (loading._remembered, terms._known, seen._remembered)


def requests_of(days: Args, block: str, pages: int) -> Iterator[tuple[str, str]]:
    """Yield the name and the address of each request about these *days*."""
    filters = dict(_filters(block))
    yield from _of_calls(days, filters, pages)
    yield from requests_beside(days, block)
    for name in figures().filters():
        yield f"form of {name}", _address(f"/statistics/filters/{name}", days)
    for name, values in {"": [], "compared": [("compare", "year")], **filters}.items():
        yield f"statistics {name}", _address("/statistics/", days, *values)
        yield f"sums {name}", _address("/statistics/sums", days, *values)
        if name in OF_CARDS:
            for card in CARDS.values():
                for option in [option.name for option in card.options(_selection(days))] or [""]:
                    address = _address(f"/statistics/cards/{card.name}", days, *values, ("option", option))
                    yield f"card {card.name} {option} {name}", address


def _of_calls(days: Args, filters: dict[str, Args], pages: int) -> Iterator[tuple[str, str]]:
    """Yield the requests of the list of calls."""
    for page in (1, pages):
        for sort in SORTS:
            for order in ("", "-"):
                asked = ("sort", order + sort), ("page", str(page))
                yield f"calls by {order}{sort}, page {page}", _address("/calls/", days, *asked)
    for name, values in filters.items():
        yield f"calls, {name}", _address("/calls/", days, *values)
    for name, each in figures().measures().items():
        if each.unit == "calls":
            yield f"calls that {name} counts", _address("/calls/", days, ("measure", name))
    for text in SEARCHED:
        yield f"calls, search for {text}", _address("/calls/", days, ("text", text))


def _filters(block: str) -> Iterator[tuple[str, Args]]:
    """Yield a value for each filter."""
    flow = block.partition(":")[0]
    known = {
        "number": "+493023125100",
        "wait": "10-60",
        "length": "60-",
        "block": block,
        "outside": "4930",
        "flow": flow,
    }
    for name, filter_ in figures().filters().items():
        offered = figures().choices(name) if filter_.kind in ("choice", "block") else []
        if value := known.get(name) or next((value for value, _label in offered), ""):
            yield name, [(name, value)]
    yield "outlet", [("block", f"{flow}:menu:1")]
    yield "group and weekday", [("group", "sales"), ("weekday", "1")]


def _address(path: str, *args: Args | tuple[str, str]) -> str:
    found = [pair for each in args for pair in (each if isinstance(each, list) else [each]) if pair[1]]
    return f"{path}?{urlencode(found)}"


def _selection(days: Args) -> Selection:
    return figures().selection({name: [value] for name, value in days})


def signed_in(app: Flask, role: str, groups: list[str] | None) -> FlaskClient:
    """Return a browser in which somebody of the company in force is signed in."""
    email = f"{role}@{db.session.scalar(select(func.count()).select_from(User))}.example"
    user = User(name="Bench", email=email, role=role, groups=groups, password_hash="-")
    db.session.add(user)
    db.session.flush()
    token = new_token()
    db.session.add(UserSession(user_id=user.id, token_hash=hash_token(token), address="127.0.0.1", agent="Firefox/1"))
    db.session.commit()
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"], session["_fresh"], session[TOKEN] = str(user.id), True, token
    return client


@dataclass(frozen=True)
class Period:
    """Holds the requests about one period: their names and addresses."""

    name: str
    requests: list[tuple[str, str]]


def periods() -> list[Period]:
    """Return all requests about 30 days, and about a year, up to the newest call of the company in force."""
    newest = db.session.scalar(select(func.max(Call.started_at)))
    assert newest is not None
    last = newest.date()
    block = next(value for value, _label in figures().choices("block") if value.endswith(":sales"))
    found = []
    for name, length in (("30d", 30), ("year", 365)):
        days = [("from", (last - timedelta(days=length - 1)).isoformat()), ("to", last.isoformat())]
        pages = max(1, figures().calls(_selection(days), "calls", "started_at", 0, 1).total // 50)
        found.append(Period(name, list(requests_of(days, block, pages))))
    return found


def measure(app: Flask, client: FlaskClient, asked: list[Period], rounds: int, only: str) -> Iterator[dict[str, Any]]:
    """Yield the times of each request. There may be no context: each request has its own."""
    with app.app_context():
        clock = database_clock()
    for period in asked:
        found: dict[str, list[Times]] = {"first": [], "again": []}
        for name, address in period.requests:
            if only in name:
                times = _times(app, client, address, rounds, clock)
                for kind, some in times.items():
                    found[kind] += some
                yield {"period": period.name, "request": name} | _spreads(times)
        yield {"period": period.name, "all": True} | _spreads(found)


def _times(
    app: Flask, client: FlaskClient, address: str, rounds: int, clock: Callable[[], float]
) -> dict[str, list[Times]]:
    found: dict[str, list[Times]] = {"first": [], "again": []}
    for _ in range(rounds):
        for kind, times in found.items():
            if kind == "first":
                for memory in MEMORIES:
                    memory.forget(app)
            times.append(timed(lambda: _get(client, address), clock))
    return found


def _get(client: FlaskClient, address: str) -> None:
    answer = client.get(address, follow_redirects=True)
    assert answer.status_code == 200, (address, answer.status_code)
    assert answer.request.path.startswith(PATHS), (address, answer.request.path)
    next(answer.iter_encoded(), b"") if answer.is_streamed else answer.get_data()
    answer.close()


def _spreads(times: dict[str, list[Times]]) -> dict[str, Any]:
    return {
        kind: {"wall": spread(wall for wall, _cpu in some), "cpu": spread(cpu for _wall, cpu in some)}
        for kind, some in times.items()
        if some
    }


def main() -> None:
    """Print the times."""
    parser = argparse.ArgumentParser(description="Measures requests about many calls.")
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--database", default="", help="its URL, if it is not in the home folder")
    parser.add_argument("--company", default="1001", help="its customer number")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", default="", help="requests with this in their names")
    parser.add_argument("--limited", action="store_true", help="as a supervisor of one group")
    options = parser.parse_args()
    variables = {"ZENTRALE_HOME": str(options.home)}
    variables |= {"ZENTRALE_DATABASE_URL": options.database} if options.database else {}
    app = create_app(Config.from_env(variables), testing=True)
    groups = [next(iter(GROUPS))]
    with app.app_context(), app.test_request_context():
        company_id = db.session.scalar(select(Company.id).where(Company.customer_number == options.company))
        assert company_id is not None, "there is no such company"
        with company_scope(company_id):
            client = signed_in(app, "supervisor", groups) if options.limited else signed_in(app, "owner", None)
            asked = periods()
    gc.collect()
    gc.freeze()  # as gunicorn.conf.py has it
    for line in measure(app, client, asked, options.rounds, options.only):
        print(json.dumps(line), flush=True)


if __name__ == "__main__":
    main()
