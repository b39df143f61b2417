"""Carriers are known by name, as groups are."""

from flask_babel import force_locale

from app.figures.merging import merge_company
from app.ports.questions import questions
from tests.app.figures.made_calls import a_call, keep, leg


def test_a_carrier_is_known_by_its_name(in_company, company_id):
    keep(a_call("a", legs=[leg("b1", "", "", number="+4989123456", carrier="Nordtel")]))
    merge_company(company_id)
    with force_locale("en"):
        found = questions().understand("calls over Nordtel last week")
    assert ("carrier", "Nordtel") in found.args
    assert "Nordtel" not in [word.text for word in found.unknown]
