"""Refuses a country in which something that the company dials would be an emergency number."""

from flask_babel import gettext as _

from app.numbering import plan_of
from app.ports.directory import directory, known
from app.ports.flows import flows
from app.web.errors import Refused
from designer.runtime import numbers
from designer.runtime.directory import Forwards
from designer.runtime.target import OUTSIDE, Target


class DialsEmergency(Refused):
    """Says which numbers of the company would be emergency numbers."""

    status = 409
    code = "emergency_number"


def refuse_emergency_numbers(country: str) -> None:
    """Raise DialsEmergency if an extension, a number for colleagues or a forward of the company in force is an
    emergency number of *country*."""
    plan = plan_of(country)
    inner = {each for each in known()["employee"] | flows().inner_numbers() if numbers.is_emergency(plan, each)}
    outside = {each for each in _forwards() if numbers.reaches_emergency(plan, numbers.read(plan, each))}
    if found := sorted(inner | outside):
        sentence = _("There, %(numbers)s would be emergency numbers. Change these first.", numbers=", ".join(found))
        raise DialsEmergency(sentence)


def _forwards() -> set[str]:
    """Return the numbers outside to which employees forward their calls."""
    found = [employee.get("forward", {}) for employee in directory()["employees"].values()]
    return {target.name for each in found for target in _targets(each) if target.kind == OUTSIDE}


def _targets(forward: Forwards) -> list[Target]:
    no_answer = [forward["no_answer"]["to"]] if "no_answer" in forward else []
    return [Target(each) for each in (forward.get("always", ""), forward.get("busy", ""), *no_answer)]
