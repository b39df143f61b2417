"""The further node types on real calls: drawn, published, called, heard at the phone."""

import pytest

from tests.calls.drawings import AROUND_RING, END, OUTLETS, menu
from tests.designer.drawing import node
from tests.exchange import CALLER_TONE, OUTSIDE_TONE, PHONE_TONES, TONES
from tests.waiting import until

HEAR = {"yes": "welcome", "no": "closed"}
YES, NO = node("yes", "play", prompt="welcome"), node("no", "play", prompt="closed")
THEN = (("yes", "next", "end"), ("no", "next", "end"))


def decide(exchange, deciding, yes, no, *before):
    """A drawing that plays "welcome" or "closed"; *before* are nodes with the one outlet "next"."""
    nodes = [*before, deciding, YES, NO, END]
    names = [each["id"] for each in nodes]
    chain = [(name, "next", names[place + 1]) for place, name in enumerate(names[: len(before)])]
    return exchange.draw(nodes, *chain, (deciding["id"], yes, "yes"), (deciding["id"], no, "no"), *THEN)


def outside(**settings):
    return node("out", "outside", **{"destination": "+4940123456", "ring_s": 5, **settings})


OUT = tuple(("out", outlet, "nobody") for outlet in ("no_answer", "busy", "failed"))


@pytest.mark.parametrize(("user", "heard"), [("+4917012345", "yes"), ("+4930999", "no"), ("anonymous", "yes")])
def test_a_caller_is_looked_up_in_a_list(exchange, user, heard):
    number = decide(exchange, node("list", "caller_list", list="vip"), "listed", "other")
    with exchange.caller(user) as caller:
        assert caller.call(number).rtp.wait_for_prompt(TONES[HEAR[heard]])


@pytest.mark.parametrize(("value", "heard"), [("4711", "yes"), ("4712", "no")])
def test_digits_go_into_a_variable_that_a_condition_reads(exchange, caller, value, heard):
    number = exchange.draw(
        [
            node("ask", "digits", prompt="menu", variable="order", least=4, most=4, timeout_s=2, tries=1),
            node("is", "condition", subject="variable", variable="order", operator="is", value="4711"),
            YES,
            NO,
            END,
        ],
        ("ask", "entered", "is"),
        ("ask", "timeout", "end"),
        ("ask", "invalid", "end"),
        ("is", "yes", "yes"),
        ("is", "no", "no"),
        *THEN,
    )
    call = caller.call(number)
    assert call.rtp.wait_for_prompt(TONES["menu"])
    call.press(value)
    assert call.rtp.wait_for_prompt(TONES[HEAR[heard]])


def test_keys_are_read_out_and_confirmed(exchange, caller):
    ask = node("ask", "digits", prompt="menu", variable="order", least=2, most=2, timeout_s=5, tries=2, confirm=True)
    ways = [("ask", outlet, "end") for outlet in ("timeout", "invalid")]
    mark = node("mark", "tag", tag="{order}")
    wires = (("ask", "entered", "mark"), *ways, ("mark", "next", "yes"), ("yes", "next", "end"))
    number = exchange.draw([ask, mark, YES, END], *wires)
    call = caller.call(number)
    assert call.rtp.wait_for_prompt(TONES["menu"])
    call.press("42")
    assert until(lambda: "sys:digit-4" in [each["prompt"] for each in exchange.effects(number, "play")])
    call.press("1")
    assert call.rtp.wait_for_prompt(TONES["welcome"], 8)


def test_a_name_is_dialled(exchange, caller, phones):
    phones("102", answer_after_s=0.0)
    number = exchange.draw(
        [
            node("who", "dial_by_name", prompt="menu", variable="found", timeout_s=3, tries=1),
            node("ring", "ring", who="variable:found", ring_s=3, record=False),
            *OUTLETS,
        ],
        ("who", "found", "ring"),
        ("who", "nobody", "end"),
        ("who", "timeout", "end"),
        *AROUND_RING,
    )
    call = caller.call(number)
    assert call.rtp.wait_for_prompt(TONES["menu"])
    call.press("102")
    assert call.rtp.wait_for_tone(PHONE_TONES["102"])


