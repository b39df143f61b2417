"""The pages of calendars: what is kept, what is only looked at, and what is refused with nothing lost."""

import re
from datetime import UTC, date, datetime

import pytest
from werkzeug.datastructures import MultiDict

from app.db import company_scope, db, now
from app.hours import service
from app.hours.models import Calendar
from app.hours.special_days import closed_on

YEAR = now().year


def filled(week=None, special=(), **values):
    """What a browser sends: pairs of times by day, and rows of (name, first, last, yearly, hours)."""
    data = MultiDict({"label": "Office", "revision": "0", "country": "", "region": "", **values})
    for index, spans in enumerate(week or [[("09:00", "17:00")]] * 5 + [[], []]):
        for start, end in spans:
            data.add(f"day{index}-from", start)
            data.add(f"day{index}-to", end)
    for row in special:
        for part, value in zip(("name", "first", "last", "yearly", "hours"), row, strict=True):
            data.add(f"special-{part}", value)
    return data


@pytest.fixture
def kept(app, company_id):
    def only():
        with app.app_context(), company_scope(company_id):
            return db.session.query(Calendar).one_or_none()

    return only


def told(switch, name="office"):
    """What calls go by."""
    return switch.directory()["calendars"][name]


def test_a_calendar_goes_to_the_switch(client, switch):
    week = [[("08:00", "12:00"), ("13:30", "18:00")]] + [[("09:00", "17:00")]] * 3 + [[("20:00", "02:00")], [], []]
    special = [("Christmas", f"{YEAR}-12-24", f"{YEAR}-12-26", "", ""), ("Sale", f"{YEAR}-11-30", "", "", "9-12, 20-1")]
    assert client.post("/settings/hours/new", data=filled(week, special)).status_code == 302
    found = told(switch)
    assert found["zone"] == "Europe/Berlin"
    assert found["week"] == [[[480, 720], [810, 1080]]] + [[[540, 1020]]] * 3 + [[[1200, 1560]], [], []]
    assert found["exceptions"] == {
        f"{YEAR}-11-30": [[540, 720], [1200, 1500]],
        **{f"{YEAR}-12-{day}": [] for day in (24, 25, 26)},
    }
    page = client.get("/settings/hours").text
    for words in ("20:00–2:00", "Christmas", "9:00–12:00, 20:00–1:00"):
        assert words in page


def test_public_holidays_become_closed_days_and_those_unticked_do_not(client, switch, kept):
    chosen = filled(country="DE", region="BY")
    client.post("/settings/hours/new", data=chosen)
    assert told(switch)["exceptions"][f"{YEAR + 1}-01-06"] == []
    page = client.get("/settings/hours/1").text
    assert re.search(r'value="Heilige Drei Könige" checked', page)
    assert "Epiphany" in page
    chosen["revision"] = "1"
    chosen.setlist("holiday-shown", ["Heilige Drei Könige", "Neujahr"])
    chosen.setlist("holiday-counts", ["Neujahr"])
    client.post("/settings/hours/1", data=chosen)
    assert f"{YEAR + 1}-01-06" not in told(switch)["exceptions"]
    assert told(switch)["exceptions"][f"{YEAR + 1}-01-01"] == []
    assert kept().holidays == {"country": "DE", "region": "BY", "left_out": ["Heilige Drei Könige"]}
    assert not re.search(r'value="Heilige Drei Könige" checked', client.get("/settings/hours/1").text)


def test_a_region_of_another_country_is_none(client, kept):
    client.post("/settings/hours/new", data=filled(country="FR", region="BY"))
    assert kept().holidays["region"] == ""


@pytest.mark.parametrize("country", ["XX", "<b>", "DEU"])
def test_an_unknown_country_is_none(client, kept, country):
    client.post("/settings/hours/new", data=filled(country=country))
    assert kept().holidays is None


