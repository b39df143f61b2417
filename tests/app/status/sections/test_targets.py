"""Queues turn amber and red at the targets of the company."""

import pytest

from app.company.targets import Targets
from app.status.sections.queues import queues, turns, waiting_in
from app.status.wall import next_turn
from tests.app.status.pictures import ago, person, picture, waiting

pytestmark = pytest.mark.usefixtures("in_company")
SLOW = Targets(watch_s=100, act_s=200)


@pytest.mark.parametrize(("waited_s", "usual", "slow"), [(20, "ok", "ok"), (40, "watch", "ok"), (110, "act", "watch")])
def test_a_queue_is_judged_by_the_targets(waited_s, usual, slow):
    shown = {"calls": (waiting("a", waited_s),), "people": (person("101", "Lea Brandt"),)}
    assert queues(picture(**shown))["sales"]["level"] == usual
    row = queues(picture(targets=SLOW, **shown))["sales"]
    assert (row["level"], row["target"]) == (slow, {"watch": 100, "act": 200})


def test_the_wall_is_made_anew_when_a_target_is_reached():
    found = picture(calls=(waiting("a", 90),), targets=SLOW)
    assert turns(waiting_in(found)["sales"], SLOW) == [ago(seconds=-10), ago(seconds=-110)]
    assert next_turn(found) == ago(seconds=-10)
