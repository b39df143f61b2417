"""The wheel of timers goes by a clock that nobody sets."""

import time

import pytest

from switch import datagrams
from tests.switch.shared_memory import loaded

HOUR_NS = 3_600_000_000_000


class Clocks:
    """The time of day, which somebody may set, and the one that only goes on."""

    def __init__(self):
        self.day, self.steady = 1_795_435_200_000_000_000, 5_000_000_000

    def pass_ms(self, ms):
        self.day += ms * 1_000_000
        self.steady += ms * 1_000_000


@pytest.fixture
def clocks(monkeypatch):
    found = Clocks()
    monkeypatch.setattr(time, "time_ns", lambda: found.day)
    monkeypatch.setattr(time, "monotonic_ns", lambda: found.steady)
    return found


@pytest.mark.parametrize("set_by_ns", [0, HOUR_NS, -HOUR_NS])
def test_a_timer_fires_when_its_time_has_passed_whatever_the_clock_is_set_to(monkeypatch, clocks, set_by_ns):
    sent = []
    monkeypatch.setattr(datagrams, "send", lambda message, _address: sent.append(message))
    with loaded("switch.timers") as (timers, _memory):
        timers.sign_with(b"secret")
        timers.turn(1)
        timers.start("1001", "wrap_up:101", 1, 10_000)
        clocks.pass_ms(9_000)
        clocks.day += set_by_ns
        timers.turn(1)
        assert sent == []
        clocks.pass_ms(2_000)
        timers.turn(1)
        assert len(sent) == 1
