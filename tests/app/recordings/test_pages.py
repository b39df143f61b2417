"""The list of recordings: finding them, hearing them, and seeing nobody else's."""

import re
import wave
from datetime import UTC, datetime, timedelta
from html import unescape
from io import BytesIO

import pytest

from app.db import company_scope, db
from app.people.service.employees import add_employee
from app.people.service.groups import add_group
from app.recordings.making import make_files
from tests.app.german import GERMAN
from tests.app.recordings.conftest import NOON

SOUND = b"RIFF" + bytes(range(256)) * 4


def shown(page):
    """The recordings in the list, in its order."""
    assert page.status_code == 200
    return re.findall(r'<audio[^>]* src="/recordings/([^/]+)/sound\.wav"', page.text)


def text(page):
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", page.text.partition("<main")[2])))


@pytest.fixture
def people(app, company_id):
    with app.app_context(), company_scope(company_id):
        add_employee("101", "Anna Berg")
        add_employee("102", "Ben Carstens")
        add_group("Sales", [])
        db.session.commit()


def test_the_newest_is_first_with_all_that_is_known_of_it(client, keep, people):
    keep("old", NOON - timedelta(days=1))
    keep("new", employee="102", owner="employee:102", duration_s=75.2, size_bytes=1_203_244)
    page = client.get("/recordings/")
    assert shown(page) == ["new", "old"]
    assert "4 May 2024, 14:00 +49 17012345 to +49 30 555010 Ben Carstens (102) Call 1:15 1.2 MB" in text(page)


def test_an_empty_list_says_what_to_do(client):
    page = client.get("/recordings/")
    assert "Let a flow record the talk" in page.text
    assert 'href="/flows/"' in page.text.partition("<main")[2]


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"state": "pending", "ended_at": None}, "Being recorded"),
        ({"state": "pending"}, "Being prepared"),
        ({"state": "pending", "fault": "trouble"}, "Late It could not be made. It is tried again every minute."),
        ({"state": "silent"}, "No sound"),
        ({"state": "failed", "fault": "codec", "detail": "GSM"}, "Failed The voice was sent in GSM, which can't be"),
        ({"sides": 1}, "Only one side was heard."),
    ],
)
def test_what_became_of_a_recording_is_said(client, keep, values, words):
    keep("a", **values)
    assert words in text(client.get("/recordings/"))


def test_a_line_asks_for_itself_until_its_sound_is_there(client, keep, people):
    keep("a", state="pending")
    keep("b")
    page = client.get("/recordings/").text
    assert re.findall(r'hx-get="([^"]+)"', page) == ["/recordings/a"]
    line = client.get("/recordings/b")
    assert shown(line) == ["b"]
    assert "hx-get" not in line.text
    assert "Anna Berg (101)" in line.text


def test_the_list_is_of_an_employee_or_a_group(client, keep, people):
    keep("anna")
    keep("ben", employee="102", owner="group:sales")
    keep("message", kind="message", employee=None, owner="group:sales")
    keep("gone", employee="103", owner="employee:103")
    assert set(shown(client.get("/recordings/?who=employee:101"))) == {"anna"}
    assert set(shown(client.get("/recordings/?who=employee:102"))) == {"ben"}
    assert set(shown(client.get("/recordings/?who=group:sales"))) == {"ben", "message"}
    assert set(shown(client.get("/recordings/?who=employee:103"))) == {"gone"}
    assert set(shown(client.get("/recordings/?who="))) == {"anna", "ben", "message", "gone"}
    assert '<option selected value="group:sales">Sales</option>' in client.get("/recordings/?who=group:sales").text


