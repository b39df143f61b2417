"""A portal whose figures are of calls that the test makes up."""

import pytest

from app.port import NotProvided
from app.ports.figures import figures
from tests.app.statistics.counted import Counted, Made


@pytest.fixture
def counted(app):
    """Let the page count these calls: ``counted(Made(...), ...)`` returns what counts them."""

    def count(*made: Made) -> Counted:
        found = Counted(made)
        try:
            figures.replace(app, found)
        except NotProvided:
            figures.provide(app, found)
        return found

    return count
