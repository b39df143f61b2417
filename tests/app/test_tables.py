"""A table is read whatever program wrote it, and nothing in it is taken for a formula."""

import pytest

from app.tables import GUARD, NoTable, Row, read_csv, read_rows, write_csv


@pytest.mark.parametrize(
    "text",
    [
        "101;Berg, Anna\n102;Kaya, Ben\n",
        "sep=;\n101;Berg, Anna\n102;Kaya, Ben\n",
        '101,"Berg, Anna"\n102,"Kaya, Ben"\n',
        "101\tBerg, Anna\n102\tKaya, Ben\n",
        "101|Berg, Anna\n102|Kaya, Ben\n",
    ],
)
def test_the_separator_is_the_one_of_most_lines(text):
    assert [row.cells for row in read_rows(text)] == [("101", "Berg, Anna"), ("102", "Kaya, Ben")]


def test_rows_are_counted_as_in_the_file():
    assert read_rows("sep=,\na,b\n\n , \nc,d\n") == [Row(2, ("a", "b")), Row(5, ("c", "d"))]


def test_a_cell_in_quotation_marks_may_have_separators_and_lines():
    assert read_rows('101, "Berg, Anna"\n102,"a\nb"\n') == [Row(1, ("101", "Berg, Anna")), Row(3, ("102", "a\nb"))]


@pytest.mark.parametrize("text", ['a,b\n"c\nd",e\nf,"g', '1\n"', 'a,b\n"c,d\n' + "x" * 150_000])
def test_a_quotation_mark_that_is_never_closed_is_named_by_its_line(app, text):
    with app.test_request_context(), pytest.raises(NoTable, match=r"begins in line [24] is never closed") as refused:
        read_rows(text)
    assert ("line 4" in str(refused.value)) == text.endswith("g")


def test_bytes_that_no_encoding_has_spoil_no_table():
    assert read_csv(b"101;M\xfcller\x81\n")[0].cells == ("101", "Müller\N{REPLACEMENT CHARACTER}")


def test_what_is_no_text_is_refused(app):
    with app.test_request_context(), pytest.raises(NoTable, match="no text file"):
        read_csv(b"PK\x03\x04\x00\x00")


@pytest.mark.parametrize("cell", ["=1+1", "+49", "-1", "@x"])
def test_formulas_are_guarded_and_read_back(cell):
    written = write_csv([("a", cell)])
    assert f"a,{GUARD}{cell}".encode() in written
    assert read_csv(written)[0].cells == ("a", cell)
