"""Measures, as ``python -m bench.questions``, how long questions about many calls of one company take.

It makes the calls in a private folder, unless ``--home`` names one that has them, and asks each question for 30 days
and for a year: in a process that has just started (the first time), and again. It prints one JSON line a question,
times in milliseconds. Nothing else of an exchange is started.
"""

import argparse
import json
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import select

from app import create_app
from app.company.models import Company
from app.db import company_scope, db
from app.figures import loading, terms
from app.ports.figures import Question, figures
from bench.figures import spread
from bench.past_calls import make
from config import Config

OUTCOMES = ("answered", "voicemail", "missed", "abandoned")
STRIP = ("calls", "answered_share", "missed", "abandoned", "service_level", "minutes")
QUESTIONS: dict[str, tuple[tuple[str, ...], tuple[str, ...], dict[str, list[str]]]] = {
    "sum strip": (STRIP, (), {}),
    "sum strip, compared": (STRIP, (), {"compare": ["previous"]}),
    "over time by outcome": (OUTCOMES, ("day",), {}),
    "days in numbers": ((*OUTCOMES, "answered_share", "average_wait", "service_level"), ("day",), {}),
    "heat map": (("calls",), ("weekday", "hour"), {}),
    "waits": (("calls", "service_level"), ("wait",), {}),
    "lines compared": (("calls", "average_wait", "longest_wait", "service_level"), ("group",), {}),
    "people compared": (("answered", "missed", "not_taken", "minutes", "average_talk"), ("employee",), {}),
    "people by day": (("answered", "minutes"), ("employee", "day"), {}),
    "countries": (("calls", "minutes"), ("country",), {}),
    "callers": (("calls", "answered", "minutes"), ("outside",), {}),
    "new callers": (("callers", "new_callers"), ("day",), {}),
    "one group, one weekday": (STRIP, ("day",), {"group": ["sales"], "weekday": ["1"]}),
    "one employee": (STRIP, ("day",), {"employee": ["101"]}),
    "one caller": (STRIP, ("day",), {"outside": ["03023125"]}),
    "a block": (STRIP, ("day",), {"block": ["{flow}:sales"]}),
    "an outlet": (STRIP, ("day",), {"block": ["{flow}:menu:1"]}),
    "blocks": (("calls",), ("block",), {}),
    "calls at once": (("peak", "peak_p95"), ("day",), {}),
    "calls at once, by hour": (("peak",), ("hour",), {}),
    "never called back": (("never_called_back",), ("group",), {}),
    "time at work": (("at_work", "paused", "occupancy", "first_call", "last_call"), ("employee",), {}),
    "a tag": (STRIP, ("day",), {"tag": ["complaint"]}),
}


def measure(
    config: Config, calls: int, days: int, rounds: int, is_there: bool, customer_number: str
) -> Iterator[dict[str, Any]]:
    """Yield the times of each question."""
    app = create_app(config, testing=True)
    with app.app_context(), app.test_request_context():
        if not is_there:
            db.create_all()
            db.session.add(Company(name="Bench", customer_number=customer_number, zone="Europe/Berlin"))
            db.session.commit()
            begun = time.perf_counter()
            make(db.session.scalar(select(Company.id)) or 0, calls, days, record=False)
            yield {"made": calls, "s": round(time.perf_counter() - begun, 1)}
        company_id = db.session.scalar(select(Company.id).where(Company.customer_number == customer_number)) or 0
        with company_scope(company_id):
            yield from _asked(app, rounds)


def _asked(app: Any, rounds: int) -> Iterator[dict[str, Any]]:
    flow = figures().choices("flow")[0][0]
    for period in ("30d", "year"):
        firsts: list[float] = []
        again: list[float] = []
        for name, (measures, splits, args) in QUESTIONS.items():
            filters = {key: [value.format(flow=flow) for value in values] for key, values in args.items()}
            selection = figures().selection({"period": [period], **filters})
            times = []
            for _ in range(rounds):
                for cold in (True, False):
                    if cold:
                        loading._remembered.forget(app)
                        terms._known.forget(app)
                    begun = time.perf_counter()
                    figures().ask(Question(selection, measures, splits))
                    times.append((time.perf_counter() - begun) * 1e3)
                    (firsts if cold else again).append(times[-1])
            yield {"period": period, "question": name, "first": spread(times[::2]), "again": spread(times[1::2])}
        for sort in ("-started_at", "outcome", "-waited_s", "caller", "employee"):
            times = []
            selection = figures().selection({"period": [period]})
            for _ in range(rounds):
                loading._remembered.forget(app)
                begun = time.perf_counter()
                figures().calls(selection, "calls", sort, 0, 50)
                times.append((time.perf_counter() - begun) * 1e3)
            firsts += times
            yield {"period": period, "calls by": sort, "first": spread(times)}
        yield {"period": period, "all": True, "first": spread(firsts), "again": spread(again)}


def main() -> None:
    """Print the times."""
    parser = argparse.ArgumentParser(description="Measures questions about many calls.")
    parser.add_argument("--calls", type=int, default=1_000_000)
    parser.add_argument("--days", type=int, default=365)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--home", type=Path, help="a folder that is kept, and that has the calls already if it exists")
    parser.add_argument("--database", default="", help="its URL, if the calls are in another one than the folder's")
    parser.add_argument("--company", default="1001", help="the customer number of the company that is asked about")
    options = parser.parse_args()
    home = options.home or Path(tempfile.mkdtemp(prefix="zentrale-bench-"))
    is_there = bool(options.database) or (home.exists() and any(home.iterdir()))
    home.mkdir(exist_ok=True)
    variables = {"ZENTRALE_HOME": str(home)}
    variables |= {"ZENTRALE_DATABASE_URL": options.database} if options.database else {}
    config = Config.from_env(variables)
    try:
        for line in measure(config, options.calls, options.days, options.rounds, is_there, options.company):
            print(json.dumps(line), flush=True)
    finally:
        if not options.home:
            shutil.rmtree(home)


if __name__ == "__main__":
    main()
