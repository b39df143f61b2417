"""What people send by mistake, and programs on purpose: a clear sentence beside the field, and nothing is lost or
kept."""

import csv
import io
import re
from html import unescape

import pytest

from app.db import company_scope, db
from app.lists.models import CallerEntry
from app.lists.service import add_ready_made
from app.people.models import Employee
from app.web.forms import fault_of
from tests.app.people.people import add_people, png

PEOPLE, IMPORT = "/settings/employees", "/settings/employees/import"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
NO_WAV = b"RIFF$\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0@\x1f\0\0\x80>\0\0\x02\0\x10\0data\0\0\0\0"
TOO_LARGE = 10**22


@pytest.fixture
def people(app, company_id):
    """Their ids, by extension."""
    with app.app_context(), company_scope(company_id):
        found = {extension: each.id for extension, each in add_people().items()}
        add_ready_made()
        db.session.commit()
    return found


@pytest.fixture
def names(app, company_id):
    def names():
        with app.app_context(), company_scope(company_id):
            return {each.extension: each.name for each in db.session.query(Employee)}

    return names


def faults(page):
    found = re.findall(r'invalid-feedback[^"]*"[^>]*>([^<]*)', page.text)
    return unescape(" ".join(found))


UNREADABLE = {
    "nothing but spaces": ("   ", "This field is required."),
    "nothing that is seen": ("\u200b\u2060", "Nothing can be seen of it."),
    "a NUL": ("Anna\0Berg", "no text (U+0000)"),
    "an escape": ("Anna \x1b[31m", "no text (U+001B)"),
    "two lines": ("Anna\nBerg", "the end of a line"),
    "300 characters": ("A" * 300, "longer than 120 characters"),
}


@pytest.mark.parametrize(("name", "sentence"), UNREADABLE.values(), ids=UNREADABLE)
def test_a_name_can_be_read(client, people, names, name, sentence):
    page = client.post(f"{PEOPLE}/{people['101']}", data={"name": name, "email": "new@demo.example", "revision": 1})
    assert page.status_code == 422
    assert sentence in faults(page)
    assert 'value="new@demo.example"' in page.text
    assert names()["101"] == "Anna Berg"


def test_the_signs_of_all_scripts_and_emoji_can_be_read():
    for name in ("עדה 👩‍👧‍👦", "Ünal Ğ", "张伟", "e\u0301", "أحمد\u200f", "🇩🇪"):
        assert fault_of(name) == ""
    assert fault_of("one\ntwo", may_have_lines=True) == ""


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("/settings/groups/new", {"label": "A\0"}),
        ("/settings/lists/new", {"label": "A\0"}),
        ("/settings/hours/new", {"label": "A\0", "revision": "0", "country": ""}),
        ("/settings/company", {"name": "A\0", "zone": "Europe/Berlin"}),
        ("/settings/voice/new", {"label": "A", "language": "en", "source": "speech", "text": "Hi\0"}),
        ("/settings/lists/1/add", {"number": "+49301", "note": "A\0"}),
        ("/account", {"name": "A\0", "language": "en"}),
        ("/numbers", {"number": "+49\0", "flow": "0"}),
    ],
)
def test_no_form_keeps_what_is_no_text(client, people, path, data):
    page = client.post(path, data=data)
    assert page.status_code == 422
    assert ("Write the number in digits" if path == "/numbers" else "U+0000") in faults(page)


EXTENSIONS = ["0012", "1", "1234567", "12.0", "1e3", "12\0", "-12", "12a"]


@pytest.mark.parametrize("extension", EXTENSIONS)
def test_what_is_no_extension_is_none(client, people, names, extension):
    page = client.post(f"{PEOPLE}/new", data={"extension": extension, "name": "Zoë"})
    assert "Two to six digits, the first one not 0." in faults(page)
    assert 'value="Zoë"' in page.text
    assert len(names()) == 3


def test_a_number_that_is_too_large_is_told(client, people):
    url = f"{PEOPLE}/{people['101']}"
    assert client.get(f"{PEOPLE}/{TOO_LARGE}").status_code == 404
    assert client.post(url, data={"name": "A", "revision": TOO_LARGE}).status_code == 422
    assert client.post("/settings/lists/1/remove", data={"entry": TOO_LARGE}).status_code == 422
    assert client.get(f"{PEOPLE}?page={TOO_LARGE}").status_code == 200


