"""A call that the exchange refuses is in its journal, with the reason."""

from tests.calls.drawings import hello
from tests.waiting import until


def test_a_number_that_nobody_has_is_noted(exchange, caller):
    number = "+493099999999"
    call = caller.call(number)
    assert call.wait("ended")
    assert call.status == 404
    (found,) = until(lambda: [each for each in exchange.refusals() if each.number == number])
    assert (found.status, found.count, found.direction, found.company) == (404, 1, "inbound", "")


def test_without_the_media_server_the_reason_is_noted(own_exchange):
    number = own_exchange.draw(*hello("welcome"))
    own_exchange.parts.kill("rtpengine")
    with own_exchange.caller() as caller:
        assert caller.call(number).wait("ended")
        assert until(own_exchange.refusals)
        assert caller.call(number).wait("ended")
        found = until(lambda: len(those := own_exchange.refusals()) == 2 and those)
    assert {(each.status, each.why, each.company) for each in found} == {(503, "media_down", "1001")}


def test_what_an_employee_dials_in_vain_is_noted_with_the_reason_of_each(own_exchange):
    with own_exchange.phone("101") as anna:
        calls = [anna.call(number) for number in ("150", "+4989123456")]
        assert all(call.wait("ended") for call in calls)
    found = until(lambda: len(those := own_exchange.refusals()) == 2 and those)
    whys = {each.number: (each.why, each.count) for each in found}
    assert whys == {"150": ("extension", 1), "+4989123456": ("outside", 1)}
