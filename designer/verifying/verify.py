"""Explores everything that can happen to callers of a flow, and returns its faults as calls that show them.

Every key, timeout and outcome is tried on ``machine.step`` itself, for every kind of caller at every kind of moment.
"""

from designer.runtime.directory import Directory
from designer.runtime.program import Program
from designer.verifying.explore import explore
from designer.verifying.faults import dead_ends, nobody_reached, paid_by_anonymous, silences
from designer.verifying.longest import long_waits, worst_ms
from designer.verifying.report import Finding, Report, VerifyOptions
from designer.verifying.waits import endless


def verify(program: Program, directory: Directory, options: VerifyOptions) -> Report:
    """Look for faults that no single node has. The work is bounded in states and steps; ``Report.complete`` says
    whether a bound was hit. The same program, directory and options give the same report."""
    found = explore(program, directory, options)
    worst, best = worst_ms(found)
    findings: list[Finding] = [
        *endless(found, directory, options, program),
        *silences(found, directory, options),
        *nobody_reached(found, directory, options, program),
        *long_waits(found, directory, options, worst, best),
        *paid_by_anonymous(found, directory, options),
        *dead_ends(found, directory, options),
    ]
    return Report(tuple(findings), None if worst is None else worst / 1000, found.unexplored, found.is_complete)
