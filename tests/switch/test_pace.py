"""Against a machine on paper: it serves so many calls a second, and the others wait."""

from collections import deque

import pytest

from switch.bucket import BURST_S, LEAST_BURST, Bucket
from switch.pace import LEAST, LONG_MS, PER_CORE, pace

TURN_MS = 50
SHUT_MS = 250
CARRIES = 130
CORES = 2
WORK_COMES_AFTER = 1_000 // TURN_MS


class Machine:
    """All of a call's work comes a second after it was let in."""

    def __init__(self, carries=CARRIES):
        self.carries = carries
        self.waiting = 0.0
        self.to_come = deque([0] * WORK_COMES_AFTER)

    def turn(self, let_in):
        """Returns for how long messages wait now."""
        self.to_come.append(let_in)
        served = self.carries * TURN_MS / 1000
        self.waiting = max(0.0, self.waiting + self.to_come.popleft() - served)
        return self.waiting / self.carries * 1000


def run(found, machine, offered, seconds):
    """(calls let in a second, share of turns with a long wait) in the second half."""
    bucket = Bucket(found.rate)
    let_in, waits, owed, wait = [], [], 0.0, 0.0
    for _ in range(round(seconds * 1000 / TURN_MS)):
        owed += offered * TURN_MS / 1000
        taken = 0 if wait > SHUT_MS else min(int(owed), bucket.whole)
        owed -= int(owed)
        wait = machine.turn(taken)
        found.look(TURN_MS, taken, wait)
        bucket.turn(TURN_MS, taken, found.rate)
        let_in.append(taken)
        waits.append(wait > LONG_MS)
    half = len(let_in) // 2
    return sum(let_in[half:]) / (half * TURN_MS / 1000), sum(waits[half:]) / half


def never_busy():
    return 0.0


@pytest.mark.parametrize("times", [1.5, 2, 4])
def test_a_measured_rate_is_what_is_let_in(times):
    let_in, waiting = run(pace(120, never_busy, CORES), Machine(), times * CARRIES, 60)
    assert let_in == pytest.approx(120, abs=1)
    assert waiting == 0


def test_less_is_let_in_while_the_machine_is_slower_than_it_was_when_measured():
    found = pace(120, never_busy, CORES)
    let_in, waiting = run(found, Machine(carries=90), 200, 120)
    assert 0.75 * 90 < let_in < 90
    assert waiting < 0.25
    let_in, waiting = run(found, Machine(), 200, 120)
    assert let_in == pytest.approx(120, abs=1)
    assert waiting == 0


def test_a_processor_that_is_used_up_lets_in_less_than_was_measured_but_never_less_than_half():
    found = pace(120, lambda: 1.0, CORES)
    run(found, Machine(), 200, 600)
    assert found.rate == 60


@pytest.mark.parametrize("measured", [120, 0])
def test_a_machine_that_stood_still_while_hardly_anybody_called_is_as_fast_as_before(measured):
    found = pace(measured, never_busy, CORES)
    before = found.rate
    for wait_ms in (0, 3_000, 0):
        for _ in range(100):
            found.look(TURN_MS, 0, wait_ms)
    assert found.rate == before


def test_a_slow_time_is_forgotten_though_nobody_calls():
    found = pace(120, never_busy, CORES)
    run(found, Machine(carries=40), 200, 120)
    assert found.rate < 80
    run(found, Machine(), 0, 600)
    assert found.rate == pytest.approx(120, abs=2)


@pytest.mark.parametrize("times", [1.5, 2, 4])
def test_without_a_measured_rate_it_is_found(times):
    let_in, waiting = run(pace(0, never_busy, CORES), Machine(), times * CARRIES, 120)
    assert let_in > 0.75 * CARRIES
    assert waiting < 0.25


def test_whoever_comes_slowly_enough_is_let_in():
    let_in, waiting = run(pace(0, never_busy, CORES), Machine(), 0.8 * CARRIES, 30)
    assert let_in == pytest.approx(0.8 * CARRIES, abs=1)
    assert waiting == 0


def test_a_quiet_exchange_on_a_machine_that_others_use_is_not_slowed_down():
    found = pace(0, lambda: 1.0, CORES)
    run(found, Machine(), 2, 60)
    assert found.rate == PER_CORE * CORES


def test_a_quiet_time_tells_nothing_about_a_rush():
    found = pace(0, never_busy, CORES)
    run(found, Machine(), 2, 600)
    assert found.rate == PER_CORE * CORES


def test_a_faster_machine_is_found_out():
    found = pace(0, never_busy, CORES)
    let_in, _ = run(found, Machine(carries=1_000), 900, 240)
    assert let_in > 800


def test_what_calls_use_up_is_not_given_away_further():
    found = pace(0, lambda: 1.0, CORES)
    found.rate = 100.0
    run(found, Machine(), 100, 30)
    assert LEAST <= found.rate < 100


def test_it_recovers_once_nobody_waits():
    found = pace(0, never_busy, CORES)
    run(found, Machine(carries=20), 200, 60)
    assert found.rate < 40
    run(found, Machine(), 100, 120)
    assert found.rate > 100


def test_a_bucket_takes_a_bunch_and_then_the_rate():
    bucket = Bucket(100)
    assert bucket.whole == 100 * BURST_S
    bucket.turn(TURN_MS, bucket.whole, 100)
    assert bucket.whole == 5
    bucket.turn(10_000, 0, 100)
    assert bucket.whole == 100 * BURST_S


def test_a_slow_rate_still_takes_a_bunch():
    bucket = Bucket(1)
    assert bucket.whole == LEAST_BURST
    bucket.turn(TURN_MS, bucket.whole, 1)
    assert bucket.whole == 0
    bucket.turn(1_000, 0, 1)
    assert bucket.whole == 1