def at(*moment):
    return datetime(*moment, tzinfo=UTC)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("from_day=2024-05-04", {"first", "noon", "last", "next"}),
        ("until_day=2024-05-04", {"before", "first", "noon", "last"}),
        ("from_day=2024-05-04&until_day=2024-05-04", {"first", "noon", "last"}),
        ("from_day=2024-05-04&from_time=00:01", {"noon", "last", "next"}),
        ("from_day=2024-05-04&from_time=14:00&until_day=2024-05-04&until_time=14:00", {"noon"}),
        ("from_day=2024-05-04&from_time=14:01&until_day=2024-05-04&until_time=23:58", set()),
        ("until_day=2024-05-04&until_time=00:00", {"before", "first"}),
        ("from_day=&from_time=&until_day=&until_time=", {"before", "first", "noon", "last", "next"}),
    ],
)
def test_days_and_times_are_the_companys(client, keep, query, found):
    """In May, Berlin is two hours ahead of UTC."""
    keep("before", at(2024, 5, 3, 21, 59, 59))
    keep("first", at(2024, 5, 3, 22))
    keep("noon", at(2024, 5, 4, 12, 0, 59))
    keep("last", at(2024, 5, 4, 21, 59, 59))
    keep("next", at(2024, 5, 4, 22))
    assert set(shown(client.get(f"/recordings/?{query}"))) == found


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("from_day=2024-10-27&from_time=02:30", {"first 2:30", "second 2:30"}),
        ("until_day=2024-10-27&until_time=02:30", {"first 2:30", "second 2:30"}),
        ("from_day=2024-10-27&from_time=03:00", set()),
    ],
)
def test_an_hour_that_the_clock_shows_twice_is_found_both_times(client, keep, query, found):
    keep("first 2:30", at(2024, 10, 27, 0, 30))
    keep("second 2:30", at(2024, 10, 27, 1, 30))
    assert {name.replace("%20", " ") for name in shown(client.get(f"/recordings/?{query}"))} == found


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("from_day=2024-13-04", "From: Not a valid date value."),
        ("until_day=yesterday", "Until: Not a valid date value."),
        ("from_day=0001-01-01", "From: This must be a day from 2000 to 2099."),
        ("until_day=9999-12-31&until_time=23:59", "Until: This must be a day from 2000 to 2099."),
        ("from_day=2024-05-04&from_time=25:00", "From what time: Not a valid time value."),
        ("from_time=12:00", "From what time: A time needs a day."),
        ("until_time=12:00", "Until what time: A time needs a day."),
        ("from_day=2024-05-05&until_day=2024-05-04", "Until: The end lies before the beginning."),
        ("who=employee:999", "Employee or group: Not a valid choice."),
        ("page=0", "Page: Number must be between 1 and 1000000."),
        ("page=two", "Page: Not a valid integer value."),
        ("page=99999999999999999999", "Page: Number must be between 1 and 1000000."),
    ],
)
def test_what_can_not_be_looked_for_is_said(client, keep, query, sentence):
    keep("a")
    page = client.get(f"/recordings/?{query}")
    assert page.status_code == 422
    assert sentence in text(page)
    assert "<audio" not in page.text


def test_the_total_is_of_what_is_looked_for(client, keep):
    keep("a", size_bytes=1_500_000, duration_s=60.0)
    keep("b", size_bytes=2_000_000, duration_s=3540.0)
    keep("c", state="pending", size_bytes=None, duration_s=None)
    keep("d", NOON - timedelta(days=9), size_bytes=9_000_000)
    assert "3 recordings 3.5 MB, 1:00:00 of sound" in text(client.get("/recordings/?from_day=2024-05-04"))
    assert "3,5 MB" in text(client.get("/recordings/?from_day=2024-05-04", headers=GERMAN))


def test_fifty_are_on_a_page_and_the_rest_on_the_next(client, keep):
    for index in range(60):
        keep(f"n{index:02}", NOON - timedelta(minutes=index))
    first = client.get("/recordings/?until_day=2024-05-04")
    assert shown(first) == [f"n{index:02}" for index in range(50)]
    assert "60 recordings 60 kB" in text(first)
    older = unescape(re.search(r'href="([^"]+)">Older', first.text)[1])
    second = client.get(older)
    assert shown(second) == [f"n{index:02}" for index in range(50, 60)]
    assert "Page 2 of 2" in text(second)
    assert "until_day=2024-05-04" in older
    assert "No recording is like that" in text(client.get("/recordings/?page=3"))


