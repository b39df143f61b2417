"""Files have the calls of the record: all of a period, none of another, told apart when clocks change."""

import csv
import io
import re
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

import openpyxl
import pytest
from pypdf import PdfReader

from app.auth.models import User
from app.db import company_scope, db, every_company
from app.exports import reporting
from app.exports.making import make_next
from app.exports.models import Export, Report
from app.exports.service import open_file
from app.outbox.models import OutgoingMail
from app.ports.figures import figures
from tests.app.exports.conftest import OCTOBER
from tests.app.figures.made_calls import MONDAY, S, a_call, keep

AUTUMN = [datetime(2026, 10, 25, hour, 30, tzinfo=UTC) for hour in (0, 1)]
OCTOBER_ENDS = datetime(2026, 10, 31, 23, 0, tzinfo=UTC)
DAYS = {
    "first": OCTOBER_ENDS - timedelta(hours=24),
    "noon": OCTOBER_ENDS - timedelta(hours=12),
    "over_midnight": OCTOBER_ENDS - timedelta(minutes=2),
    "last": OCTOBER_ENDS - timedelta(milliseconds=400),
    "november": OCTOBER_ENDS,
}


@pytest.fixture
def october(journal, ingest):
    """Five calls at the end of October in Berlin, where that is an hour before the end of the month in UTC."""
    for name, at in DAYS.items():
        journal.call(name, at=at)
    ingest()


def in_csv(client, query):
    text = client.get(f"/exports/rows.csv?{query}").data.decode("utf-8-sig")
    return [row["Page"].rpartition("/")[2] for row in csv.DictReader(io.StringIO(text, newline=""))]


def in_excel(made, query):
    page = openpyxl.load_workbook(io.BytesIO(made("xlsx", query))).worksheets[0]
    return [row[-1].value.rpartition("/")[2] for row in page.iter_rows(min_row=2)]


def in_pdf(made, query):
    pages = PdfReader(io.BytesIO(made("pdf", query))).pages
    links = (each.get_object()["/A"]["/URI"] for page in pages for each in page.get("/Annots", ()))
    return [each.rpartition("/")[2] for each in links if "?" not in each]


def test_a_file_of_callers_has_all_of_them(client, company_id, app):
    """Pages show the 2,000 with most calls."""
    with app.app_context(), company_scope(company_id):
        keep(*(a_call(f"c{n}", MONDAY + n * S, caller=f"+4930231{n:05}") for n in range(2_010)))
    query = "from=2026-11-23&to=2026-11-23&measures=calls&splits=outside"
    lines = client.get(f"/exports/rows.csv?{query}").data.decode("utf-8-sig").splitlines()
    numbers = {line.partition(",")[0] for line in lines}
    assert sum("30 231" in each for each in numbers) == 2_010, lines[:3]


@pytest.mark.parametrize(
    ("period", "found"),
    [
        ("from=2026-10-31&to=2026-10-31", 4),
        ("from=2026-10-01&to=2026-10-31", 4),
        ("from=2026-11-01&to=2026-11-30", 1),
        ("from=2026-10-01&to=2026-11-30", 5),
    ],
)
def test_the_last_day_of_a_period_is_in_every_file(client, made, october, period, found):
    expected = [name for name, at in DAYS.items() if (at < OCTOBER_ENDS) == (found == 4) or found == 5]
    query = f"{period}&sort=started_at"
    assert in_csv(client, query) == in_excel(made, query) == in_pdf(made, query) == expected


def test_a_report_of_each_day_has_every_call_once(app, client, october, company_id):
    form = {"title": "Daily", "rhythm": "daily", "weekday": 0, "month_day": 1, "at": "06:00", "format": "csv"}
    with app.app_context(), company_scope(company_id):
        readers = {"readers": [db.session.query(User).one().id]}
    assert client.post("/reports/new?period=7d&sort=started_at", data=form | readers).status_code == 302
    with app.app_context(), every_company():
        db.session.query(Report).update({"next_on": datetime(2026, 10, 31, tzinfo=UTC).date()})
        db.session.commit()
    found = []
    with app.app_context():
        reporting.order_due(datetime(2026, 11, 2, 12, tzinfo=UTC))
        while make_next():
            pass
        with every_company():
            for export in sorted(db.session.query(Export), key=lambda export: export.args):
                with open_file(export) as file:
                    rows = csv.DictReader(io.StringIO(file.read().decode("utf-8-sig"), newline=""))
                    found.append([row["Page"].rpartition("/")[2] for row in rows])
    assert found == [[], [name for name in DAYS if name != "november"], ["november"]]


