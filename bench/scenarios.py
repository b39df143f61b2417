"""Defines what callers do, and the drawing that answers them."""

from dataclasses import dataclass
from typing import Any

LEAD_MS = 1_000
"""From the answer to the key, or to the end of the call if there is none."""

DIGIT_MS = 100
PROMPT_S = 2
EMPLOYEE = "101"
PACKETS_A_SECOND = 50


@dataclass(frozen=True)
class Scenario:
    """Describes what callers of one number do."""

    name: str
    number: str
    talk_ms: int = 0
    """0: the caller listens to the prompt and hangs up; else presses 1 and talks to an employee for this long."""

    recorded: bool = False
    rates: tuple[int, ...] = ()
    """Calls per second of the steps of a short run."""

    @property
    def call_ms(self) -> int:
        """Return the time from the answer to the caller's BYE."""
        return LEAD_MS + (DIGIT_MS + self.talk_ms if self.talk_ms else 0)

    def due_packets(self, side: str) -> float:
        """Return how many packets the caller ("caller") or the employee ("phone") should hear at least."""
        heard_ms = self.talk_ms + (LEAD_MS if side == "caller" else 0)
        return heard_ms * PACKETS_A_SECOND / 1000

    def graph(self) -> dict[str, Any]:
        """Return the drawing, in the form of docs/flow-format.md."""
        return _bridge(self.recorded) if self.talk_ms else _prompt()


def _prompt() -> dict[str, Any]:
    return _graph({"play": ("play", {"prompt": "tone"})}, [("start", "next", "play"), ("play", "next", "bye")])


def _bridge(recorded: bool) -> dict[str, Any]:
    menu = {"prompt": "tone", "keys": ["1"], "timeout_s": 5, "tries": 1}
    ring = {"who": f"employee:{EMPLOYEE}", "ring_s": 20, "record": recorded}
    wires = [("start", "next", "menu"), ("menu", "1", "ring")]
    wires += [("menu", outlet, "bye") for outlet in ("timeout", "invalid")]
    wires += [("ring", outlet, "bye") for outlet in ("no_answer", "busy", "unavailable")]
    return _graph({"menu": ("menu", menu), "ring": ("ring", ring)}, wires)


def _graph(nodes: dict[str, tuple[str, dict[str, Any]]], wires: list[tuple[str, str, str]]) -> dict[str, Any]:
    every = {"start": ("start", {}), **nodes, "bye": ("hangup", {"reason": "normal"})}
    return {
        "format": 1,
        "name": "Bench",
        "entry": "start",
        "nodes": [{"id": name, "type": kind, "settings": settings} for name, (kind, settings) in every.items()],
        "wires": [{"from": source, "outlet": outlet, "to": target} for source, outlet, target in wires],
    }


SCENARIOS = {
    found.name: found
    for found in (
        Scenario("prompt", "+4930100", rates=(10, 50, 100)),
        Scenario("bridge", "+4930200", talk_ms=5_000, rates=(10, 40, 80)),
        Scenario("recorded", "+4930300", talk_ms=5_000, recorded=True, rates=(10, 30, 50)),
    )
}
