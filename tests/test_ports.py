"""Two test runs on one machine, and an exchange with the usual ports beside them, are in nobody's way."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from config import LOCAL_PORTS, Config
from tests.ports import LANE, STARTS, Lane, NoPorts, take_lane

TOP = Path(__file__).parent.parent
TAKE_ONE = "from tests.ports import take_lane\nlane = take_lane()\nprint(lane.low, flush=True)\ninput()"


@pytest.fixture
def another_run() -> Iterator[Callable[[], int]]:
    """Starts a process that takes a lane and keeps it; returns the lane's first port."""
    with ExitStack() as running:

        def start() -> int:
            command = [sys.executable, "-c", TAKE_ONE]
            run = subprocess.Popen(command, cwd=TOP, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
            running.enter_context(run)
            running.callback(run.kill)
            assert run.stdout
            return int(run.stdout.readline())

        yield start


@pytest.fixture
def lane() -> Iterator[Lane]:
    lane = take_lane()
    yield lane
    lane.release()


@pytest.fixture
def other_lane() -> Iterator[Lane]:
    lane = take_lane()
    yield lane
    lane.release()


def test_no_two_runs_have_a_lane_in_common(lane, another_run):
    lanes = [lane.low, another_run(), another_run(), another_run()]
    assert len(set(lanes)) == 4


def test_the_ports_of_two_lanes_are_different(lane, other_lane):
    one, other = lane, other_lane
    low, high = one.range(100)
    of_other = {*other.ports(20), *other.range(100)}
    assert of_other.isdisjoint({*one.ports(20), *range(low, high + 1)})


def test_a_port_is_not_given_again_soon(lane):
    first, *others = [lane.ports(10) for _ in range(10)]
    assert all(set(first).isdisjoint(other) for other in others)


def test_ranges_come_one_after_the_other_and_begin_again(lane):
    ranges = [lane.range(300) for _ in range(4)]
    assert len(set(ranges)) == 3
    assert [high - low for low, high in ranges] == [299] * 4
    assert all(low % 2 == 0 and lane.low < low and high < lane.low + LANE for low, high in ranges)


def test_what_no_lane_has_is_refused(lane):
    with pytest.raises(NoPorts):
        lane.ports(LANE)
    with pytest.raises(NoPorts):
        lane.range(LANE)


def test_an_exchange_with_the_usual_ports_is_in_no_lane(tmp_path):
    usual = Config.from_env({"ZENTRALE_HOME": str(tmp_path)})
    ports = {getattr(usual, name) for name in LOCAL_PORTS} | set(range(usual.rtp_port_min, usual.rtp_port_max + 1))
    assert ports.isdisjoint(port for low in STARTS for port in range(low, low + LANE))
