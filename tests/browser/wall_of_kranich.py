"""The wall of an invented company on a Tuesday at 14:05:32, as docs/wall.md says: what Status draws in tests."""

from datetime import UTC, datetime
from typing import Any

AT = int(datetime(2026, 11, 24, 13, 5, 32, tzinfo=UTC).timestamp() * 1000)
GROUPS = {"sales": "Sales", "support": "Support", "workshop": "Workshop", "rentals": "Rentals"}


def ago(minutes: int, seconds: int = 0) -> int:
    return AT - (minutes * 60 + seconds) * 1000


def clock(hour: int, minute: int) -> int:
    return int(datetime(2026, 11, 24, hour - 1, minute, tzinfo=UTC).timestamp() * 1000)


def snapshot() -> dict[str, Any]:
    state = {
        "now": {"now": NOW},
        "figures": figures(),
        "lines": dict(lines()),
        "hours": {str(hour): row for hour, row in enumerate(hours())},
        "says": SAYS,
        "queues": dict(queues()),
        "callers": {row["call"]: row for row in callers()},
        "people": {row["extension"]: row for row in people()},
        "missed": {row["call"]: row for row in missed()},
        "health": HEALTH,
        "worst": {"sales": WORST},
    }
    return {
        "epoch": "kranich",
        "seq": 1,
        "at": AT,
        "version": "1",
        "state": state,
        "order": {section: list(rows) for section, rows in state.items()},
        "catalog": catalog(),
        "you": YOU,
    }


NOW = {
    "day": "2026-11-24",
    "zone": "Europe/Berlin",
    "weekday": "Tuesday",
    "midnight": AT + 35_668_000,
    "in_menu": 1,
    "waiting": 4,
    "people": 12,
    "free": 2,
    "talking": 3,
    "inside": 2,
    "last_wait_s": 12,
    "missed": 4,
    "missed_since": clock(10, 12),
    "groups": list(GROUPS),
    "targets": [20, 5, 30, 60],
}
YOU = {
    "choice": {
        "figures": [
            {"name": name, "watch": None, "act": None, "sound": "", "notify": "", "message": ""}
            for name in ("load", "waiting", "answered", "service_level", "minutes", "free")
        ]
    },
    "view": "all",
    "views": ["all", "mine"],
    "extension": "120",
    "may": ["see health", "screens", "act", "call back"],
    "screen": None,
}
SAYS = {
    "lines": {
        "parts": [
            {"text": "Sales talked 301 of 612 minutes today", "strong": True},
            {"text": ", 39 more than usual on a Tuesday."},
        ]
    },
    "lines_number": {"parts": []},
    "lines_flow": {"parts": []},
    "hours": {
        "parts": [{"text": "10 to 11 was the peak", "strong": True}, {"text": ": 47 calls, 10 of them unanswered."}]
    },
}
HEALTH = {
    "portal": {"label": "Portal", "state": "ok", "said": "It answers.", "to_do": ""},
    "routing": {"label": "Call routing", "state": "ok", "said": "Kamailio answers.", "to_do": ""},
    "sound": {"label": "Sound", "state": "ok", "said": "rtpengine answers.", "to_do": ""},
    "database": {"label": "Database", "state": "ok", "said": "It answers.", "to_do": ""},
    "archive": {
        "label": "Archive",
        "state": "warning",
        "said": "3 recordings behind",
        "to_do": "Check the connection to the archive.",
    },
    "disk": {"label": "Disk", "state": "ok", "said": "61 % is free.", "to_do": ""},
    "certificate": {"label": "Certificate", "state": "ok", "said": "It is valid for 43 days.", "to_do": ""},
}
WORST = {
    "group": "sales",
    "label": "Sales",
    "level": "act",
    "since": ago(2, 10),
    "parts": [
        {"text": "Sales is red:", "strong": True},
        {
            "text": " 4 callers, and nobody is free. 3 of 5 are talking, Tom has been away since 10:40, "
            "Ines is in wrap-up for "
        },
        {"left": AT + 24_000},
        {"text": "."},
    ],
    "causes": [
        {"code": "talking", "people": ["101", "102", "103"]},
        {"code": "wrap_up", "people": ["105"]},
        {"code": "away", "people": ["104"]},
    ],
    "actions": [
        {"do": "take", "call": "call-1"},
        {"do": "help", "group": "support", "label": "Support"},
        {"do": "message", "extension": "104", "name": "Tom Albers"},
    ],
}


def figure(value: float | None, **more: Any) -> dict[str, Any]:
    nothing = {"of": None, "parts": {}, "since": None, "usual": None, "text": ""}
    return {"value": value, "href": "/calls/", **nothing, **more}


