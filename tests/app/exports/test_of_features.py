"""Files have the figures of features, as the page shows them."""

import io

import openpyxl
import pytest
from pypdf import PdfReader

from app.db import company_scope
from app.ports.figure_features import register
from tests.app.figures.cost import Cost
from tests.app.figures.made_calls import answered_call, keep

QUERY = "from=2026-11-23&to=2026-11-23&measures=cost,paid&splits=tariff"


@pytest.fixture
def cost(app, company_id):
    register(app, Cost({"a": 123456, "b": 40}, {"a": ["night"], "b": ["day"]}).feature())
    with app.app_context(), company_scope(company_id):
        keep(answered_call("a"), answered_call("b"))


def test_money_has_two_decimals_in_every_file(client, made, cost):
    page = openpyxl.load_workbook(io.BytesIO(made("xlsx", QUERY))).worksheets[0]
    cells = {row[0].value: row[1] for row in page.iter_rows(min_row=2)}
    assert "Cost (EUR)" in [each.value for row in page.iter_rows() for each in row]
    assert (cells["night"].value, cells["night"].number_format) == (1234.56, "#,##0.00")
    text = "".join(each.extract_text() for each in PdfReader(io.BytesIO(made("pdf", QUERY))).pages)
    assert "1,234.56" in text
    assert "0.40" in text
    assert "1234.56" in client.get(f"/exports/rows.csv?{QUERY}").data.decode("utf-8-sig")
