"""Publishing touches no call in progress, and what is published outlives the programs."""

import shutil

from app.db import db
from app.exchange import switching
from app.lists.service import add_caller_list
from app.web.saving import live_warning
from switch.published import FOLDERS, path_of
from tests.calls.drawings import AROUND_RING, END, OUTLETS, hello, menu, ring
from tests.designer.drawing import flow, node
from tests.exchange import TONES
from tests.waiting import until


def draw_menu(exchange, chosen, number=""):
    return exchange.draw(
        [menu(timeout_s=60), node("chosen", "play", prompt=chosen), END],
        ("menu", "1", "chosen"),
        ("menu", "2", "end"),
        ("menu", "timeout", "end"),
        ("menu", "invalid", "end"),
        ("chosen", "next", "end"),
        number=number,
    )


def status(exchange, number):
    with exchange.in_company():
        (found,) = switching.status([number])
    return found


def test_a_call_keeps_the_drawing_it_began_with_and_the_next_gets_the_new_one(exchange, caller):
    number = draw_menu(exchange, "closed")
    before = caller.call(number)
    assert before.rtp.wait_for_prompt(TONES["menu"])
    draw_menu(exchange, "greeting", number)
    before.press("1")
    assert before.rtp.wait_for_prompt(TONES["closed"])
    after = caller.call(number)
    assert after.rtp.wait_for_prompt(TONES["menu"])
    after.press("1")
    assert after.rtp.wait_for_prompt(TONES["greeting"])


def test_a_call_outlives_the_directory_that_it_began_with(exchange, caller):
    """It goes on by the one of now, in whichever worker: only one of them has read the old one."""
    keys = 20
    number = exchange.draw(
        [menu(timeout_s=60), END],
        ("menu", "1", "menu"),
        *(("menu", each, "end") for each in ("2", "timeout", "invalid")),
    )
    with exchange.in_company():
        add_caller_list("For one call", [])
        db.session.commit()
        assert live_warning() is None
    call = caller.call(number)
    assert call.rtp.wait_for_prompt(TONES["menu"])
    began_with = exchange.steps(number)[0]["event"]["directory"]
    with exchange.in_company():
        add_caller_list("For another call", [])
        db.session.commit()
        assert live_warning() is None
    path_of(exchange.config.home, f"d:{began_with}").unlink()
    for count in range(1, keys + 1):
        call.press("1")
        assert until(lambda count=count: exchange.path(number).count("menu") == count + 1)
    call.press("2")
    assert call.wait("ended")
    assert exchange.ended(number) == "flow_ended"


def test_a_call_waits_for_its_program_that_somebody_has_deleted(own_exchange):
    """Keys come to other workers than the INVITE, and these have not read it. The worker writes it again."""
    exchange, keys = own_exchange, 8
    ways = [("menu", "1", "menu"), *(("menu", each, "end") for each in ("2", "timeout", "invalid"))]
    number = exchange.draw([menu(timeout_s=60), END], *ways)
    with exchange.caller() as caller:
        call = caller.call(number)
        assert call.wait("answered", 10)
        for folder in FOLDERS.values():
            shutil.rmtree(exchange.config.home / folder)
        for _ in range(keys):
            call.press("1")
        name = exchange.steps(number)[0]["call"]
        assert until(
            lambda: (
                "put_off" in exchange.parts.rpc("htable.get", "calls", name)["item"]["value"]
                or exchange.path(number).count("menu") == keys + 1  # a worker that had read it took them all
            )
        )
        call.press("2")
        with exchange.app.app_context():
            switching.keep_live()
        assert call.wait("ended", 10)
    assert exchange.path(number).count("menu") == keys + 1
    assert exchange.ended(number) == "flow_ended"


def test_going_back_is_publishing_the_older_drawing(exchange, caller):
    number = exchange.draw(*hello("welcome"))
    first = status(exchange, number).live
    exchange.draw(*hello("closed"), number=number)
    assert status(exchange, number).live != first
    exchange.draw(*hello("welcome"), number=number)
    assert status(exchange, number).live == first
    assert caller.call(number).rtp.wait_for_prompt(TONES["welcome"])


def test_what_is_published_is_there_again_after_a_restart(own_exchange):
    number = own_exchange.draw(*hello("welcome"))
    own_exchange.parts.stop("kamailio")
    own_exchange.parts.start_kamailio()
    assert status(own_exchange, number).is_live
    with own_exchange.caller() as caller:
        assert caller.call(number).rtp.wait_for_prompt(TONES["welcome"])


def test_what_is_published_while_the_switch_is_down_goes_live_when_it_is_back(own_exchange):
    number = own_exchange.draw(*hello("welcome"))
    own_exchange.parts.stop("kamailio")
    nodes, wire = hello("closed")
    _, warning = own_exchange.publish(flow(nodes, wire), number)
    assert "not live yet" in warning
    found = status(own_exchange, number)
    assert not found.is_live
    assert found.error
    own_exchange.parts.start_kamailio()
    assert status(own_exchange, number).is_live
    with own_exchange.caller() as caller:
        assert caller.call(number).rtp.wait_for_prompt(TONES["closed"])


def test_what_differs_is_repaired(own_exchange):
    number = own_exchange.draw(*hello("welcome"))
    own_exchange.work("keep the switch as published")
    own_exchange.parts.rpc("htable.delete", "routing", f"n:{number}")
    assert not status(own_exchange, number).is_live
    own_exchange.work("keep the switch as published")
    assert status(own_exchange, number).is_live
    with own_exchange.caller() as caller:
        assert caller.call(number).rtp.wait_for_prompt(TONES["welcome"])


def test_registrations_outlive_a_restart(own_exchange):
    number = own_exchange.draw([ring(), *OUTLETS], *AROUND_RING)
    with own_exchange.phone("101", answer_after_s=0.0) as anna, own_exchange.caller() as caller:
        own_exchange.parts.stop("kamailio")
        own_exchange.parts.start_kamailio()
        call = caller.call(number)
        assert anna.incoming.get(timeout=30).wait("answered")
        assert call.wait("answered")
        call.hang_up()