def test_two_calls_at_half_past_two_are_told_apart(client, made, journal, ingest):
    for place, at in enumerate(AUTUMN):
        journal.call(f"call{place}", at=at)
    ingest()
    query = "from=2026-10-25&to=2026-10-25&sort=started_at"
    text = client.get(f"/exports/rows.csv?{query}").data.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [(row["Began"], row["Zone"]) for row in rows] == [
        ("2026-10-25 02:30:00", "CEST"),
        ("2026-10-25 02:30:00", "CET"),
    ]
    figures = client.get(f"/exports/rows.csv?{query}&measures=calls&splits=hour").data.decode("utf-8-sig")
    assert figures.splitlines()[-1] == "All calls,2"


def test_a_filter_by_something_that_is_gone_gives_an_empty_file(client, made, october):
    query = "from=2026-10-01&to=2026-11-30&group=gone"
    assert in_csv(client, query) == in_excel(made, query) == in_pdf(made, query) == []


@pytest.fixture
def by_number(journal, ingest):
    for place in range(3):
        journal.call(f"call{place}", at=DAYS["noon"] + timedelta(minutes=place), caller="+493023125007")
    journal.call("other", at=DAYS["noon"], caller="+4930999")
    ingest()


@pytest.mark.parametrize(
    ("typed", "count"),
    [("+49 30 23125007", 3), ("03023125007", 3), ("004930 23125007", 3), ("23125007", 3), ("%", 0), ("_", 0)],
)
def test_a_number_is_found_however_it_is_written(app, client, made, by_number, company_id, typed, count):
    """In the address, a plus would mean a space; in a mail as on the page."""
    query = urlencode({"from": "2026-10-01", "to": "2026-10-31", "outside": typed, "sort": "started_at"})
    assert len(in_csv(client, query)) == len(in_excel(made, query)) == count
    with app.app_context(), company_scope(company_id):
        user_id = db.session.query(User).one().id
    form = {"title": "Monthly", "rhythm": "monthly", "month_day": 1, "weekday": 0, "at": "06:00", "format": "csv"}
    client.post(f"/reports/new?{query}", data=form | {"readers": [user_id]})
    with app.app_context(), every_company():
        db.session.query(Report).update({"next_on": datetime(2026, 11, 1, tzinfo=UTC).date()})
        db.session.commit()
        reporting.order_due(datetime(2026, 11, 1, 12, tzinfo=UTC))
        while make_next():
            pass
        mail = db.session.query(OutgoingMail).one()
    link = re.search(r"Calls: (\d+) \(before: 0\)\n  http://[^/]+/calls/\?(\S+)", mail.text)
    assert link[1] == str(count)
    assert len(in_csv(client, link[2])) == count
    assert mail.export


def test_figures_that_are_compared_have_those_of_the_days_before_beside_them(client, journal, ingest):
    """Two days, and the two before: a day is compared with the one as far from the first."""
    for place, day in enumerate((27, 28, 28, 29, 29, 29)):
        journal.call(f"call{place}", at=datetime(2026, 10, day, 12, place, tzinfo=UTC))
    ingest()
    query = "from=2026-10-29&to=2026-10-30&compare=previous&measures=calls&splits=day"
    text = client.get(f"/exports/rows.csv?{query}").data.decode("utf-8-sig")
    rows = [each for each in csv.reader(io.StringIO(text, newline="")) if each[1:] != ["0", "0"]]
    assert rows == [
        ["Day", "Calls", "Calls, 27 Oct 2026 to 28 Oct 2026"],
        ["2026-10-29", "3", "1"],
        ["2026-10-30", rows[2][1], "2"],
        ["All calls", "3", "3"],
    ]
    assert rows[2][1] in ("", "0")


def test_times_of_day_are_in_the_file_as_people_read_them(client, made, journal, ingest):
    for name, hour in (("first", 7), ("last", 15)):
        journal.call(name, at=datetime(2026, 10, 29, hour, 5, tzinfo=UTC))
    ingest()
    query = "from=2026-10-29&to=2026-10-30&compare=previous&measures=first_call,last_call,calls&splits=day"
    text = client.get(f"/exports/rows.csv?{query}").data.decode("utf-8-sig")
    rows = {row[0]: row[1:] for row in csv.reader(io.StringIO(text, newline=""))}
    assert rows["2026-10-29"][:3] == ["08:05", "16:05", "2"]
    assert rows["All calls"] == ["08:05", "16:05", "2", "", "", "0"]
    page = openpyxl.load_workbook(io.BytesIO(made("xlsx", query))).worksheets[0]
    assert [cell.value for cell in page[2]][1:4] == ["08:05", "16:05", 2]


def test_every_figure_and_every_split_can_be_saved_as_a_file(app, client, october, company_id):
    with app.test_request_context(), company_scope(company_id):
        measures, splits = [*figures().measures()], [*figures().splits()]
    for at in range(0, len(measures), 30):
        for split in splits:
            query = f"{OCTOBER}&compare=previous&measures={','.join(measures[at : at + 30])}&splits={split}"
            assert client.get(f"/exports/rows.csv?{query}").status_code == 200, (split, measures[at : at + 30])
