import io

import openpyxl
import pytest
from pypdf import PdfReader

from app.db import db
from app.exports.making import make_next
from tests.app.exports.fake_figures import FakeFigures, many, put

OCTOBER = "from=2026-10-01&to=2026-10-31"


@pytest.fixture
def fake(app):
    """Figures of three calls."""
    fake = FakeFigures(many(3))
    put(app, fake)
    return fake


@pytest.fixture
def calls(fake):
    """Three calls; a test may change them."""
    return fake.made


@pytest.fixture
def work(app):
    """Makes the ordered files, as the worker does."""

    def work():
        with app.app_context():
            while make_next():
                pass
            db.session.remove()

    return work


@pytest.fixture
def made(client, work):
    """Orders a file, makes it, and returns its bytes."""

    def made(format, query=OCTOBER):
        ordered = client.post(f"/exports/?{query}", data={"format": format}, headers={"Accept": "application/json"})
        assert ordered.status_code == 202, ordered.text
        work()
        state = client.get(f"/exports/{ordered.json['id']}").json
        assert state["state"] == "ready", state
        with client.get(state["file"]) as answer:
            assert int(answer.headers["Content-Length"]) == len(answer.data)
            return answer.data

    return made


@pytest.fixture
def excel(made):
    """Returns the book with the rows."""
    return lambda query=OCTOBER: openpyxl.load_workbook(io.BytesIO(made("xlsx", query)))


@pytest.fixture
def pdf(made):
    """Returns the texts of the pages."""
    return lambda query=OCTOBER: [page.extract_text() for page in PdfReader(io.BytesIO(made("pdf", query))).pages]
