"""Calls at once, counted one by one."""

import random

import numpy as np
import pytest

from app.figures.at_once import _at_once, _percentiles
from app.figures.reckoning import Keyed


@pytest.mark.parametrize("seed", range(20))
def test_each_call_counts_those_that_go_on_when_it_begins(seed):
    chance = random.Random(seed)
    begins = [chance.randrange(30) for _ in range(chance.randrange(1, 40))]
    if chance.random() < 0.5:
        begins.sort()
    ends = [begin + chance.randrange(1, 15) for begin in begins]
    expected = [sum(begin <= at < end for begin, end in zip(begins, ends, strict=True)) for at in begins]
    assert _at_once(np.asarray(begins), np.asarray(ends)).tolist() == expected


@pytest.mark.parametrize("percent", [1, 50, 95, 100])
@pytest.mark.parametrize("seed", range(5))
def test_so_many_percent_do_not_exceed_the_percentile(seed, percent):
    chance = random.Random(seed)
    numbers = [0, 1, 2, *(chance.randrange(3) for _ in range(chance.randrange(60)))]
    values = [chance.choice((1, 2, 5, 9, 10_000)) for _ in numbers]
    found = Keyed(np.arange(len(numbers)), np.asarray(numbers), [(7,), (8,), (9,)])
    for (code,), value in _percentiles(found, np.asarray(values), percent).items():
        those = sorted(each for number, each in zip(numbers, values, strict=True) if number == code - 7)
        assert value == next(each for each in those if sum(one <= each for one in those) * 100 >= percent * len(those))
