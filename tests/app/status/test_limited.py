"""What a supervisor who is limited to groups is sent has nothing of others in it, in whatever section."""

import json
from datetime import timedelta

import pytest

from app.calls.models import QueueHelp
from app.db import company_in_force, db, now
from app.db.groups import group_scope
from app.people.models import Employee, Group, GroupMember
from app.status import past
from app.status.reading import make, picture_of
from app.status.sections.queues import queues
from app.status.sight import Sight
from app.status.track import track
from tests.app.figures.made_calls import S, a_call, answered_call, keep, leg, wait

SECRETS = ("geheim", "Geheimrat", "Hilde", '"199"', "+4930999", "Heimlich", "secret-carrier", "secret tag")
SALES = frozenset({"sales"})


@pytest.fixture
def company(in_company):
    """Sales, which may be seen, and a group that may not, which helps it; both have calls of all kinds."""
    people = {"101": "Anna Adam", "199": "Hilde Heimlich"}
    for (extension, name), (group, label) in zip(
        people.items(), {"sales": "Sales", "geheim": "Geheimrat"}.items(), strict=True
    ):
        member = GroupMember(employee=Employee(extension=extension, name=name))
        db.session.add(Group(name=group, label=label, members=[member]))
    at = now() - 600 * S
    db.session.add(QueueHelp(company_id=company_in_force(), group="sales", since=at, helpers=["geheim"]))
    for place, (group, extension, caller) in enumerate((("sales", "101", "+4930111"), ("geheim", "199", "+4930999"))):
        how = {"caller": caller, "tags": ("secret tag",) if group == "geheim" else ()}
        carrier = "secret-carrier" if group == "geheim" else "own"
        ringing = leg("b1", extension, group, ends=None, at=at, carrier=carrier)
        keep(
            a_call(f"waits{place}", at, None, waits=[wait(group, left=None, at=at)], **how),
            a_call(f"rings{place}", at, None, legs=[ringing], **how),
            a_call(f"missed{place}", at, 30, legs=[leg("b1", extension, group, at=at)], **how),
            answered_call(f"talked{place}", at, extension=extension, group=group, **how),
            a_call(f"talks{place}", at, None, 5, [leg("b1", extension, group, answered=5, ends=None, at=at)], **how),
        )
    return company_in_force()


def assert_no_secret(found):
    text = json.dumps(found, ensure_ascii=False)
    assert [secret for secret in SECRETS if secret in text] == []


def test_the_wall_has_nothing_of_other_groups(company):
    assert_no_secret(make(Sight(company, SALES, "en")).state)
    assert "Geheimrat" in json.dumps(make(Sight(company, None, "en")).state)


def test_that_somebody_helps_is_said_without_a_name(company):
    row = queues(picture_of(now(), SALES))["sales"]
    assert (row["helped_by"], row["is_helped_by_others"]) == ([], True)
    whole = queues(picture_of(now(), None))["sales"]
    assert (whole["helped_by"], whole["is_helped_by_others"]) == (["Geheimrat"], False)


def test_the_past_and_its_track_have_nothing_of_other_groups(company, group_scope_of_sales):
    at = now()
    assert_no_secret(past.played(past.stretch(at - timedelta(minutes=9), at - timedelta(minutes=1), SALES)))
    assert_no_secret(track(at.date(), SALES))


@pytest.fixture
def group_scope_of_sales():
    with group_scope(SALES):
        yield