def test_the_group_is_asked_who_is_free(exchange, caller, phones):
    number = decide(
        exchange, node("free", "condition", subject="free", group_name="sales", operator="more", value="0"), "yes", "no"
    )
    assert caller.call(number).rtp.wait_for_prompt(TONES["closed"])
    phones("101")
    assert caller.call(number).rtp.wait_for_prompt(TONES["welcome"])


def test_the_day_is_asked_of_a_calendar(exchange, caller):
    holiday = decide(exchange, node("day", "holiday", calendar="always"), "holiday", "workday")
    special = decide(exchange, node("day", "special_day", calendar="always"), "special", "ordinary")
    for number in (holiday, special):
        assert caller.call(number).rtp.wait_for_prompt(TONES["closed"])


def test_the_same_caller_always_goes_the_same_way(exchange, caller):
    number = decide(exchange, node("split", "split", percent=50, salt="trial"), "a", "b")
    paths = []
    for _ in range(3):
        assert caller.call(number).wait("ended")
        paths.append(exchange.path(number))
    assert paths[0] == paths[1] == paths[2]


def test_prompts_are_heard_in_the_callers_language(exchange, caller):
    number = exchange.draw(
        [node("de", "language", language="de"), YES, END], ("de", "next", "yes"), ("yes", "next", "end")
    )
    assert caller.call(number).rtp.wait_for_prompt(TONES["welcome@de"])


def test_a_variable_is_set_tagged_and_notified(exchange, caller):
    number = exchange.draw(
        [
            node("set", "set_variable", variable="who", value="caller {caller}"),
            node("tag", "tag", tag="from {who}"),
            node("tell", "notify", employee="101", text="{who} has called"),
            YES,
            END,
        ],
        ("set", "next", "tag"),
        ("tag", "next", "tell"),
        ("tell", "next", "yes"),
        ("yes", "next", "end"),
    )
    assert caller.call(number).rtp.wait_for_prompt(TONES["welcome"])
    assert exchange.effects(number, "tag") == [{"type": "tag", "tag": "from caller +4917012345"}]
    assert exchange.effects(number, "notify")[0]["text"] == "caller +4917012345 has called"


def test_a_call_goes_out_by_the_trunk(exchange, caller, carrier):
    number = exchange.draw([outside(), *OUTLETS[:1], END], *OUT, ("nobody", "next", "end"))
    call = caller.call(number)
    there = carrier.incoming.get(timeout=30)
    assert "sip:+4940123456@" in there.invite.first
    assert there.caller == number
    assert call.rtp.wait_for_tone(OUTSIDE_TONE)
    assert there.rtp.wait_for_tone(CALLER_TONE)
    there.hang_up()
    assert call.wait("ended")
    assert exchange.ended(number) == "callee_hung_up"


@pytest.mark.parametrize("status", [486, 404, 503])
def test_a_number_that_can_not_be_reached_leaves_by_its_outlet(exchange, caller, status):
    with exchange.carrier(refuse_with=status) as carrier:
        number = exchange.draw([outside(), *OUTLETS[:1], END], *OUT, ("nobody", "next", "end"))
        assert caller.call(number).rtp.wait_for_prompt(TONES["closed"])
        assert carrier.incoming.get(timeout=30)


def test_giving_up_stops_the_call_outside(exchange, caller):
    with exchange.carrier() as carrier:
        number = exchange.draw([outside(), *OUTLETS[:1], END], *OUT, ("nobody", "next", "end"))
        call = caller.call(number)
        there = carrier.incoming.get(timeout=30)
        call.hang_up()
        assert there.wait("ended")


