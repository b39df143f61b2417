"""Checks rules about the whole graph, one file each. A check yields diagnostics; it never raises and never changes
anything."""

from collections.abc import Callable, Iterator

from designer.drawing.checks.circle import circle
from designer.drawing.checks.empty import empty
from designer.drawing.checks.entry import entry
from designer.drawing.checks.hours_overlap import hours_overlap
from designer.drawing.checks.inconsistent import inconsistent
from designer.drawing.checks.missing import missing
from designer.drawing.checks.no_registered_target import no_registered_target
from designer.drawing.checks.nobody_able import nobody_able
from designer.drawing.checks.not_callable import not_callable
from designer.drawing.checks.outside_without_limit import outside_without_limit
from designer.drawing.checks.read_before_set import read_before_set
from designer.drawing.checks.recording_without_consent import recording_without_consent
from designer.drawing.checks.unreachable import unreachable
from designer.drawing.checks.unused_variable import unused_variable
from designer.drawing.checks.unwired import unwired
from designer.drawing.diagnostics import Diagnostic
from designer.drawing.graph import Graph

Known = dict[str, set[str]]
Check = Callable[[Graph, Known], Iterator[Diagnostic]]

CHECKS: tuple[Check, ...] = (
    entry,
    unwired,
    unreachable,
    empty,
    missing,
    inconsistent,
    outside_without_limit,
    not_callable,
    no_registered_target,
    nobody_able,
    hours_overlap,
)
"""Checks of each flow by itself."""

CHECKS_OF_THE_WHOLE: tuple[Check, ...] = (circle, read_before_set, unused_variable, recording_without_consent)
"""Checks of a flow with its sub-flows in it, because a cause may be in one of them and its effect in another."""
