"""The question is answered from the journal, in a sentence, for those who may see the group."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from app.auth.models import User
from app.company.service import own_company
from app.db import company_scope, db
from app.exchange import service as exchange
from app.people.models import Group
from switch.journal import Journal
from tests.app.what_if.world import BEGAN, HOUR, MINUTE, Caller, World, directory_of, wild_world

ZONE = ZoneInfo("Europe/Berlin")
START = datetime.fromtimestamp(BEGAN / 1000, UTC)


@pytest.fixture
def groups(app, company_id):
    with app.app_context(), company_scope(company_id):
        db.session.add_all([Group(name="sales", label="Sales"), Group(name="support", label="Support")])
        db.session.commit()


@pytest.fixture
def happened(app, config, company_id, groups):
    """Writes what happened into the journal, as the switch does, with its settings in force still."""

    def happened(world, started_at=0):
        journal = Journal(config.journal_dir, "node1")
        for line in world.lines:
            journal.queue("1001", line.event, line.effects)
        if started_at:
            journal.started(started_at)
        journal.close()
        with app.app_context(), company_scope(company_id):
            exchange.set_directory("1001", world.directories[-1][1])
            db.session.commit()

    return happened


def asked(client, people=1, group="sales", begins=START, ends=START + timedelta(hours=1)):
    query = {"group": group, "people": people, "begins": begins.isoformat(), "ends": ends.isoformat()}
    return client.get("/what-if/", query_string=query, headers={"Accept": "application/json"})


@pytest.fixture
def two_callers():
    world = World(groups={"sales": ["101"]}, is_wild=False, wrap_up_s=0)
    world.plan(BEGAN, Caller("first", "sales", HOUR, 192_000).arrive, world)
    world.plan(BEGAN + 10_000, Caller("second", "sales", HOUR, MINUTE).arrive, world)
    world.run()
    return world


def test_the_answer_is_a_sentence_and_a_second_line_in_the_track(client, happened, two_callers):
    happened(two_callers)
    answer = asked(client).json
    assert answer["sentence"] == ("With 1 more person in Sales, the longest wait would have been 0:04 instead of 3:10.")
    assert (answer["was"]["callers"], answer["was"]["talked"], answer["would"]["talked"]) == (2, 2, 2)
    track = {at[11:16]: (was, would) for at, was, would in answer["track"]}
    assert track[f"{START + timedelta(minutes=2):%H:%M}"][0] > 60
    assert {would for _was, would in track.values()} == {0}


def test_with_nobody_added_the_answer_is_what_was(client, happened, two_callers):
    happened(two_callers)
    answer = asked(client, people=0).json
    assert answer["sentence"] == "The longest wait for Sales was 3:10."
    assert answer["was"] == answer["would"]


@pytest.mark.parametrize("seed", range(3))
def test_wild_hours_with_nobody_added_are_as_they_were(client, happened, seed):
    world = wild_world(seed, pauses=0)
    happened(world)
    answer = asked(client, people=0, begins=START + timedelta(minutes=30)).json
    assert answer["was"] == answer["would"]
    assert answer["was"]["callers"] >= 5


def test_callers_who_would_have_got_through_are_named_as_assumed(client, happened):
    world = World(groups={"sales": ["101"]}, is_wild=False, wrap_up_s=0)
    world.plan(BEGAN, Caller("first", "sales", HOUR, 192_000).arrive, world)
    world.plan(BEGAN + 10_000, Caller("second", "sales", MINUTE, 1).arrive, world)
    world.run()
    happened(world)
    answer = asked(client).json
    assert answer["sentence"].endswith("The caller who was lost would have got through.")
    assert answer["assumed"][0] == (
        "1 caller gave up and would have got through. Such a talk is taken to last 3:12, as is usual."
    )


@pytest.mark.parametrize(("after_s", "lost"), [(60, 1), (61, 0)])
def test_who_hangs_up_sooner_than_the_companys_target_says_is_not_lost(
    client, app, company_id, happened, after_s, lost
):
    world = World(groups={"sales": ["101"]}, is_wild=False, wrap_up_s=0)
    world.plan(BEGAN, Caller("first", "sales", HOUR, 192_000).arrive, world)
    world.plan(BEGAN + 10_000, Caller("second", "sales", MINUTE, 1).arrive, world)
    world.run()
    with app.app_context(), company_scope(company_id):
        own_company().abandoned_after_s = after_s
        db.session.commit()
    happened(world)
    answer = asked(client).json
    assert (answer["was"]["gave_up"], answer["was"]["callers"], answer["was"]["refused"]) == (lost, 2, 0)
    assert ("lost" in answer["sentence"]) == bool(lost)


def test_settings_that_are_not_known_any_more_are_no_ground_for_an_answer(
    app, client, happened, company_id, two_callers
):
    happened(two_callers)
    with app.app_context(), company_scope(company_id):
        exchange.set_directory("1001", directory_of({"sales": ["102"]}))
        db.session.commit()
    answer = asked(client)
    assert answer.status_code == 422
    assert "can't be played again" in answer.json["error"]["message"]


def test_nothing_happened(client, groups):
    assert asked(client).json["sentence"] == "Nobody waited for Sales."


@pytest.mark.parametrize(
    "question",
    [
        {"people": 21},
        {"people": -1},
        {"people": "many"},
        {"group": "nobody"},
        {"ends": START},
        {"ends": START + timedelta(hours=13)},
        {"begins": datetime(2999, 1, 1, tzinfo=UTC), "ends": datetime(2999, 1, 2, tzinfo=UTC)},
    ],
)
def test_what_is_no_question_is_explained(client, groups, question):
    answer = asked(client, **question)
    assert answer.status_code == 422
    assert answer.json["error"]["message"].endswith(".")


def test_a_supervisor_of_another_group_gets_no_answer(app, company_id, happened, two_callers):
    happened(two_callers)
    with app.app_context(), company_scope(company_id):
        mail = "supervisor@1001.example"
        user = User(name="Sam", email=mail, role="supervisor", groups=["support"], password_hash="-")
        db.session.add(user)
        db.session.commit()
        client = app.test_client(user=db.session.get(User, user.id))
    assert asked(client).status_code == 422
    assert asked(client, group="support").status_code == 200


def test_a_start_of_the_exchange_after_the_period_is_no_hindrance(client, happened, two_callers):
    happened(two_callers, BEGAN + 90 * MINUTE)
    assert asked(client).json["sentence"].endswith("the longest wait would have been 0:04 instead of 3:10.")


def at(minutes):
    return f"{(START + timedelta(minutes=minutes)).astimezone(ZONE):%H:%M}"


@pytest.mark.parametrize(
    ("minutes", "begins", "ends", "wait"), [(40, 0, 40, "0:04 instead of 3:10"), (10, 10, 60, "Nobody waited")]
)
def test_of_a_period_with_a_start_of_the_exchange_the_longest_part_is_played(
    client, happened, two_callers, minutes, begins, ends, wait
):
    happened(two_callers, BEGAN + minutes * MINUTE)
    sentence = asked(client).json["sentence"]
    assert wait in sentence
    about = f"started again at {at(minutes)}, so this is about {at(begins)} to {at(ends)} only."
    assert sentence.endswith(about)


def test_of_a_period_that_is_too_short_with_a_start_there_is_no_answer(client, happened, two_callers):
    happened(two_callers, BEGAN + 3 * MINUTE)
    answer = asked(client, ends=START + timedelta(minutes=6))
    assert answer.status_code == 422
    assert answer.json["error"]["message"].startswith("The exchange was started again meanwhile.")
