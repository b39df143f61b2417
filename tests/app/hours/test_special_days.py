"""Special days and public holidays, as the dates that the switch gets."""

from datetime import date

import pytest

from app.company.places import country_of
from app.hours.public_holidays import HolidayChoice, countries, regions
from app.hours.special_days import SpecialDay, closed_on, contradicted, exceptions, special_day

MORNING = [[540, 720]]


def day(first, last=None, hours=(), yearly=False, name=""):
    ends = [date.fromisoformat(each) for each in (first, last or first)]
    return SpecialDay(name, *ends, yearly, [*hours]).to_json()


def test_a_day_once_is_that_day_whenever_it_is():
    assert exceptions([closed_on("2031-05-02")], None, 2026) == {"2031-05-02": []}


def test_a_span_is_all_its_days():
    found = exceptions([day("2026-12-30", "2027-01-02")], None, 2026)
    assert list(found) == ["2026-12-30", "2026-12-31", "2027-01-01", "2027-01-02"]


def test_what_comes_every_year_is_told_for_some_years():
    found = exceptions([day("2019-12-24", hours=MORNING, yearly=True)], None, 2026)
    assert found == {f"{year}-12-24": MORNING for year in (2025, 2026, 2027, 2028)}


def test_a_yearly_span_may_go_over_the_turn_of_the_year():
    found = exceptions([day("2020-12-31", "2021-01-01", yearly=True)], None, 2026)
    assert [*found][:4] == ["2025-12-31", "2026-01-01", "2026-12-31", "2027-01-01"]


def test_the_29th_of_february_comes_when_it_comes():
    assert [*exceptions([day("2024-02-29", yearly=True)], None, 2026)] == ["2028-02-29"]


def test_the_shorter_goes_before_the_longer_and_both_before_public_holidays():
    days = [day("2026-12-24", hours=MORNING), day("2026-12-20", "2026-12-31")]
    for order in (days, days[::-1]):
        assert exceptions(order, None, 2026)["2026-12-24"] == MORNING
    holidays = HolidayChoice("DE").to_json()
    found = exceptions([day("2026-12-26", hours=MORNING)], holidays, 2026)
    assert (found["2026-12-25"], found["2026-12-26"]) == ([], MORNING)


def test_a_contradiction_is_found():
    one, other = special_day(closed_on("2026-12-24")), special_day(day("2026-12-24", hours=MORNING))
    assert contradicted(one, [other], 2026) == (other, date(2026, 12, 24))
    assert contradicted(one, [one], 2026) is None
    assert contradicted(one, [special_day(day("2026-12-24", "2026-12-25", MORNING))], 2026) is None
    assert contradicted(one, [special_day(day("2020-12-24", hours=MORNING, yearly=True))], 2026) is None


def test_holidays_are_those_of_the_region_without_those_left_out():
    bavaria = [each.day for each in HolidayChoice("DE", "BY").holidays([2027])]
    assert date(2027, 1, 6) in bavaria
    assert date(2027, 3, 29) in bavaria  # Easter Monday
    assert date(2027, 1, 6) not in [each.day for each in HolidayChoice("DE", "HH").holidays([2027])]
    left_out = HolidayChoice("DE", "BY", ["Heilige Drei Könige"]).to_json()
    found = exceptions([], left_out, 2027)
    assert "2027-01-01" in found
    assert "2027-01-06" not in found


@pytest.mark.parametrize(("language", "name"), [("de", "Neujahr"), ("en", "New Year's Day")])
def test_they_are_called_as_the_reader_calls_them(language, name):
    first = next(HolidayChoice("DE").holidays([2027], language))
    assert (first.name, first.key) == (name, "Neujahr")
    assert next(HolidayChoice("FR").holidays([2027], "de")).key == "Jour de l'an"


def test_countries_and_regions_have_names():
    assert ("DE", "Deutschland") in countries("de")
    assert ("BW", "Baden-Württemberg") in regions("DE")
    assert regions("XX") == regions("") == []
    zones = ("Europe/Zurich", "US/Eastern", "Europe/Kiev", "Asia/Calcutta", "America/Buenos_Aires", "UTC")
    assert [country_of(zone) for zone in zones] == ["CH", "US", "UA", "IN", "AR", ""]
    assert country_of("Antarctica/Vostok") == ""


def test_every_country_can_be_chosen():
    for country, _name in countries("en"):
        for region in ("", *[code for code, _name in regions(country)][:1]):
            for language in ("de", "en"):
                assert all(each.day.year == 2027 for each in HolidayChoice(country, region).holidays([2027], language))
