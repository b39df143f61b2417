"""Requests whose addresses can't be read are refused, and leave next to nothing in the log."""

from tests.peers.raw import RawPeer

INVALID = (
    "<sip:+49 170 1234@x>;tag=a",
    "<sip:1@127.0.0.9;tag=a",
    "nobody",
    "<sip:1@x:99999999>;tag=a",
)
MOST_LINES = 5


def test_an_invalid_sender_is_told_so(own_exchange):
    stranger = RawPeer(own_exchange.address)
    before = own_exchange.parts.log("kamailio").count("\n")
    asked = [(method, sender) for method in ("INVITE", "OPTIONS", "REGISTER", "BYE", "UPDATE") for sender in INVALID]
    for method, sender in asked:
        call = stranger.call("+49301234560")
        call.local = sender
        assert call.asks(method) == 400, (method, sender)
    stranger.close()
    log = own_exchange.parts.log("kamailio")
    assert log.count("\n") - before <= MOST_LINES * len(asked), log
