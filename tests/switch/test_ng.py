"""bencode, and a client that gives up in time."""

import socket
import threading
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from switch.ng import MediaDown, MediaFull, MediaRefused, Ng, decode, encode

VALUES = st.recursive(
    st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@given(VALUES)
def test_what_is_encoded_is_decoded(value):
    assert decode(encode(value)) == value


def test_encoding_is_rtpengines():
    assert encode({"command": "ping", "flags": ["a", "bc"], "n": 7}) == b"d7:command4:ping5:flagsl1:a2:bce1:ni7ee"


@pytest.mark.parametrize("data", [b"", b"i12", b"5:abc:", b"l", b"d1:a", b"x"])
def test_what_is_cut_short_is_an_error(data):
    with pytest.raises((ValueError, IndexError)):
        decode(data)


class Answerer:
    """A media server that answers each request with what it is told to, *foreign* ones first."""

    def __init__(self, *answers: bytes | None, foreign: bool = False) -> None:
        self._foreign = foreign
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.bind(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        self.requests: list[bytes] = []
        self._answers = list(answers)
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self) -> None:
        for answer in self._answers:
            request, sender = self.socket.recvfrom(65535)
            self.requests.append(request)
            if self._foreign:
                self.socket.sendto(b"1_late_0 d6:result5:errore", sender)
            if answer is not None:
                self.socket.sendto(request.split(b" ")[0] + b" " + answer, sender)

    def close(self) -> None:
        self._thread.join(timeout=5)
        self.socket.close()


def test_a_lost_request_is_repeated_under_the_same_cookie():
    server = Answerer(None, b"d6:result4:ponge")
    with closing(Ng(server.port, timeout_s=0.05)) as client:
        assert client.ask("ping") == {"result": "pong"}
    server.close()
    assert server.requests[0] == server.requests[1]


def test_an_error_is_said_in_rtpengines_words():
    server = Answerer(b"d12:error-reason15:Unknown call-id6:result5:errore")
    with closing(Ng(server.port)) as client, pytest.raises(MediaRefused, match="query: Unknown call-id"):
        client.ask("query", call_id="x")
    server.close()


@pytest.mark.parametrize(
    "answer",
    [
        b"d12:error-reason16:Ran out of ports6:result5:errore",
        b"d7:message30:Parallel session limit reached6:result10:load limite",
    ],
)
def test_what_may_go_well_another_time_is_told_from_what_never_will(answer):
    server = Answerer(answer)
    with closing(Ng(server.port)) as client, pytest.raises(MediaFull):
        client.ask("offer")
    server.close()


def test_an_answer_to_something_else_is_passed_over():
    server = Answerer(b"d6:result2:oke", foreign=True)
    with closing(Ng(server.port)) as client:
        assert client.ask("ping")["result"] == "ok"
    server.close()


def test_nobody_there_is_told_within_the_time_limit():
    unused = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    unused.bind(("127.0.0.1", 0))
    port = unused.getsockname()[1]
    unused.close()
    with closing(Ng(port, timeout_s=0.05)) as client, pytest.raises(MediaDown, match="no answer to 'ping'"):
        client.ask("ping")
