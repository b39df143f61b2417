"""Names the requests about calls that pages make besides lists and cards, for ``bench.served``.

Those are single calls with their neighbours, deep pages of what figures count, searches, plain questions, the traffic
on a drawing, files, reports, What if, and the wall of a moment of the past.
"""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from urllib.parse import urlencode

from app.company.service import own_company
from app.ports.figures import Selection, figures

Args = list[tuple[str, str]]
SORTS = ("started_at", "outcome", "talked_s", "caller", "employee")
SEARCHED = ("1", "23125", "+49 30", "cust", "person", "sale", "nobody is called this", "Persn 7", "co")
"""Parts of numbers and names, some of many, and some that nobody has."""

ASKED = (
    "missed calls of sales",
    "calls from germany that waited longer than 2 minutes by group",
    "misssed calls of salse",
    "verpasste anrufe im verkauf nach wochentag",
    "answered calls of person 7 and person 8 on mondays with complaint",
    "zebra crossing umbrella",
)
"""Plain questions, one with mistakes, one in the other language, one without any word that is known."""

TOGETHER = [("group", "sales"), ("employee", "101"), ("tag", "complaint"), ("outcome", "answered"), ("weekday", "1")]
MANY = [("employee", str(101 + each)) for each in range(25)]
TABLE = [("measures", "calls,answered_share,average_wait,service_level"), ("splits", "employee,day")]
PAGE = 50


def requests_beside(days: Args, block: str) -> Iterator[tuple[str, str]]:
    """Yield the name and the address of each request about these *days*."""
    selection = figures().selection({name: [value] for name, value in days})
    yield from _of_single_calls(days, selection)
    yield from _of_lists(days, selection)
    for text in SEARCHED:
        yield f"calls, search for {text}", _address("/calls/", days, [("text", text)])
    for question in ASKED:
        yield f"understand {question}", _address("/statistics/understand", days, [("q", question)])
    yield from _of_drawings(days, block)
    for name, more in {"calls": [("sort", "outcome")], "people by day": TABLE}.items():
        yield f"file of {name}, its first lines", _address("/exports/rows.csv", days, more)
        yield f"report of {name}", _address("/reports/new", days, more)
    yield from _of_the_past(selection)


def _of_single_calls(days: Args, selection: Selection) -> Iterator[tuple[str, str]]:
    """Yield the pages of calls in the middle and at the end of a list, and opened from nowhere."""
    for sort in SORTS:
        total = figures().calls(selection, "calls", sort, 0, 1).total
        for where, at in {"first": 0, "middle": total // 2, "last": total - 1}.items():
            call = figures().calls(selection, "calls", sort, at, 1).calls[0]
            yield f"call, {where} by {sort}", _address(f"/calls/{call}", days, [("sort", sort), ("at", str(at))])
    yield "call", f"/calls/{call}"
    yield "lines of a call", f"/calls/{call}/steps.jsonl"


def _of_lists(days: Args, selection: Selection) -> Iterator[tuple[str, str]]:
    """Yield deep pages, and pages by many filters at once."""
    for name, each in figures().measures().items():
        if each.has_calls:
            total = figures().calls(selection, name, "started_at", 0, 1).total
            for where, page in {"middle": total // PAGE // 2, "last": total // PAGE}.items():
                asked = [("measure", name), ("sort", "caller"), ("page", str(max(1, page)))]
                yield f"calls that {name} counts, {where} page", _address("/calls/", days, asked)
    for name, filters in {"five filters": TOGETHER, "25 people": MANY}.items():
        for path in ("/calls/", "/statistics/sums"):
            yield f"{path} by {name}", _address(path, days, filters)


def _of_drawings(days: Args, block: str) -> Iterator[tuple[str, str]]:
    flow, _colon, node = block.partition(":")
    api = f"/api/flows/{flow}/traffic"
    for name, filters in {"": [], "tag": TOGETHER[2:3], "block": [("block", block)]}.items():
        yield f"traffic {name}", _address(api, days, filters)
        yield f"calls of traffic {name}", _address(f"{api}/calls", days, [*filters, ("node", node)])
    yield "calls of traffic by an outlet", _address(f"{api}/calls", days, [("node", "menu"), ("outlet", "1")])
    yield "filters of traffic", f"{api}/filters"


def _of_the_past(selection: Selection) -> Iterator[tuple[str, str]]:
    """Yield what the time machine and What if ask for about a busy hour, on the last Monday of the period."""
    monday = selection.last - timedelta(days=selection.last.weekday())
    noon = datetime.combine(monday, time(10), own_company().clock)
    at, until = (round((noon + timedelta(minutes=each)).timestamp() * 1000) for each in (0, 10))
    yield "status", "/status/"
    yield "past wall", _address("/status/past", [("at", str(at)), ("until", str(until))])
    yield "past wall, an hour", _address("/status/past", [("at", str(at)), ("until", str(at + 3_600_000))])
    yield "track of a day", _address("/status/past/track", [("day", noon.date().isoformat())])
    hour = [("begins", noon.isoformat()), ("ends", (noon + timedelta(hours=1)).isoformat())]
    yield "what if", _address("/what-if/", [("group", "sales"), ("people", "1"), *hour])


def _address(path: str, *args: Args) -> str:
    return f"{path}?{urlencode([pair for each in args for pair in each])}"
