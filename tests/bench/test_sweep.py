"""Against a machine on paper, which carries so many calls a second."""

import pytest

from bench.sweep import TOLERANCE, sweep


def step_of(carries):
    def step(rate, seconds):
        return {
            "rate": rate,
            "calls": 1_000,
            "failed": 0 if rate <= carries else 900,
            "refused_503": 0,
            "short_pct": {"caller": 0},
            "answer_ms": {"p95": 5},
            "rate_reached": rate,
            "cores": {"others": 0, "stolen": 0},
        }

    return step


@pytest.mark.parametrize("carries", [3, 12, 39, 40, 41, 130, 700])
def test_the_highest_rate_is_found_wherever_one_begins(carries):
    last = list(sweep(step_of(carries), 40, 1))[-1]
    assert last["held"]
    assert carries / (1 + 2 * TOLERANCE) - 1 <= last["rate"] <= carries


def test_a_machine_that_carries_nothing_is_given_up():
    assert not any("held" in each for each in sweep(step_of(0), 40, 1))
