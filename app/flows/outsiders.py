"""Takes people outside out of saved tests, which may have been made from a call of theirs. What drawings say stays."""

from sqlalchemy import select

from app.db import db
from app.flows.models import FlowTest
from app.ports.outsiders import Outsider
from designer.runtime.numbers import ANONYMOUS


def count(outsider: Outsider) -> int:
    """Return how many saved tests name somebody."""
    return len(_tests(outsider))


def forget(outsider: Outsider) -> None:
    """Let a caller without a number take their place."""
    for test in _tests(outsider):
        test.name = outsider.hidden_in(test.name)
        test.given, test.expected = (outsider.hidden_in(each, ANONYMOUS) for each in (test.given, test.expected))
    db.session.flush()


def _tests(outsider: Outsider) -> list[FlowTest]:
    tests = db.session.scalars(select(FlowTest))
    return [each for each in tests if outsider.has_number_in(each.name, each.given, each.expected)]
