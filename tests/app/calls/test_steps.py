"""The steps of a call are those of its lines, whatever strangers call themselves."""

import pytest

from app.db import company_scope
from app.journal.service import ingest
from app.ports.calls import calls
from designer.runtime.effects import Tag
from designer.runtime.events import CallArrived, PromptEnded
from tests.app.recordings.conftest import NUMBER, Switch

BREAKS = "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
"""All at which str.splitlines breaks."""


@pytest.mark.parametrize("separator", BREAKS)
def test_no_character_of_a_name_or_a_tag_ends_a_line(app, config, company_id, separator):
    node1, text = Switch(config.journal_dir), f"X{separator}Y"
    arrived = {"call": "a", "company": "1001", "caller": "+49301", "caller_name": text, "number": NUMBER}
    node1.step("a", CallArrived, **arrived, program="p", directory="d", direction="inbound")
    node1.step("a", PromptEnded, Tag(text), token=1)
    node1.end("a")
    with app.app_context():
        ingest()
        with company_scope(company_id):
            first, second, _ = calls().steps("a")
    assert (first.event.caller_name, second.effects) == (text, (Tag(text),))
