"""The wall counts by the targets of the company from the moment on at which they are changed."""

from datetime import timedelta

from app.company.service import own_company
from app.db import db
from app.status.reading import make
from app.status.sight import Sight
from tests.app.figures.made_calls import MONDAY, answered_call, keep


def test_changed_targets_count_at_once(in_company, company_id):
    keep(answered_call("a", wait_s=25))
    sight, at = Sight(company_id, None, "en"), MONDAY + timedelta(hours=1)
    before = make(sight, at).state
    assert before["figures"]["service_level"]["value"] == 0
    own_company().in_time_s = 30
    db.session.commit()
    after = make(sight, at + timedelta(seconds=1)).state
    assert after["figures"]["service_level"]["value"] == 1
    assert after["figures"]["service_level"]["text"] == "1 of 1 within 30 s"
    assert (before["now"]["now"]["targets"], after["now"]["now"]["targets"]) == ([20, 5, 30, 60], [30, 5, 30, 60])