def figures() -> dict[str, Any]:
    return {
        "load": figure(10, parts={"in": 8, "out": 1, "internal": 1}, text="8 in · 1 out · 1 internal"),
        "waiting": figure(4, parts={"longest_s": 190}, since=ago(3, 10)),
        "answered": figure(
            143,
            of=169,
            parts={"answered": 143, "missed": 6, "voicemail": 9, "abandoned": 11},
            usual=140,
            text="6 missed · 11 abandoned",
            href="/calls/?period=today&measure=answered",
        ),
        "service_level": figure(
            0.742,
            parts={"in_time": 118, "waited": 159},
            usual=0.81,
            text="118 of 159 within 20 s",
            filled="118 of 159",
        ),
        "minutes": figure(612, parts={"in": 580, "out": 32}, usual=600, text="Usual by now: 600"),
        "free": figure(2, of=12, text="3 talking · 1 ringing", href=""),
        "asa": figure(None, text="No calls yet", href=""),
    }


def catalog() -> list[dict[str, Any]]:
    def entry(name: str, label: str, unit: str, better: str = "", **more: Any) -> dict[str, Any]:
        usual = {"words": f"What {label.lower()} means.", "formula": "counted", "is_default": True, "target": None}
        return {"name": name, "label": label, "unit": unit, "better": better, "judged": "value", **usual, **more}

    return [
        entry("load", "Calls now", "calls"),
        entry("waiting", "Waiting", "calls", "less", judged="since", target={"watch": 30, "act": 60}),
        entry("answered", "Answered today", "calls", "more"),
        entry(
            "service_level",
            "Service level",
            "share",
            "more",
            words="Callers who were answered within 20 s, of all who waited.",
            formula="answered in time / waited",
            target={"watch": 0.8, "act": 0.6},
        ),
        entry("minutes", "Minutes today", "minutes", "more"),
        entry("free", "Free people", "people", "more"),
        entry("asa", "Average wait", "seconds", "less", is_default=False, target={"watch": 30, "act": 60}),
    ]


def lines() -> list[tuple[str, dict[str, Any]]]:
    found = []
    for name, minutes, calls, wait, longest, usual in (
        ("sales", 301, 78, 42, 190, 262),
        ("support", 188, 46, 14, 62, 200),
        ("workshop", 86, 31, 11, 48, 91),
        ("rentals", 37, 14, 9, 31, 44),
    ):
        shape = [0] * 8 + [3, 5, 8, 6, 5, 9, 8]
        load = [round(calls * each / 44) for each in shape]
        usual_load = [round(calls * each / 50) for each in [0] * 8 + [3, 6, 7, 8, 5, 6, 8, 8, 7, 4, 1] + [0] * 5]
        found.append(
            (
                f"group:{name}",
                {
                    "by": "group",
                    "name": name,
                    "label": GROUPS[name],
                    "calls": calls,
                    "minutes": minutes,
                    "answered": calls - 9,
                    "missed": 3,
                    "abandoned": 6,
                    "wait_s": wait,
                    "longest_s": longest,
                    "service_level": 0.7,
                    "waiting": 4 if name == "sales" else 0,
                    "talking": 3,
                    "level": "act" if name == "sales" else "ok",
                    "yesterday": {"calls": calls - 4, "minutes": minutes - 20},
                    "usual": {"calls": calls - 4, "minutes": usual},
                    "load": load,
                    "usual_load": usual_load,
                    "href": f"/calls/?period=today&group={name}",
                },
            )
        )
    return found


def hours() -> list[dict[str, Any]]:
    counts = {
        8: (9, 0, 0, 0, 10),
        9: (24, 0, 1, 1, 22),
        10: (37, 4, 2, 4, 34),
        11: (28, 1, 3, 1, 30),
        12: (17, 1, 2, 2, 18),
        13: (22, 1, 2, 2, 19),
        14: (6, 0, 0, 1, 26),
        15: (0, 0, 0, 0, 28),
        16: (0, 0, 0, 0, 24),
        17: (0, 0, 0, 0, 15),
    }
    rows = []
    for hour in range(24):
        answered, missed_, voicemail, abandoned, usual = counts.get(hour, (0, 0, 0, 0, 0))
        rows.append(
            {
                "hour": hour,
                "calls": answered + missed_ + voicemail + abandoned,
                "answered": answered,
                "missed": missed_,
                "voicemail": voicemail,
                "abandoned": abandoned,
                "usual": usual,
            }
        )
    return rows


def queues() -> list[tuple[str, dict[str, Any]]]:
    rows = (("sales", 4, 5, 0, "act", 3), ("rentals", 0, 2, 1, "ok", 0), ("support", 0, 3, 1, "ok", 0))
    return [
        (
            name,
            {
                "group": name,
                "label": GROUPS[name],
                "waiting": waiting,
                "since": ago(3, 10) if waiting else None,
                "people": people_,
                "free": free,
                "level": level,
                "talking": talking,
                "helped_by": [],
                "is_helped_by_others": False,
                "target": {"watch": 30, "act": 60},
            },
        )
        for name, waiting, people_, free, level, talking in (*rows, ("workshop", 0, 2, 0, "ok", 0))
    ]


