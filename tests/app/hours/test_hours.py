import pytest

from app.hours.week import parse_hours, read_span, spread, write_clock, write_hours


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


def test_nights_are_read_where_they_make_sense(app):
    with app.test_request_context():
        assert parse_hours("22-2, 9:00–17:00", nights=True) == [[540, 1020], [1320, 1560]]
        assert write_hours([[1320, 1560]]) == "22:00–2:00"


@pytest.mark.parametrize(
    ("start", "end", "span"),
    [
        ("09:00", "17:30", [540, 1050]),
        ("20:00", "02:00", [1200, 1560]),
        ("17:00", "00:00", [1020, 1440]),
        ("00:00", "00:00", [0, 1440]),
    ],
)
def test_two_times_are_a_span_also_over_midnight(start, end, span):
    assert read_span(start, end) == span
    assert [write_clock(minute) for minute in span] == [start, end]


@pytest.mark.parametrize("text", ["25:00", "9:60", "24:00", "noon", "9", "-1:00", "１２:00x"])
def test_what_is_no_time_is_refused(app, text):
    with app.test_request_context(), pytest.raises(ValueError, match="is no time between 0:00 and 23:59"):
        read_span("09:00", text)


def test_nights_are_cut_at_midnight_to_be_shown():
    week = [[] for _day in range(5)] + [[[1200, 1560]], [[1200, 1500]]]
    assert spread(week) == [[[0, 60]], [], [], [], [], [[1200, 1440]], [[0, 120], [1200, 1440]]]
