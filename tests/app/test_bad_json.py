"""What no page of ours sends: JSON that can't be read, and events of Socket.IO that nobody could have meant."""

import pytest

from app.web.socket_packets import UNREADABLE, BrowserPacket

DEEP = "[" * 50_000


@pytest.mark.parametrize(
    "path", ["/live/calls/c0ffee/send", "/live/people/101/presence", "/me/presence", "/status/screens", "/phone/calls"]
)
def test_a_request_that_is_nested_too_deeply_is_refused(client, path):
    answer = client.post(path, data=DEEP, content_type="application/json")
    assert 400 <= answer.status_code < 500


@pytest.mark.parametrize(
    "sent",
    [
        *("2/wall,[]", '2/wall,{"a":1}', '2/wall,[["view"]]', "2/wall,[null]", "2/wall,[", f"2/wall,{DEEP}", "2/wall,"),
        *('2/wall,["connect",{"view":"all"}]', '2/wall,["disconnect"]', '51-/wall,["connect"]', "x", "2/wall,NaN"),
    ],
)
def test_an_event_that_nobody_could_have_meant_has_no_handler(sent):
    packet = BrowserPacket(encoded_packet=sent)
    assert packet.data == [UNREADABLE]


def test_other_events_arrive_as_they_are():
    packet = BrowserPacket(encoded_packet='2/wall,7["view","mine"]')
    assert (packet.namespace, packet.id, packet.data) == ("/wall", 7, ["view", "mine"])
    assert BrowserPacket(encoded_packet="1/wall,").data is None