def test_what_is_recorded_for_the_company_is_found(client, keep):
    keep("outside", employee="+4930123456", owner="company")
    keep("anna")
    assert set(shown(client.get("/recordings/?who=company"))) == {"outside"}
    page = client.get("/recordings/").text
    assert '<option value="company">The company</option>' in page
    assert "+49 30 123456" in page


def test_the_sound_is_whole_and_private(client, keep):
    keep("a", sound=SOUND)
    with client.get("/recordings/a/sound.wav") as answer:
        assert (answer.status_code, answer.data) == (200, SOUND)
        assert answer.headers["Accept-Ranges"] == "bytes"
        assert answer.headers["Content-Length"] == str(len(SOUND))
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert "Content-Disposition" not in answer.headers


@pytest.mark.parametrize(
    ("wanted", "begin", "end"), [("bytes=100-199", 100, 200), ("bytes=1000-", 1000, 1028), ("bytes=-8", 1020, 1028)]
)
def test_a_part_of_the_sound_can_be_had(client, keep, wanted, begin, end):
    keep("a", sound=SOUND)
    with client.get("/recordings/a/sound.wav", headers={"Range": wanted}) as answer:
        assert (answer.status_code, answer.data) == (206, SOUND[begin:end])
        assert answer.headers["Content-Range"] == f"bytes {begin}-{end - 1}/{len(SOUND)}"


def test_a_part_behind_the_end_can_not_be_had(client, keep):
    keep("a", sound=SOUND)
    assert client.get("/recordings/a/sound.wav", headers={"Range": "bytes=5000-"}).status_code == 416


def test_a_download_has_a_telling_name(client, keep):
    keep("a", sound=SOUND, caller='"\r\n/evil')
    keep("b", sound=SOUND)
    with client.get("/recordings/b/sound.wav?download=1") as answer:
        name = 'attachment; filename="2024-05-04 14-00 +4917012345 to 101.wav"'
        assert answer.headers["Content-Disposition"] == name
    with client.get("/recordings/a/sound.wav?download=1") as answer:
        assert 'filename="2024-05-04 14-00 -evil to 101.wav"' in answer.headers["Content-Disposition"]


def test_sound_that_is_not_there_is_said_to_be_gone(client, keep):
    keep("gone")
    keep("pending", state="pending")
    answer = client.get("/recordings/gone/sound.wav")
    assert answer.status_code == 410
    assert "The sound of this recording is no longer where it was kept." in answer.text
    assert client.get("/recordings/pending/sound.wav").status_code == 404


def test_another_companys_recordings_are_not_there(client, other_client, keep, other_company_id):
    keep("ours", sound=SOUND, size_bytes=5_000_000)
    for url in ("/recordings/ours", "/recordings/ours/sound.wav", "/recordings/nothing/sound.wav"):
        assert other_client.get(url).status_code == 404
    assert "No recording yet" in other_client.get("/recordings/").text
    assert "employee:101" not in other_client.get("/recordings/").text
    keep("theirs", company_id=other_company_id)
    page = other_client.get("/recordings/")
    assert shown(page) == ["theirs"]
    assert "1 recording 1 kB" in text(page)


def test_nobody_listens_without_signing_in(visitor, keep):
    keep("a", sound=SOUND)
    for url in ("/recordings/", "/recordings/a/sound.wav"):
        assert visitor.get(url).location.startswith("/sign-in")


def test_what_was_made_can_be_heard(client, app, recorded, spool):
    with app.app_context():
        make_files()
    assert shown(client.get("/recordings/")) == ["c0ffee-r2", "c0ffee-r1"]
    with client.get("/recordings/c0ffee-r2/sound.wav") as answer, wave.open(BytesIO(answer.data)) as sound:
        assert (sound.getnchannels(), sound.getframerate()) == (2, 8000)
