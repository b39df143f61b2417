"""What the checks of a drawing ask about the company itself."""

from app.company.service import own_company


def facts() -> dict[str, set[str]]:
    """Return "rule", as ``app.ports.directory.known`` says."""
    return {"rule": {"consent"} if own_company().requires_consent else set()}
