"""The same rows come as CSV, Excel and PDF; nothing in them is a formula, and numbers stay text."""

import csv
import io
from datetime import UTC, datetime

import pytest

from tests.app.exports.conftest import OCTOBER
from tests.app.exports.fake_figures import call, many

NAMES = ("=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "＝1+1", 'a"b;c,d', "Zeile\nzwei")


def rows_of(answer, separator=","):
    assert answer.status_code == 200, answer.text
    assert answer.data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"), newline=""), delimiter=separator))


def change(calls, **about):
    name = next(iter(calls))
    calls[name] = call(0, about.pop("began", calls[name].started_at), **about)


def test_csv_comes_at_once_and_has_a_row_for_each_call(client, calls):
    answer = client.get(f"/exports/rows.csv?{OCTOBER}")
    first, *_others = rows = rows_of(answer)
    assert len(rows) == 3
    assert first["Began"] == "2026-10-01 08:00:00"
    assert (first["Outcome"], first["Waited (s)"], first["Talked (s)"]) == ("answered", "4", "60")
    assert first["Employee"] == "Łucja Żak"
    assert first["Page"].endswith("/calls/c00000")
    assert "2026-10-01" in answer.headers["Content-Disposition"]
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_a_telephone_number_stays_text(client, calls, excel):
    (row, *_others) = rows_of(client.get(f"/exports/rows.csv?{OCTOBER}"))
    assert row["Caller"] == "'+493023125007"
    cells = {cell.value: cell for cell in excel().worksheets[0][2]}
    assert cells["+493023125007"].data_type == "s"


@pytest.mark.parametrize("name", NAMES)
def test_no_cell_is_a_formula(client, calls, excel, name):
    change(calls, caller_name=name)
    (row, *_others) = rows_of(client.get(f"/exports/rows.csv?{OCTOBER}"))
    assert row["Name"] in (name, f"'{name}")
    assert not row["Name"].startswith(("=", "+", "-", "@", "\t", "＝"))
    cells = [cell for cell in excel().worksheets[0][2] if cell.value == name]
    assert [cell.data_type for cell in cells] == ["s"]


def test_german_spreadsheets_get_semicolons_and_decimal_commas(client, calls):
    change(calls, mos=4.25)
    client.set_cookie("language", "de")
    (row, *_others) = rows_of(client.get(f"/exports/rows.csv?{OCTOBER}"), ";")
    assert row["Qualität"] == "4,25"


def test_the_two_hours_of_the_same_name_are_told_apart(client, calls, excel):
    """Clocks go back at 01:00 UTC."""
    began = [datetime(2026, 10, 25, hour, 30, tzinfo=UTC) for hour in (0, 1)]
    calls.clear()
    calls.update({f"c{place:05}": call(place, each) for place, each in enumerate(began)})
    rows = rows_of(client.get(f"/exports/rows.csv?{OCTOBER}"))
    assert [(row["Began"], row["Zone"]) for row in rows] == [
        ("2026-10-25 02:30:00", "CEST"),
        ("2026-10-25 02:30:00", "CET"),
    ]
    page = excel().worksheets[0]
    assert [page.cell(row, 2).value for row in (2, 3)] == ["CEST", "CET"]
    assert page.cell(2, 1).value == datetime(2026, 10, 25, 2, 30)  # noqa: DTZ001 - a spreadsheet has no zones


def test_figures_come_with_their_total_and_their_definition(client, calls, excel):
    query = f"{OCTOBER}&measures=calls,service_level&splits=day,group&title=Calls+by+day"
    book = excel(query)
    rows = [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()]
    assert rows[0] == ["Day", "Group", "Calls", "Service level"]
    assert rows[1][1:] == ["=Sales", 0, None]
    assert rows[-1] == ["All calls", None, 3, 3]
    about = [cell.value for row in book.worksheets[1].iter_rows() for cell in row if cell.value]
    assert "Calls by day" in about
    assert "Share. a / b" in about
    text = client.get(f"/exports/rows.csv?{query}").data.decode("utf-8-sig")
    assert text.splitlines()[-1] == "All calls,,3,3"


def test_a_file_says_its_period_and_filters(calls, excel, pdf):
    query = f"{OCTOBER}&group=sales"
    about = [cell.value for row in excel(query).worksheets[1].iter_rows() for cell in row if cell.value]
    page = pdf(query)[0]
    for line in ("Demo GmbH", "1 Oct 2026 to 31 Oct 2026, Europe/Berlin time", "Group: Sales", "3 calls"):
        assert line in about
        assert line in page


def test_a_pdf_repeats_its_headings_and_numbers_its_pages(calls, pdf):
    calls.update({each.id: each for each in many(150)})
    pages = pdf()
    assert len(pages) > 2
    for number, page in enumerate(pages, start=1):
        assert f"Page {number}" in page
        assert "Began" in page
    assert sum(page.count("Łucja Żak") for page in pages) == 150


def test_a_long_text_goes_on_in_further_lines(calls, pdf):
    long = " ".join(f"Wort{at}" for at in range(40)) + "x" * 90
    change(calls, caller_name=long)
    page = "".join(pdf()).replace("\n", "").replace(" ", "")
    assert all(f"Wort{at}" in page for at in range(40))
    assert page.count("x") >= 90


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("from=x", "Choose the days first."),
        (f"{OCTOBER}&measure=nonsense", "There is no figure called “nonsense”."),
        (f"{OCTOBER}&sort=nonsense", "Calls can't be sorted by nonsense."),
        (f"{OCTOBER}&measures=calls&splits=day,group,day", "Split figures by at most two things."),
        (f"{OCTOBER}&measures=calls&splits=moon", "Figures can't be split by “moon”."),
        (f"{OCTOBER}&measures=", "Choose one to 30 figures."),
    ],
)
def test_what_is_no_table_is_explained(client, calls, query, words):
    for answer in (
        client.get(f"/exports/rows.csv?{query}", headers={"Accept": "application/json"}),
        client.post(f"/exports/?{query}", data={"format": "pdf"}, headers={"Accept": "application/json"}),
    ):
        assert answer.status_code == 422
        assert answer.json["error"]["message"] == words


def test_without_calls_there_is_an_empty_table(client, calls, excel, pdf):
    calls.clear()
    assert rows_of(client.get(f"/exports/rows.csv?{OCTOBER}")) == []
    assert excel().worksheets[0].max_row == 1
    assert "0 calls" in pdf()[0]