def test_nobodys_own_number_is_that_of_rescuers(client, people):
    page = client.post("/numbers", data={"number": "112", "flow": "0"})
    assert "This is an emergency number." in faults(page)
    page = client.post(f"{PEOPLE}/new", data={"extension": "110", "name": "A"})
    assert "This is an emergency number." in faults(page)


PICTURES = {
    "empty": (b"", "can't be read as a picture"),
    "svg": (SVG, "can't be read as a picture"),
    "100 megapixels": (png(10_000, 10_000), "more than 60 million pixels"),
    "one that lies": (png(10, 10, 100_000), "can't be read as a picture"),
}


@pytest.mark.parametrize(("picture", "sentence"), PICTURES.values(), ids=PICTURES)
def test_what_is_no_photo_is_told(client, people, picture, sentence):
    page = client.post(f"{PEOPLE}/{people['101']}/photo", data={"photo": (io.BytesIO(picture), "me.png")})
    assert page.status_code == 422
    assert sentence in faults(page)


def test_a_sound_without_a_sample_is_told(client, people):
    sent = {"label": "Hello", "language": "en", "source": "upload", "sound": (io.BytesIO(NO_WAV), "x.wav")}
    page = client.post("/settings/voice/new", data=sent)
    assert "There is no sound in it" in faults(page)
    assert 'value="Hello"' in page.text


TABLES = {
    "Excel's first line": "sep=;\r\nextension;name\r\n201;Zoë, A.\r\n",
    "old line ends": 'extension,name\r201,"Zoë, A."\r',
    "UTF-16 by tabs": "extension\tname\r\n201\tZoë, A.\r\n".encode("utf-16"),
    "big-endian": "\ufeffextension\tname\r\n201\tZoë, A.\r\n".encode("utf-16-be"),
    "Windows": "extension;name\r\n201;Zoë, A.\r\n".encode("cp1252"),
}


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_tables_of_spreadsheets_are_read(client, people, names, table):
    content = table if isinstance(table, bytes) else table.encode()
    looked_at = client.post(IMPORT, data={"file": (io.BytesIO(content), "people.csv")}).location
    client.post(looked_at)
    assert names()["201"] == "Zoë, A."


def test_rows_that_can_not_be_read_are_told_line_by_line(client, people, names):
    rows = ['201,"Anna\nBerg"', "0012,Ben", "20.3,Cem", "204,Dora\x1b", "205," + "E" * 300, "206,Finn"]
    content = "\n".join(["extension,name", *rows]).encode()
    looked_at = client.post(IMPORT, data={"file": (io.BytesIO(content), "people.csv")}).location
    told = list(csv.reader(io.StringIO(client.get(f"{looked_at}/faults.csv").text)))
    assert [(line, column) for line, column, *_ in told[1:]] == [
        ("3", "Name"),
        ("4", "Extension"),
        ("5", "Extension"),
        ("6", "Name"),
        ("7", "Name"),
    ]
    client.post(looked_at)
    assert names()["206"] == "Finn"
    assert len(names()) == 4


def test_a_number_from_a_telephones_address_book_is_understood(client, people, app, company_id):
    """Such marks of direction come along when it is copied."""
    for number in ("\u202a+49 170 1234567\u202c", "+49\u00a0(0)171\u20111234567"):
        assert client.post("/settings/lists/1/add", data={"number": number, "note": ""}).status_code == 302
    twice = client.post("/settings/lists/1/add", data={"number": "0170 / 123 45 67", "note": ""})
    assert "This caller is on the list already." in faults(twice)
    with app.app_context(), company_scope(company_id):
        entries = sorted(each.entry for each in db.session.query(CallerEntry))
    assert entries == ["+491701234567", "+491711234567"]
    client.post(
        f"{PEOPLE}/{people['101']}/availability",
        data={"hours": 0, "after_s": 20, "always-kind": "outside", "always-number": "\u202a+49 170 1234567\u202c"},
    )
    with app.app_context(), company_scope(company_id):
        assert db.session.get(Employee, people["101"]).forward_always == "outside:+491701234567"


def test_clocks_say_what_they_can_not(client, people):
    def faults_of(start, end):
        data = {"label": "Night", "revision": "0", "country": "", "day0-from": start, "day0-to": end}
        return faults(client.post("/settings/hours/new", data=data))

    assert "“24:00” is no time between 0:00 and 23:59." in faults_of("24:00", "08:00")
    assert "“25:61” is no time" in faults_of("08:00", "25:61")
    assert "from which and one until which" in faults_of("09:00", "")
    assert faults_of("22:00", "02:00") == ""
