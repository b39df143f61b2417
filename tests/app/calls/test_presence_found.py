"""Presence of a time is found by when it began, without looking at all that ended since."""

import random

import pytest

from app.ports.call_records import call_records
from tests.app.figures.test_duty import NINE, H, present, store
from tests.app.figures.test_duty_days import some_presence

DAY = 24 * H


@pytest.mark.parametrize("seed", range(3))
def test_presence_of_a_time_is_all_that_touches_it(in_company, seed):
    long_ago = present("phone", NINE - 400 * DAY, None, "phone_back", "", "103")
    store(*some_presence(seed), long_ago, present("chosen", NINE - 99 * DAY, NINE - 2 * DAY, "away", "", "103"))
    everything = call_records().presence_in(NINE - 500 * DAY, NINE + DAY)
    chance = random.Random(seed)
    for _ in range(40):
        begins = NINE - chance.uniform(-1, 16) * DAY
        ends = begins + chance.choice((0.1, 5, 70)) * H
        expected = [each for each in everything if each.since < ends and (each.until is None or each.until > begins)]
        assert expected
        assert call_records().presence_in(begins, ends) == expected