MONDAYS = [
    ([("09:00", "25:00")], "“25:00” is no time"),
    ([("09:00", "")], "needs a time from which"),
    ([("09:00", "12:00"), ("11:00", "14:00")], "9:00–12:00 and 11:00–14:00 overlap."),
    ([("20:00", "10:00")], "20:00–10:00 overlaps with 9:00–17:00 of the next day."),
    ([(f"{hour:02}:00", f"{hour:02}:30") for hour in range(13)], "at most 12 spans"),
]


@pytest.mark.parametrize(("monday", "sentence"), MONDAYS)
def test_faulty_hours_are_told_beside_their_day_and_stay(client, kept, monday, sentence):
    page = client.post("/settings/hours/new", data=filled([monday, *[[("09:00", "17:00")]] * 4, [], []], label="Büro"))
    assert page.status_code == 422
    assert sentence in re.search(r'id="day0-faults">(.*?)</div>', page.text)[1]
    assert f'value="{monday[0][1]}"' in page.text
    assert 'value="Büro"' in page.text
    assert kept() is None


SPECIAL_DAYS = [
    ([("Trip", "2026-12-24", "2026-12-20", "", "")], "It ends before it begins."),
    ([("Trip", "24.12.2026", "", "", "")], "“24.12.2026” is no date"),
    ([("Trip", "2026-02-30", "", "", "")], "“2026-02-30” is no date"),
    ([("Trip", "", "", "", "")], "“” is no date"),
    ([("Trip", "2026-01-01", "2028-01-01", "", "")], "It lasts a year at most."),
    ([("Trip", "9999-12-31", "", "yearly", "")], "The year is not between"),
    ([("Trip", "2026-12-24", "", "", "9-25")], "must begin before it ends"),
    ([("Trip", "2026-12-24", "", "", "nine")], "be read as hours. Write them like 9:00-17:30."),
    (
        [("Trip", "2026-12-24", "", "", "9-12"), ("Eve", "2026-12-24", "", "", "")],
        "“Trip” says otherwise of 2026-12-24",
    ),
    ([("T" * 81, "2026-12-24", "", "", "")], "at most 80 characters"),
]


@pytest.mark.parametrize(("special", "sentence"), SPECIAL_DAYS)
def test_faulty_special_days_are_told_beside_their_row_and_stay(client, kept, special, sentence):
    page = client.post("/settings/hours/new", data=filled(special=special))
    assert page.status_code == 422
    assert sentence in re.search(r'id="special\d-faults">(.*?)</div>', page.text)[1]
    assert all(f'value="{value}"' in page.text for row in special for value in (row[0], row[1]))
    assert kept() is None


def test_a_name_may_be_of_any_script(client, switch, kept):
    client.post("/settings/hours/new", data=filled(label="🎄 ساعات العمل", special=[("🎅", "2026-12-06", "", "", "")]))
    assert kept().label == "🎄 ساعات العمل"
    assert told(switch, "unnamed")["exceptions"] == {"2026-12-06": []}
    assert "🎅" in client.get("/settings/hours").text


def test_a_calendar_that_is_never_open_is_kept_and_said_so(client, kept):
    client.post("/settings/hours/new", data=filled([[]] * 7))
    assert kept() is not None
    assert "It is never open" in client.get("/settings/hours").text
    assert "It is never open" in client.get("/settings/hours/1").text


def test_what_somebody_else_saved_is_shown_and_what_was_typed_stays(client, kept):
    client.post("/settings/hours/new", data=filled())
    theirs = filled([[("07:00", "15:00")], *[[("09:00", "17:00")]] * 4, [], []], label="Front desk", revision="1")
    assert client.post("/settings/hours/1", data=theirs).status_code == 302
    mine = filled(special=[("Trip", "2026-12-24", "", "", "")], revision="1")
    page = client.post("/settings/hours/1", data=mine)
    assert page.status_code == 409
    assert "Somebody else has changed this calendar" in page.text
    for part, text in (("Name", "Front desk"), ("Monday", "7:00–15:00"), ("Special days", "none")):
        assert f"<dt>{part} is now</dt><dd>{text}</dd>" in page.text
    assert 'value="Trip"' in page.text
    assert kept().label == "Front desk"
    again = filled(
        special=[("Trip", "2026-12-24", "", "", "")], revision=re.search(r'id="revision".*value="(\d+)"', page.text)[1]
    )
    assert client.post("/settings/hours/1", data=again).status_code == 302
    assert (kept().label, len(kept().special_days)) == ("Office", 1)


