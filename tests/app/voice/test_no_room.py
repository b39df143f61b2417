"""Who is refused because there is no room finds the form again as they have sent it."""

import re

import pytest

from app.exchange import texts
from app.gateways.kamailio import Memory

SENTENCE = "There is no room for this"
TYPED = {
    "/settings/employees/new": {"extension": "777", "name": "Typed Name", "email": "typed@firm.example"},
    "/start/employees": {"count": "1", "row0-extension": "777", "row0-name": "Typed Name", "row0-email": ""},
}


@pytest.mark.parametrize("path", TYPED)
def test_what_was_typed_is_there_with_the_sentence(client, switch, path):
    switch.shared = Memory(1_000_000, 990_000)
    answer = client.post(path, data=TYPED[path])
    assert answer.status_code == 507
    assert SENTENCE in answer.text
    assert re.search("<main[^>]* data-given-back", answer.text)  # it asks before it is left
    for typed in filter(None, TYPED[path].values()):
        assert re.search(rf'value="{re.escape(typed)}"', answer.text), typed
    listed = client.get("/settings/employees").text
    assert "Typed Name" not in listed
    assert "data-given-back" not in listed


def test_the_same_when_too_much_was_published(client, monkeypatch):
    monkeypatch.setattr(texts, "MOST_COMPANY_BYTES", 100)
    answer = client.post("/settings/lists/new", data={"label": "Typed List", "many": "+4930123456"})
    assert answer.status_code == 409
    assert "So much was published lately" in answer.text
    assert 'value="Typed List"' in answer.text
    assert "+4930123456" in answer.text
    assert "Typed List" not in client.get("/settings/lists").text
