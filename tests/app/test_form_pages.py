"""The address of a form is opened, for example because the page with a fault is loaded again."""

import re

import pytest

from app.web.form_pages import page_above
from tests.app.german import GERMAN

ARGUMENT = re.compile("<[^>]*>")
HAVE_NO_PAGE = {"/language/<code>", "/sign-out"}
"""Buttons that are on many pages."""
JSON_ONLY = "/api/", "/live/"


def form_addresses(app):
    """Rules and addresses that only take forms."""
    adapter = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        address = ARGUMENT.sub("1", rule.rule)
        if not address.startswith(JSON_ONLY) and "POST" in rule.methods and not adapter.test(address, method="GET"):
            yield rule.rule, address


def test_the_address_of_every_form_leads_to_a_page_above_it(app, client):
    forms = list(form_addresses(app))
    assert len(forms) > 50
    for rule, address in forms:
        answer = client.get(address)
        assert answer.status_code == 302, rule
        assert address.startswith(f"{answer.location.rstrip('/')}/"), rule
        assert (answer.location == "/") == (rule in HAVE_NO_PAGE), rule
        assert client.get(answer.location).status_code != 405, rule


def test_the_language_is_changed_on_a_page_that_shows_a_fault(client):
    there = client.post("/settings/lists/new", data={"label": "VIP"}).location
    form = f"{there}/add"
    assert client.post(form, data={"number": "nobody"}).status_code == 422
    page = client.post("/language/de", headers={"Referer": f"http://localhost{form}"}, follow_redirects=True)
    assert page.status_code == 200
    assert page.request.path == there
    assert 'lang="de"' in page.text


def test_the_address_never_leads_to_another_site(app):
    with app.test_request_context():
        assert page_above("//settings/lists/1/add") == "/settings/lists/1"


def test_programs_are_told_that_the_method_is_wrong(client):
    answer = client.get("/settings/lists/1/add", headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json["error"]["code"]) == (405, "method_not_allowed")
    assert client.get("/api/flows/1/check").status_code == 405


@pytest.mark.parametrize(
    ("headers", "sentence"),
    [({}, "This address can&#39;t be used in this way."), (GERMAN, "Diese Adresse lässt sich so nicht aufrufen.")],
)
def test_what_a_page_does_not_take_is_told_in_the_readers_language(client, headers, sentence):
    answer = client.post("/settings/employees", headers=headers)
    assert answer.status_code == 405
    assert sentence in answer.text
