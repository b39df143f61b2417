"""Looks the caller up in a list."""

from dataclasses import dataclass

from designer.runtime.call import Call
from designer.runtime.callers import is_anonymous
from designer.runtime.directory import Directory
from designer.runtime.numbers import ANONYMOUS, MOST_EXTENSION_DIGITS
from designer.runtime.op import Arrivals, Instant, Uses

MOST_ENTRIES = 200
"""How many entries of a list the verifier looks at to tell callers apart."""


@dataclass(frozen=True)
class Listed(Instant):
    """Ask whether the caller is on a list. Outcome: "yes" or "no"."""

    list: str

    def begin(self, call: Call) -> None:
        entries = call.directory.get("lists", {}).get(self.list)
        if entries is None:
            call.warn("there is no list “{name}”", name=self.list)
        call.finish("yes" if any(_matches(call.state["caller"], entry) for entry in entries or ()) else "no")

    def uses(self) -> Uses:
        return Uses(caller=True)

    def arrivals(self, directory: Directory) -> Arrivals:
        entries = directory.get("lists", {}).get(self.list) or []
        return Arrivals(at_once=True, callers=tuple(map(_example, entries[:MOST_ENTRIES])))

    def jumps(self) -> tuple[tuple[str, str], ...]:
        return ()


def _example(entry: str) -> str:
    """Return a caller whom *entry* means; a number outside is longer than an extension."""
    if not entry.endswith("*"):
        return entry
    begins = entry[:-1]
    return f"{begins}5".ljust(MOST_EXTENSION_DIGITS + 2 if begins.startswith("+") else 0, "5")


def _matches(caller: str, entry: str) -> bool:
    """*entry* is a number, the beginning of one ("+49170*"), or "anonymous" for callers without a number."""
    if entry == ANONYMOUS:
        return is_anonymous(caller)
    return caller.startswith(entry[:-1]) if entry.endswith("*") else caller == entry
