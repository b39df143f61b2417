"""Provides facts about the company that the checks of a drawing ask for."""

from app.company.service import own_company
from app.config import config
from app.numbering import ways_to_emergency


def facts() -> dict[str, set[str]]:
    """Return "rule", "emergency" and "short", for ``app.ports.directory``. Emergency numbers are those of the
    company's country and of the carrier's."""
    company = own_company()
    return {
        "rule": {"consent"} if company.requires_consent else set(),
        "emergency": {*ways_to_emergency(company.country), *ways_to_emergency(config().trunk_country)},
        "short": {plan["short_codes"]} if (plan := company.numbering_plan) else set(),
    }
