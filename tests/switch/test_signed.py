"""What carries our signature is ours, for one receiver, for a short time, and once."""

import time

import pytest

from switch import signed
from switch.signed import EVENT, MOST_AGE_S, RPC, WEB, Forged, Seen, check, datagram, opened, signature

SECRET = b"\x01" * 32
MESSAGE = {"words": ["1001", "102", "Größe „電話“ \ud800", "", "0" * 64, "", "x"]}


def test_a_message_arrives_as_it_was_sent():
    mark, message = opened(SECRET, EVENT, datagram(SECRET, EVENT, {"words": ["1001", "Größe „電話“"]}))
    assert message == {"words": ["1001", "Größe „電話“"]}
    assert mark


def test_two_equal_messages_have_two_marks():
    marks = {opened(SECRET, EVENT, datagram(SECRET, EVENT, {"words": ["x", "wait", 1]}))[0] for _ in range(100)}
    assert len(marks) == 100


def test_what_can_not_be_written_as_utf_8_is_signed_as_well():
    assert opened(SECRET, EVENT, datagram(SECRET, EVENT, MESSAGE))[1]["words"][2] == "Größe „電話“ ?"


@pytest.mark.parametrize(
    "forged",
    [
        b"",
        b" ",
        b".",
        b"{}",
        b"\xff" * 100,
        b"1.00 {}",
        "١.٢ {}".encode(),
        datagram(b"\x02" * 32, EVENT, MESSAGE),
        datagram(b"", EVENT, MESSAGE),
        datagram(SECRET, WEB, MESSAGE),
        datagram(SECRET, EVENT, MESSAGE)[:-1],
        datagram(SECRET, EVENT, MESSAGE) + b" ",
        b"0" + datagram(SECRET, EVENT, MESSAGE),
        datagram(SECRET, EVENT, MESSAGE)[:1].translate(bytes.maketrans(b"0123456789", b"1234567890"))
        + datagram(SECRET, EVENT, MESSAGE)[1:],
    ],
)
def test_anything_else_is_forged(forged):
    with pytest.raises(Forged):
        opened(SECRET, EVENT, forged)


def test_an_old_message_is_worth_nothing():
    for age_s, is_worth in ((MOST_AGE_S - 5, True), (MOST_AGE_S + 1, False)):
        at_ns = str(time.monotonic_ns() - age_s * 1_000_000_000)
        old = f"{at_ns}.{signed._mac(SECRET, RPC, at_ns, b'{}')}"
        if is_worth:
            check(SECRET, RPC, old, b"{}")
        else:
            with pytest.raises(Forged):
                check(SECRET, RPC, old, b"{}")


def test_a_mark_is_known_again():
    seen = Seen()
    assert [seen.is_first(mark) for mark in "abab"] == [True, True, False, False]


def test_a_signature_is_one_word_of_ascii():
    """It goes into an HTTP header, and stands before a space."""
    made = signature(SECRET, RPC, "Größe".encode())
    assert made.isascii()
    assert len(made.split()) == 1
