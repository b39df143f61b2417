"""A company sets how soon its callers are to be answered."""

import pytest

from app.company.models import Company
from app.company.targets import USUAL, Targets
from app.db import db

WANTED = {"in_time_s": "30", "abandoned_after_s": "8", "watch_s": "45", "act_s": "90"}
USUALLY = {"in_time_s": "20", "abandoned_after_s": "5", "watch_s": "30", "act_s": "60"}


def targets_of(app, customer_number="1001"):
    with app.app_context():
        return db.session.query(Company).filter_by(customer_number=customer_number).one().targets


def test_targets_are_changed_and_the_page_says_what_that_means(client, app):
    page = client.post("/settings/company/targets", data=WANTED, follow_redirects=True)
    assert targets_of(app) == Targets(30, 8, 45, 90)
    assert targets_of(app, "1002") == USUAL
    for said in (
        "The service level counts answers within 30 s instead of 20 s.",
        "Callers who hang up in a queue are abandoned after 8 s instead of 5 s.",
        "Queues turn amber after 45 s instead of 30 s.",
        "Queues turn red after 90 s instead of 60 s.",
        "This applies to past days, too.",
    ):
        assert said in page.text
    assert 'value="45"' in client.get("/settings/company").text


def test_nothing_is_said_of_what_has_not_changed(client):
    page = client.post("/settings/company/targets", data=USUALLY, follow_redirects=True)
    assert "Saved." in page.text
    assert "instead of" not in page.text
    assert "This applies to past days" not in page.text


@pytest.mark.parametrize("name", WANTED)
@pytest.mark.parametrize("typed", ["0", "-1", "1e9", "1000000000", "3601", "20.5", "soon", "", "２０"])
def test_what_is_no_number_of_seconds_is_refused_beside_its_field(client, app, name, typed):
    answer = client.post("/settings/company/targets", data={**WANTED, name: typed})
    assert answer.status_code == 422
    assert answer.text.count("Write a number of seconds, from 1 to 3600.") == 1
    assert f'id="{name}-faults"' in answer.text
    assert targets_of(app) == USUAL


def test_a_queue_turns_red_later_than_amber(client, app):
    answer = client.post("/settings/company/targets", data={**WANTED, "act_s": "45"})
    assert answer.status_code == 422
    assert "Choose more than 45." in answer.text
    assert targets_of(app) == USUAL


def test_a_field_that_was_not_sent_is_refused(client, app):
    assert client.post("/settings/company/targets", data={"in_time_s": "30"}).status_code == 422
    assert targets_of(app) == USUAL
