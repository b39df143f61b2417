"""What rtpengine sends to each side is encrypted with the key that this side was told last, whatever the other does."""

import re
import socket
from contextlib import ExitStack, suppress

import pytest

from switch import sdp
from switch.media import Media
from switch.ng import Ng
from switch.switch_call import media_call, new_leg
from tests import srtp
from tests.parts import Parts, private_config

USUAL = "AES_CM_128_HMAC_SHA1_80"
TOLD = re.compile(rf"^a=crypto:([0-9]+) {USUAL} inline:(\S+)", re.MULTILINE)
PATIENCE_S = 10


@pytest.fixture
def media(tmp_path):
    parts = Parts(private_config(tmp_path))
    parts.start_rtpengine()
    ng = Ng(parts.config.ng_port)
    yield Media(ng, "")
    ng.close()
    parts.stop()


class Side:
    """A phone with one key at a time. *number* is the one of the latest offer, its own or ours."""

    def __init__(self) -> None:
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.bind(("127.0.0.1", 0))
        self.socket.settimeout(0.1)
        self.key, self.number, self.told, self.port, self.sent = srtp.new_key(), 1, "", 0, 0

    def sdp(self, direction="sendrecv", number=None):
        self.number = number or self.number
        host, port = self.socket.getsockname()
        head = f"v=0\r\no=- 1 1 IN IP4 {host}\r\ns=-\r\nc=IN IP4 {host}\r\nt=0 0\r\nm=audio {port} RTP/SAVP 0\r\n"
        return f"{head}a={direction}\r\na=crypto:{self.number} {USUAL} inline:{self.key}\r\n"

    def read(self, ours):
        number, self.told = TOLD.findall(ours)[0]
        self.number, self.port = int(number), sdp.port(ours)

    def new_key(self):
        self.key = srtp.new_key()

    def says(self):
        self.sent += 1
        self.socket.sendto(srtp.packet(self.key, self.sent), ("127.0.0.1", self.port))

    def forget(self):
        """What came in before."""
        with suppress(TimeoutError):
            while True:
                self.socket.recv(2048)

    def hears(self, other):
        """Whether *other* reaches it, with the key that it was told."""
        self.forget()
        for _ in range(PATIENCE_S * 10):
            other.says()
            try:
                if srtp.fits(self.told, self.socket.recv(2048)):
                    return True
            except TimeoutError:
                continue
        return False


@pytest.fixture
def sides():
    with ExitStack() as stack:
        made = [Side() for _ in range(3)]
        for each in made:
            stack.callback(each.socket.close)
        yield made


def begun(caller):
    """A call as the switch keeps it."""
    return {**media_call("a call"), "caller": dialog(caller, "c"), "legs": {}}


def dialog(side, name):
    return {"call_id": name, "tag": name, "sdp": side.sdp(), "source": "127.0.0.1", "is_carrier": False}


def ring(media, call, phone, name):
    """Connect the caller to *phone*, which has refused a plain voice."""
    media.offer(call)
    phone.read(media.offer(call, encrypted=True))
    answered(media, call, phone, name)


def answered(media, call, phone, name):
    leg = {**new_leg(name, "101", [name], ""), "dialog": dialog(phone, name)}
    call["legs"][name] = leg
    media.answer(call, leg["dialog"])


def hold_and_resume(media, call, leg, side, number):
    """With new keys each time, under numbers of its own."""
    for number_now, direction in ((number, "sendonly"), (number + 1, "sendrecv")):
        side.new_key()
        side.read(media.renew(call, leg, side.sdp(direction, number_now)))
        assert side.number == number_now


def hear_each_other(one, other):
    return one.hears(other) and other.hears(one)


@pytest.mark.parametrize("holders", ["caller", "phone", "caller phone", "phone caller", "phone caller phone"])
def test_new_keys_of_one_side_leave_the_other_ones_alone(media, sides, holders):
    caller, phone, another = sides
    call = begun(caller)
    media.open(call["id"], call["caller"])
    caller.read(media.answer(call))
    ring(media, call, phone, "p")
    assert hear_each_other(caller, phone)
    for number, holder in enumerate(holders.split(), 3):
        side, leg = (caller, "") if holder == "caller" else (phone, "p")
        hold_and_resume(media, call, leg, side, number)
        assert hear_each_other(caller, phone)
    ring(media, call, another, "q")
    assert hear_each_other(caller, another)


def test_new_keys_of_the_caller_while_a_phone_rings_leave_that_ones_alone(media, sides):
    caller, phone, _ = sides
    call = begun(caller)
    media.open(call["id"], call["caller"])
    caller.read(media.answer(call))
    media.offer(call)
    phone.read(media.offer(call, encrypted=True))
    hold_and_resume(media, call, "", caller, 3)
    answered(media, call, phone, "p")
    assert hear_each_other(caller, phone)
