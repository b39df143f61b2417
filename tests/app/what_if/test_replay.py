"""Playing what happened again gives what happened; with more people, what would have been."""

import pytest

from app.what_if.recorded import Line, understood
from app.what_if.replay import More, NotReplayable, replay
from app.what_if.waits import recorded_waits
from tests.app.what_if.world import BEGAN, HOUR, MINUTE, Caller, World, wild_world

NOBODY = More("sales", 0, 0, 0)


def waits_in(lines, begins):
    return [each for each in recorded_waits(lines) if each.since >= begins]


def played(world, more=NOBODY, begins=BEGAN):
    lines = [Line(each.event, each.effects, each.at) for each in world.lines]
    return replay(understood(lines, world.directory_at, begins), world.directory_at, more)


def in_order(waits):
    return sorted(waits, key=lambda wait: (wait.since, wait.call))


@pytest.mark.parametrize("seed", range(60))
@pytest.mark.parametrize("begins", [BEGAN, BEGAN + HOUR])
def test_with_nobody_added_each_wait_is_as_it_was(seed, begins):
    world = wild_world(seed)
    expected = waits_in(world.lines, next(each.at for each in world.lines if each.at >= begins))
    assert len(expected) > 10
    assert in_order(played(world, begins=begins)) == in_order(expected)


def test_the_made_up_companies_have_everything_that_queues_know():
    kinds = {type(line.event).__name__ for seed in range(20) for line in wild_world(seed).lines}
    effects = {type(each).__name__ for seed in range(20) for line in wild_world(seed).lines for each in line.effects}
    assert {
        "Reserved",
        "Promoted",
        "HelpBegan",
        "HelpEnded",
        "Missed",
        "RetryCallback",
        "SettingsChanged",
        "InCall",
        "LeftQueue",
        "WrapUpEnded",
    } <= kinds
    assert {"Withdraw", "CallBack", "Refuse", "WrapUp"} <= effects


def one_line(*callers, groups=None, **how):
    world = World(groups=groups or {"sales": ["101"]}, is_wild=False, **how)
    for at, caller in callers:
        world.plan(BEGAN + at, caller.arrive, world)
    world.run()
    return world


def lengths(waits):
    return {wait.call: (wait.until - wait.since, wait.outcome) for wait in waits}


def test_with_one_more_person_the_second_caller_need_not_wait_for_the_end_of_the_first_talk():
    world = one_line(
        (0, Caller("first", "sales", HOUR, 186_000)), (10_000, Caller("second", "sales", HOUR, MINUTE)), wrap_up_s=0
    )
    assert lengths(played(world)) == {"first": (4_001, "talk"), "second": (184_002, "talk")}
    more = More("sales", 1, BEGAN, BEGAN + HOUR)
    assert lengths(played(world, more)) == {"first": (4_001, "talk"), "second": (4_001, "talk")}


def test_who_gave_up_gets_through_with_more_people_and_talks_as_long_as_usual():
    world = one_line(
        (0, Caller("first", "sales", HOUR, 200_000)),
        (1_000, Caller("second", "sales", MINUTE, 1)),
        (2_000, Caller("third", "sales", HOUR, 100_000)),
    )
    assert lengths(played(world))["second"] == (MINUTE, "left")
    found = lengths(played(world, More("sales", 1, BEGAN, BEGAN + HOUR)))
    assert found["second"] == (4_001, "talk")
    assert found["third"][0] < lengths(played(world))["third"][0]


def test_a_group_of_which_nobody_was_there_takes_calls_with_somebody_added():
    world = World(groups={"sales": ["101"]}, is_wild=False)
    world.directories = [(0, {**world.directories[0][1], "groups": {"sales": {"members": []}}})]
    world.plan(BEGAN, Caller("first", "sales", HOUR, MINUTE).arrive, world)
    world.run()
    assert [wait.outcome for wait in played(world)] == ["nobody"]
    assert [wait.outcome for wait in played(world, More("sales", 1, BEGAN, BEGAN + HOUR))] == ["talk"]


def test_people_are_there_in_their_hours_alone():
    callers = [(at * 1_000, Caller(f"c{at}", "sales", HOUR, 5 * MINUTE)) for at in range(6)]
    world = one_line(*callers, wrap_up_s=0)
    during = lengths(played(world, More("sales", 1, BEGAN, BEGAN + 90_000)))
    always = lengths(played(world, More("sales", 1, BEGAN, BEGAN + HOUR)))
    assert during["c1"] == always["c1"] == (4_001, "talk")
    assert during["c5"][0] > always["c5"][0]


@pytest.mark.parametrize("seed", range(40))
def test_the_answer_is_what_would_have_happened(seed):
    """Callers who don't give up, and phones that are answered after a while of each caller's own: then everything that
    one more person changes can be known."""

    def world_of(groups):
        world = World(seed, groups, is_wild=False)
        for place in range(40):
            talk_ms, answer_ms = world.random.randrange(20_000, 400_000), world.random.randrange(1_000, 15_000)
            caller = Caller(f"c{place}", "sales", 10 * HOUR, talk_ms, (answer_ms,))
            world.plan(BEGAN + world.random.randrange(HOUR), caller.arrive, world)
        world.run()
        return world

    three, four = world_of({"sales": ["101", "102"]}), world_of({"sales": ["101", "102", "+1"]})
    found = in_order(played(three, More("sales", 1, BEGAN, BEGAN + 10 * HOUR)))
    assert found == in_order(waits_in(four.lines, BEGAN))
    assert found != in_order(played(three))


def test_settings_of_today_do_not_change_what_happened_before_the_period():
    """The one who talked is in the group no more; up to the period, what was recorded counts."""
    world = one_line((0, Caller("first", "sales", HOUR, MINUTE)), (HOUR, Caller("second", "sales", HOUR, MINUTE)))
    changed = {**world.directories[0][1], "groups": {"sales": {"members": []}}}
    recorded = understood(
        world.lines, lambda at: changed if at < BEGAN + HOUR // 2 else world.directory_at(at), BEGAN + HOUR // 2
    )
    assert lengths(replay(recorded, world.directory_at, NOBODY)) == {"second": (4_001, "talk")}


def test_what_the_switch_forgot_at_its_start_is_not_played():
    world = one_line((0, Caller("first", "sales", HOUR, MINUTE)))
    lines = [*world.lines, Line(None, (), BEGAN + HOUR)]
    with pytest.raises(NotReplayable):
        replay(understood(lines, world.directory_at, BEGAN), world.directory_at, NOBODY)
    after = [Line(None, (), BEGAN - HOUR), *world.lines]
    assert lengths(replay(understood(after, world.directory_at, BEGAN), world.directory_at, NOBODY)) == {
        "first": (4_001, "talk")
    }
