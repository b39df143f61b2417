"""Graphs and directories for tests, written shortly."""

from typing import Any

KNOWN = {
    "employee": {"101", "102", "103"},
    "group": {"sales", "support"},
    "prompt": {"welcome", "welcome@de", "menu", "closed", "greeting", "music"},
    "calendar": {"office"},
    "list": {"vip"},
    "flow": {"greet"},
}

SYSTEM_SOUNDS = (
    *("sys:beep", "sys:ringback", "sys:leave-message", "sys:you-entered", "sys:confirm"),
    *("sys:queue-place", "sys:queue-wait"),
    *(f"sys:digit-{key}" for key in (*range(10), "star", "hash")),
    *(f"sys:{what}-{number}" for what in ("number", "minutes") for number in range(1, 21)),
)

NINE_TO_SIX = [[540, 1080]]
BERLIN = [[1_761_440_400, 3600], [1_774_746_000, 7200], [1_792_890_000, 3600], [1_806_195_600, 7200]]
"""Europe/Berlin from 2025-10-26 to 2027-03-28: winter time, summer time, winter time, summer time."""

DIRECTORY: dict[str, Any] = {
    "format": 1,
    "company": "1001",
    "name": "Demo",
    "employees": {
        extension: {"name": name, "phones": [f"1001-{extension}"], "skills": skills}
        for extension, name, skills in (
            ("101", "Anna Berger", ["french"]),
            ("102", "Jörg Meier", []),
            ("103", "Annette Groß", ["french", "technical"]),
        )
    },
    "groups": {
        "sales": {"name": "Sales", "members": ["101", "102"]},
        "support": {"name": "Support", "members": ["103", "101"]},
    },
    "prompts": {
        name: {"file": f"{name}.au", "duration_ms": 2000, "text": f"This is {name}."}
        for name in (*sorted(KNOWN["prompt"]), *SYSTEM_SOUNDS)
    },
    "calendars": {
        "office": {
            "zone": "Europe/Berlin",
            "week": [NINE_TO_SIX] * 5 + [[], []],
            "exceptions": {"2026-12-24": [[540, 720]], "2026-12-25": []},
        }
    },
    "lists": {"vip": ["+49170*", "anonymous"]},
    "zones": {"Europe/Berlin": BERLIN},
}


def node(node_id: str, kind: str, **settings: Any) -> dict[str, Any]:
    return {"id": node_id, "type": kind, "label": "", "settings": settings, "position": {"x": 0, "y": 0}}


def wire(source: str, outlet: str, target: str) -> dict[str, str]:
    return {"from": source, "outlet": outlet, "to": target}


def flow(nodes: list[dict[str, Any]], *wires: tuple[str, str, str]) -> dict[str, Any]:
    """A graph that begins at "start", which it adds, wired to the first of *nodes*."""
    return {
        "format": 1,
        "name": "Test",
        "entry": "start",
        "nodes": [node("start", "start"), *nodes],
        "wires": [wire("start", "next", nodes[0]["id"]), *(wire(*each) for each in wires)],
    }
