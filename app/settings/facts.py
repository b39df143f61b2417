"""Provides facts about the company that the checks of a drawing ask for."""

from app.company.service import own_company


def facts() -> dict[str, set[str]]:
    """Return "rule", for ``app.ports.directory``."""
    return {"rule": {"consent"} if own_company().requires_consent else set()}
