"""A bad day: no caller is left in silence, and calls that can't be carried are refused at once."""

from app.calls.models import Call
from app.db import db
from app.exchange import switching
from designer.runtime.ops.branch import Branch
from designer.runtime.ops.hours import Hours
from designer.runtime.ops.play import Play
from designer.runtime.program import Program
from switch.published import path_of
from tests.calls.drawings import AROUND_RING, END, MENU_TO_END, OUTLETS, hello, menu, ring
from tests.exchange import CALLER_TONE, TONES, running_exchange
from tests.parts import private_config
from tests.peers.raw import ask
from tests.waiting import until


def test_a_number_that_nobody_has_is_not_found(exchange, caller):
    call = caller.call("+49309999999")
    assert call.wait("ended")
    assert call.status == 404


def test_without_the_media_server_a_caller_is_told_to_try_later(own_exchange):
    number = own_exchange.draw(*hello("welcome"))
    own_exchange.parts.kill("rtpengine")
    with own_exchange.caller() as caller:
        call = caller.call(number)
        assert call.wait("ended")
        assert call.status == 503
    own_exchange.parts.start_rtpengine()
    with own_exchange.caller() as caller:
        assert until(lambda: caller.call(number).rtp.wait_for_prompt(TONES["welcome"], 1.0), 10)


def test_a_call_whose_media_is_lost_ends(own_exchange):
    """The next thing that the call needs of rtpengine fails: the caller is hung up on."""
    number = own_exchange.draw([menu(timeout_s=60), END], *MENU_TO_END)
    with own_exchange.caller() as caller:
        call = caller.call(number)
        assert call.rtp.wait_for_prompt(TONES["menu"])
        own_exchange.parts.kill("rtpengine")
        own_exchange.parts.start_rtpengine()
        call.press_by_info("9")
        assert call.wait("ended")
        assert call.ended_by == "them"
    assert own_exchange.ended(number) == "fault"


BROKEN = Branch((("no such outcome", "a"),))


def test_a_defect_before_the_answer_refuses_the_call_and_the_log_names_call_and_node(own_exchange):
    number = own_exchange.publish_program(Program("here", {"here": (Hours("always"), BROKEN)}))
    with own_exchange.caller() as caller:
        call = caller.call(number)
        assert call.wait("ended")
        assert call.status == 503
    assert_told(own_exchange, number, "on its arrival")


def test_a_defect_during_a_call_ends_it_and_the_log_names_call_and_node(own_exchange):
    number = own_exchange.publish_program(Program("here", {"here": (Play("welcome"), BROKEN)}))
    with own_exchange.caller() as caller:
        call = caller.call(number)
        assert call.rtp.wait_for_prompt(TONES["welcome"])
        assert call.wait("ended")
        assert call.ended_by == "them"
    assert_told(own_exchange, number, "at node 'here'")


def assert_told(exchange, number, where):
    """In the log, and in the journal: so the call is told to have ended by a fault."""
    last = exchange.steps(number)[-1]
    message = last["event"]["message"]
    assert last["effects"] == [{"type": "ended", "how": "fault"}]
    assert last["call"] in message
    assert where in message
    assert message in exchange.parts.log("kamailio")
    exchange.work("follow the journal")
    with exchange.in_company():
        assert db.session.get(Call, last["call"]).ended == "fault"


def test_a_program_that_is_not_there_refuses_the_call(own_exchange):
    number = own_exchange.draw(*hello("welcome"))
    with own_exchange.in_company():
        (state,) = switching.status([number])
    path_of(own_exchange.config.home, f"p:{state.published}").unlink()
    with own_exchange.caller() as caller:
        call = caller.call(number)
        assert call.wait("ended")
        assert call.status == 503


def test_more_calls_than_allowed_are_refused_and_those_in_progress_go_on(tmp_path):
    with running_exchange(private_config(tmp_path, max_calls="1")) as exchange:
        number = exchange.draw([menu(timeout_s=60), END], *MENU_TO_END)
        with exchange.caller() as first, exchange.caller("+49171") as second:
            call = first.call(number)
            assert call.rtp.wait_for_prompt(TONES["menu"])
            refused = second.call(number)
            assert refused.wait("ended")
            assert refused.status == 503
            call.press("1")
            assert call.wait("ended")
            assert second.call(number).rtp.wait_for_prompt(TONES["menu"])


def test_a_phone_that_is_gone_does_not_hold_a_caller(own_exchange):
    """Registered, but its plug is pulled: the flow goes on."""
    own_exchange.phone("101").close()
    number = own_exchange.draw([ring(ring_s=3), *OUTLETS], *AROUND_RING)
    with own_exchange.caller() as caller:
        assert caller.call(number).rtp.wait_for_prompt(TONES["closed"], 8)


def test_a_lost_ack_keeps_the_call(exchange):
    number = exchange.draw([menu(timeout_s=5), END], *MENU_TO_END)
    with exchange.caller(acknowledges=False) as caller:
        call = caller.call(number)
        assert call.wait("answered")
        assert call.rtp.wait_for_prompt(TONES["menu"])
        call.press("1")
        assert call.wait("ended")


def test_phones_of_different_codecs_understand_each_other(exchange, phones):
    """The caller speaks A-law only, the phone u-law only."""
    anna = phones("101", answer_after_s=0.0)
    number = exchange.draw([ring(), *OUTLETS], *AROUND_RING)
    with exchange.caller(codecs=(8,)) as caller:
        call = caller.call(number)
        rung = anna.incoming.get(timeout=30)
        assert rung.wait("answered")
        assert rung.rtp.wait_for_tone(CALLER_TONE)
        call.hang_up()


def test_a_caller_who_says_nothing_at_all_is_refused(exchange):
    """An INVITE without an offer."""
    number = exchange.draw(*hello("welcome"))
    assert ask(exchange.address, "INVITE", number) == 488
