"""One file per rule about the whole graph. A check yields diagnostics; it never raises and never changes anything."""

from collections.abc import Callable, Iterator

from designer.checks.circle import circle
from designer.checks.empty import empty
from designer.checks.entry import entry
from designer.checks.missing import missing
from designer.checks.unreachable import unreachable
from designer.checks.unwired import unwired
from designer.diagnostics import Diagnostic
from designer.graph import Graph

Known = dict[str, set[str]]
Check = Callable[[Graph, Known], Iterator[Diagnostic]]

CHECKS: tuple[Check, ...] = (entry, unwired, unreachable, empty, missing, circle)
