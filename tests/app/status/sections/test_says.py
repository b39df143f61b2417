"""What the lines show, in a sentence."""

import pytest

from app.status.picture import Sums
from app.status.sections.lines import lines
from app.status.sections.says import about_lines
from tests.app.status.pictures import picture

pytestmark = pytest.mark.usefixtures("in_company")


def test_the_line_that_talked_most_did_so_of_all_minutes_and_not_only_of_those_of_lines():
    found = picture(sums=Sums(measures={"minutes": 12.0}, lines={"group:sales": {"minutes": 4.0, "calls": 2.0}}))
    said = about_lines(found, [row for row in lines(found).values() if row["by"] == "group"])
    assert "".join(part["text"] for part in said) == "Sales talked 4 of 12 minutes today."