def test_the_phone_shows_a_prefix(exchange, caller, phones):
    anna = phones("101")
    ring = node("ring", "ring", who="employee:101", ring_s=3, record=False, prefix="SALES")
    exchange_number = exchange.draw([ring, *OUTLETS], *AROUND_RING)
    call = caller.call(exchange_number)
    rung = anna.incoming.get(timeout=30)
    assert '"SALES +4917012345"' in rung.invite.header("from")
    call.hang_up()


@pytest.mark.parametrize("strategy", ["random", "longest_idle"])
def test_one_after_the_other_in_an_order_of_its_own(exchange, caller, phones, strategy):
    phones("101", answer_after_s=0.1)
    phones("102", answer_after_s=0.1)
    ring = node("ring", "ring", who="group:sales", strategy=strategy, ring_s=3, record=False)
    number = exchange.draw([ring, *OUTLETS], *AROUND_RING)
    call = caller.call(number)
    assert call.wait("answered")
    assert len(exchange.effects(number, "dial")) == 1


def test_who_has_talked_last_is_rung_last(exchange, caller, phones):
    anna, ben = phones("101", answer_after_s=0.0), phones("102", answer_after_s=0.0)
    first = exchange.draw([node("ring", "ring", who="employee:101", ring_s=3, record=False), *OUTLETS], *AROUND_RING)
    call = caller.call(first)
    assert call.wait("answered")
    call.hang_up()
    assert anna.calls[0].wait("ended")
    ring = node("ring", "ring", who="group:sales", strategy="longest_idle", ring_s=3, record=False)
    number = exchange.draw([ring, *OUTLETS], *AROUND_RING)
    assert caller.call(number).rtp.wait_for_tone(PHONE_TONES["102"])
    assert len(ben.calls) == 1


def test_with_a_delay_the_second_phone_rings_later(exchange, caller, phones):
    anna, ben = phones("101"), phones("102", answer_after_s=0.0)
    ring = node("ring", "ring", who="group:sales", delay_s=1, ring_s=5, record=False)
    number = exchange.draw([ring, *OUTLETS], *AROUND_RING)
    call = caller.call(number)
    assert anna.incoming.get(timeout=30)
    assert ben.incoming.empty()
    assert call.rtp.wait_for_tone(PHONE_TONES["102"])


def test_recording_begins_pauses_and_ends(exchange, caller):
    actions = [node(action, "record", action=action) for action in ("on", "pause", "resume", "off")]
    plays = [node(f"play-{place}", "play", prompt="welcome") for place in range(4)]
    nodes = [each for pair in zip(actions, plays, strict=True) for each in pair]
    ways = [(before["id"], "next", after["id"]) for before, after in zip(nodes, [*nodes[1:], END], strict=True)]
    number = exchange.draw([*nodes, END], *ways)
    call = caller.call(number)
    assert call.wait("ended", 8)
    names = [[each["recording"] for each in exchange.effects(number, kind)] for kind in ("record", "stop_recording")]
    assert names[0] == names[1]
    assert len(names[0]) == 2


@pytest.mark.parametrize(("key", "heard"), [("9", "no"), ("", "yes")])
def test_a_caller_may_refuse_to_be_recorded(exchange, caller, key, heard):
    consent = node("ask", "consent", prompt="menu", refuse_key="9", timeout_s=1)
    number = decide(exchange, consent, "agreed", "refused")
    call = caller.call(number)
    assert call.rtp.wait_for_prompt(TONES["menu"])
    call.press(key)
    assert call.rtp.wait_for_prompt(TONES[HEAR[heard]])


def test_a_colleague_dials_an_inner_number(exchange, phones):
    nodes, way = [node("hello", "play", prompt="closed"), END], ("hello", "next", "end")
    number = exchange.draw(nodes, way, number="200")
    call = phones("101").call(number)
    assert call.rtp.wait_for_prompt(TONES["closed"])


def test_menus_still_wait(exchange, caller):
    number = exchange.draw([menu(), END], *(("menu", outlet, "end") for outlet in ("1", "2", "timeout", "invalid")))
    assert caller.call(number).rtp.wait_for_prompt(TONES["menu"])
