import pytest

from app.settings.hours import parse_exceptions, parse_hours, write_exceptions, write_hours


@pytest.mark.parametrize(
    ("text", "intervals"),
    [
        ("", []),
        ("9-17", [[540, 1020]]),
        ("9:00-17:30", [[540, 1050]]),
        ("13.30–18, 9:00 - 12:30", [[540, 750], [810, 1080]]),
        ("0-24", [[0, 1440]]),
        ("9-12,12-13", [[540, 720], [720, 780]]),
    ],
)
def test_hours_are_read_as_people_write_them(app, text, intervals):
    with app.test_request_context():
        assert parse_hours(text) == intervals
        assert parse_hours(write_hours(intervals)) == intervals


@pytest.mark.parametrize("text", ["nine to five", "17-9", "9-9", "9-25", "9:60-10", "9-12, 11-14", "9-10," * 13])
def test_other_hours_are_refused(app, text):
    with app.test_request_context(), pytest.raises(ValueError):  # noqa: PT011 - the sentence is for people
        parse_hours(text)


def test_exceptions_are_days_with_or_without_hours(app):
    with app.test_request_context():
        found = parse_exceptions("2026-12-25\n\n 2026-12-24 9-12 \n")
        assert found == {"2026-12-24": [[540, 720]], "2026-12-25": []}
        assert parse_exceptions(write_exceptions(found)) == found


@pytest.mark.parametrize("text", ["24.12.2026", "2026-02-30", "2026-12-24 9-8", "2026-12-24\n2026-12-24"])
def test_other_exceptions_are_refused(app, text):
    with app.test_request_context(), pytest.raises(ValueError):  # noqa: PT011
        parse_exceptions(text)
