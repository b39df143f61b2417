"""What people search for in the list of calls, and what a supervisor of one group finds there."""

from dataclasses import replace

import pytest

from app.calls import listing
from app.calls.models import Call
from app.calls.newest import in_newest
from app.calls.remark_models import CallTag
from app.calls.remarking import known_tags
from app.db import company_scope, db
from app.db.groups import group_scope
from app.figures import merging
from app.figures.merging import mark
from app.ports.calls import CallsChanged, calls
from app.ports.figures import figures
from tests.app.figures.made_calls import MONDAY, S, answered_call, keep

SALES = frozenset({"sales"})
OTHER = "+493023125008"


@pytest.fixture
def named(app, company_id):
    """Two callers with names and tags; the newer one called Support."""
    with app.test_request_context(), company_scope(company_id):
        mine = replace(answered_call("a"), caller_name="Petra Paulsen", tags=("order",))
        other = answered_call("b", MONDAY + 60 * S, extension="103")
        legs = tuple(replace(each, group="support") for each in other.legs)
        waits = tuple(replace(each, group="support") for each in other.waits)
        other = replace(
            other,
            caller=OTHER,
            caller_name="Paula Petersen",
            tags=("ordeal",),
            legs=legs,
            waits=waits,
            groups=("support",),
        )
        keep(mine, other)
        yield company_id


def searched(text):
    return {name: values for name, values in listing.searched(listing.call_list({}), text).items() if name != "period"}


@pytest.mark.parametrize("is_stored", [False, True])
def test_names_and_tags_are_found_whether_or_not_figures_have_them_yet(named, is_stored):
    if is_stored:
        merging.merge_company(named)
    assert searched("paul") == {"outside": [OTHER, answered_call("a").caller]}
    assert {*searched("orde")["tag"]} == {"order", "ordeal"}


@pytest.mark.parametrize("is_stored", [False, True])
def test_who_is_limited_to_a_group_finds_its_callers_and_tags_alone(named, is_stored):
    if is_stored:
        merging.merge_company(named)
    with group_scope(SALES):
        assert searched("paul") == {"outside": [answered_call("a").caller]}
        assert searched("orde") == {"tag": ["order"]}
        assert searched("ordeal") == {"outside": ["ordeal"]}
        assert calls().names_of_callers(100) == {answered_call("a").caller: "Petra Paulsen"}


def test_only_so_many_calls_are_looked_at(named):
    assert in_newest(1, Call.caller_name, lambda name: name != "", Call.caller) == [(OTHER,)]
    with group_scope(SALES):
        assert in_newest(1, Call.caller_name, lambda name: name != "", Call.caller) == []


def test_an_extension_that_nobody_has_any_more_is_found_if_any_call_has_it(named):
    merging.merge_company(named)
    assert searched("103") == {"employee": ["103"]}
    assert searched("199") == {"outside": ["199"]}
    with group_scope(SALES):
        assert searched("103") == {"outside": ["103"]}


def test_choices_of_a_limited_user_follow_the_calls(named):
    with group_scope(SALES):
        merging.merge_company(named)
        assert figures().choices("tag") == [("order", "order")]
        keep(replace(answered_call("c", MONDAY + 120 * S), tags=("press",)))
        merging.merge_company(named)
        assert figures().choices("tag") == [("order", "order"), ("press", "press")]


def test_tags_that_people_use_are_offered_to_those_who_see_such_a_call(named):
    for call, tag in (("a", "Warranty"), ("b", "Angry")):
        db.session.add(CallTag(call=call, tag=tag, changed_at=MONDAY, author="Olga", is_on=True))
    mark([CallsChanged(named, ("a", "b"))])
    db.session.commit()
    assert known_tags() == ["Angry", "Warranty"]
    merging.merge_company(named)
    with group_scope(SALES):
        assert known_tags() == ["Warranty"]
