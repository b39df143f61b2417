"""Pieces of drawings that several call tests use."""

from typing import Any

from tests.designer.drawing import node

END = node("end", "hangup")
OUTLETS = [
    node("nobody", "play", prompt="closed"),
    node("engaged", "play", prompt="welcome"),
    node("absent", "play", prompt="greeting"),
    END,
]
LEFT = (("ring", "no_answer", "nobody"), ("ring", "busy", "engaged"), ("ring", "unavailable", "absent"))
TO_END = tuple((name, "next", "end") for name in ("nobody", "engaged", "absent"))
AROUND_RING = (*LEFT, *TO_END)
"""The wires of a drawing of ``ring(...)`` and OUTLETS."""

MENU_TO_END = tuple(("menu", outlet, "end") for outlet in ("1", "2", "timeout", "invalid"))


def menu(**settings: Any) -> dict[str, Any]:
    return node("menu", "menu", prompt="menu", keys=["1", "2"], **{"timeout_s": 1, "tries": 2, **settings})


def ring(who: str = "employee:101", **settings: Any) -> dict[str, Any]:
    return node("ring", "ring", who=who, **{"ring_s": 3, "record": False, **settings})


def hello(prompt: str) -> tuple[list[dict[str, Any]], tuple[str, str, str]]:
    """A drawing that plays *prompt* and hangs up, as arguments of ``Exchange.draw``."""
    return [node("hello", "play", prompt=prompt), END], ("hello", "next", "end")