def times(page, name):
    return re.findall(rf'name="{name}" value="([^"]*)"', page.text)


@pytest.mark.parametrize(
    ("look", "days"),
    [
        ("add-6", {"day6-from": ["09:00"]}),
        ("add-0", {"day0-from": ["09:00", ""]}),
        ("drop-0-0", {"day0-from": [], "day1-from": ["09:00"]}),
        ("copy", {"day5-from": ["09:00"], "day6-to": ["17:00"]}),
        ("special-add", {"special-first": [""]}),
        ("add-9", {}),
        ("drop-0-7", {"day0-from": ["09:00"]}),
        ("nonsense", {"day0-from": ["09:00"]}),
    ],
)
def test_buttons_that_only_look_keep_nothing(client, kept, look, days):
    data = filled(look=look, **{"copy-from": "0"})
    data.setlist("copy-to", ["5", "6", "x"])
    page = client.post("/settings/hours/new", data=data)
    assert page.status_code == 200
    for name, values in days.items():
        assert times(page, name) == [value for value in values for _ in (1,)] or times(page, name)[:-1] == values
    assert kept() is None


def test_a_special_day_is_taken_away_by_its_button(client):
    rows = [("One", "2026-12-24", "", "", ""), ("Two", "2026-12-25", "", "yearly", "")]
    page = client.post("/settings/hours/new", data=filled(special=rows, look="special-0"))
    assert 'value="Two"' in page.text
    assert 'value="One"' not in page.text


def test_the_preview_is_of_what_is_typed_and_of_any_moment(client):
    data = filled(special=[("", "2026-12-24", "", "", "9-12")], look="preview")
    data.update({"preview_day": "2026-12-24", "preview_time": "11:59"})
    page = client.post("/settings/hours/new", data=data).text
    assert re.search(r'outlook-now"><span class="badge bg-green-lt">open', page)
    changes = re.findall(r'datetime="([^"]*)"', page)
    assert changes[:2] == ["2026-12-24T12:00:00+01:00", "2026-12-25T09:00:00+01:00"]
    assert len(changes) == 10
    data["preview_time"] = "12:00"
    assert re.search(
        r'outlook-now"><span class="badge bg-secondary-lt">closed', client.post("/settings/hours/new", data=data).text
    )


def test_the_preview_waits_for_what_can_be_read(client):
    page = client.post("/settings/hours/new", data=filled([[("09:00", "")], *[[]] * 6], look="preview"))
    assert page.status_code == 200
    assert "Some of it can't be read yet." in page.text


def test_the_outlook_is_that_of_calls(in_company):
    week = [[[540, 1080]]] * 5 + [[], []]
    days = [closed_on("2026-12-24")]
    closed = service.outlook(week, days, None, datetime(2026, 12, 24, 11, tzinfo=UTC))
    assert not closed.is_open
    assert closed.changes[0][1]
    assert closed.changes[0][0].date() == date(2026, 12, 25)
    assert service.outlook(week, [], None, datetime(2026, 12, 24, 11, tzinfo=UTC)).is_open


def test_another_company_sees_nothing_of_it(client, other_client):
    client.post("/settings/hours/new", data=filled())
    assert other_client.get("/settings/hours/1").status_code == 404
    assert other_client.post("/settings/hours/1", data=filled(revision="1")).status_code == 404