def callers() -> list[dict[str, Any]]:
    def caller(position: int, name: str, shown: str, since: int, calls_today: int = 1, *tags: str) -> dict[str, Any]:
        call = f"call-{position}"
        number = "" if shown == "Number hidden" else "+" + "".join(c for c in shown if c.isdigit())
        return {
            "call": call,
            "group": "sales",
            "position": position,
            "caller": number or "anonymous",
            "shown": shown,
            "name": name,
            "since": since,
            "calls_today": calls_today,
            "tags": list(tags),
            "is_offered": False,
            "rings": [],
            "taken_by": "",
            "href": f"/calls/{call}",
        }

    return [
        caller(1, "Oskar Lindner", "+49 30 23125 377", ago(3, 10), 2),
        caller(2, "Claire Hughes", "+44 20 7946 0861", ago(2, 24)),
        caller(3, "Unknown caller", "Number hidden", ago(1, 5)),
        caller(4, "Bergmann Logistics", "+49 30 23125 640", ago(0, 18), 1, "VIP"),
    ]


def people() -> list[dict[str, Any]]:
    def person(extension: str, name: str, group: str, state: str, since: int, words: str, **more: Any):
        usual = {"reason": "", "with": "", "direction": "", "call": "", "until": None, "photo": ""}
        own = {"extension": extension, "name": name, "groups": [group], "state": state, "since": since, "words": words}
        return {**own, **usual, **more}

    return [
        person("101", "Lea Brandt", "sales", "talking", ago(4, 12), "Talking to +49 30 23125 418"),
        person("102", "Jonas Keller", "sales", "talking", ago(1, 47), "Talking to Marta Nowak"),
        person("103", "Nadia Sommer", "sales", "talking", ago(7, 31), "Talking to Ben Carter, outgoing"),
        person("105", "Ines Falk", "sales", "wrap_up", ago(0, 6), "Wrap-up", until=AT + 24_000),
        person("104", "Tom Albers", "sales", "away", clock(10, 40), "Away"),
        person("111", "Finn Ostermann", "support", "free", ago(3, 5), "Free"),
        person("112", "Ida Reuter", "support", "internal", ago(0, 52), "With Karim Haddad (internal)"),
        person("113", "Paul Lorenz", "support", "paused", clock(13, 40), "Paused: lunch", reason="lunch"),
        person("122", "Emma Lindqvist", "workshop", "ringing", ago(0, 6), "Ringing: Dana Fuchs"),
        person("121", "Karim Haddad", "workshop", "internal", ago(0, 52), "With Ida Reuter (internal)"),
        person("131", "Olga Petrova", "rentals", "free", ago(21, 40), "Free"),
        person("132", "Viktor Stein", "rentals", "do_not_disturb", clock(13, 15), "Do not disturb"),
    ]


def missed() -> list[dict[str, Any]]:
    def row(call: str, name: str, group: str, calls: int, last_at: int, *, can_call: bool = True) -> dict[str, Any]:
        return {
            "call": call,
            "caller": "+493023125991" if can_call else "anonymous",
            "shown": "+49 30 23125 991" if can_call else "Number hidden",
            "name": name,
            "group": group,
            "label": GROUPS[group],
            "calls": calls,
            "last_at": last_at,
            "can_call": can_call,
            "called_back_by": "",
            "href": f"/calls/{call}",
        }

    return [
        row("call-21", "Petra Lang", "support", 2, clock(10, 12)),
        row("call-22", "Pia Krause", "sales", 1, clock(11, 26)),
        row("call-23", "Northgate Tours", "rentals", 1, clock(12, 51)),
        row("call-24", "Unknown caller", "sales", 1, clock(13, 20), can_call=False),
    ]


def on_a_screen(wall: dict[str, Any]) -> dict[str, Any]:
    """Return what a television is sent of *wall*: names are short, and numbers missing."""

    def short(name: str) -> str:
        first, *rest = name.split()
        return f"{first} {rest[-1][0]}." if rest else first

    state = wall["state"]
    for row in state["callers"].values():
        name = "" if row["shown"] == "Number hidden" else short(row["name"])
        row.update(name=name, shown="", caller="", call="", href="")
    for row in state["people"].values():
        row.update(name=short(row["name"]), call="", **{"with": ""}, words=row["words"].split(" to ")[0])
    state["missed"] = {}
    state["health"] = {name: {**row, "said": "", "to_do": ""} for name, row in state["health"].items()}
    wall["you"] = {**wall["you"], "may": [], "screen": {"name": "Hall", "seconds_a_page": 10}}
    return wall
