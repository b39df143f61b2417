"""The page Status itself: what it is given, and whom it is not shown to."""

import json
import re

from app.company.models import Company
from app.db import db
from app.status.words import WORDS
from app.web.socketio import socketio
from tests.app.german import GERMAN


def given(page):
    return json.loads(re.search(r'<script type="application/json" id="wall-page"[^>]*>(.*?)</script>', page.text)[1])


def test_it_brings_its_words_in_the_language_of_the_user(client):
    assert given(client.get("/status/")).keys() == {"words", "language"}
    german = given(client.get("/status/", headers=GERMAN))
    assert german["language"] == "de"
    assert german["words"].keys() == WORDS.keys()
    assert german["words"]["nobody_waits"] == "Niemand wartet"


def test_the_name_of_a_company_cannot_end_the_script(app, client, in_company):

    db.session.query(Company).filter_by(customer_number="1001").one().name = "</script><b>"
    db.session.commit()
    made = client.post(
        "/status/screens", json={"name": "Hall", "language": "de", "groups": [], "figures": ["load"]}
    ).json
    page = client.get("/tv/" + made["link"].rpartition("/")[2])
    assert "<b>" not in page.text
    assert given(page)["name"] == "</script><b>"
    assert given(page)["language"] == "de"
    assert given(page)["words"]["nobody_waits"] == "Niemand wartet"


def test_a_page_of_another_account_is_not_shown_this_ones_calls(app, client):
    """Another tab has signed somebody else in, or entered another company, since the page was opened."""
    mark = re.search(r'<meta name="account" content="([^"]+)"', client.get("/status/").text)[1]
    for account, is_shown in ((mark, True), (f"{mark}@7", False), ("4711", False)):
        for namespace in ("/wall", "/messages"):
            line = socketio.test_client(app, namespace, flask_test_client=client, auth={"account": account})
            assert line.is_connected(namespace) is is_shown
        part = client.get("/settings/employees", headers={"HX-Request": "true", "X-Account": account})
        assert (part.status_code, part.headers.get("HX-Refresh")) == ((200, None) if is_shown else (409, "true"))
