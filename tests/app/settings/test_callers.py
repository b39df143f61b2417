"""Lists of callers: as people write them, and as the switch gets them."""

import pytest

from app.db import company_scope, db
from app.flows import numbers, service
from app.settings.callers import MOST_ENTRIES, parse_callers, write_callers
from app.settings.models import CallerList
from designer import Script, compile_flow, simulate
from tests.app.journal_of_calls import MORNING
from tests.app.settings.test_pages import directory
from tests.designer.drawing import DIRECTORY, KNOWN, flow, node

VIPS = {"label": "VIPs", "entries": "+49 (170) 123-45\n\n+49171* \nAnonymous"}


def decides_by(name):
    nodes = [node("who", "caller_list", list=name), node("end", "hangup")]
    return flow(nodes, ("who", "listed", "end"), ("who", "other", "end"))


def test_callers_are_read_as_people_write_them(app):
    with app.test_request_context():
        found = parse_callers(VIPS["entries"])
        assert found == ["+4917012345", "+49171*", "anonymous"]
        assert parse_callers(write_callers(found)) == found


def test_every_bad_line_is_told(app):
    with app.test_request_context(), pytest.raises(ValueError, match=r"Line 2: “Anna”") as told:
        parse_callers("+4917012345\nAnna\n*\n+4917012345")
    assert "Line 3: “*”" in str(told.value)
    assert "Line 4: “+4917012345” is there twice." in str(told.value)


def test_a_list_has_an_end(app):
    with app.test_request_context(), pytest.raises(ValueError, match="at most 1000"):
        parse_callers("\n".join(str(number) for number in range(MOST_ENTRIES + 1)))


def test_a_list_goes_to_the_switch(client, switch):
    client.post("/settings/lists/new", data=VIPS)
    assert directory(switch)["lists"] == {"vips": ["+4917012345", "+49171*", "anonymous"]}
    client.post("/settings/lists/1", data={**VIPS, "entries": "101"})
    assert directory(switch)["lists"] == {"vips": ["101"]}
    client.post("/settings/lists/1/delete")
    assert directory(switch)["lists"] == {}


@pytest.mark.parametrize("change", [{"entries": "nobody"}, {"label": ""}])
def test_a_faulty_list_is_not_kept(client, app, company_id, change):
    assert client.post("/settings/lists/new", data={**VIPS, **change}).status_code == 422
    with app.app_context(), company_scope(company_id):
        assert db.session.query(CallerList).count() == 0


def test_flows_may_refer_to_it_and_then_it_stays(client, app, company_id, switch):
    client.post("/settings/lists/new", data=VIPS)
    assert client.get("/api/references").json["list"] == [{"name": "vips", "label": "VIPs"}]
    with app.app_context(), company_scope(company_id):
        drawn = service.add_flow("Main", decides_by("vips"))
        numbers.add_number("+4930555010", drawn)
        db.session.flush()
        db.session.refresh(drawn)
        service.publish(drawn, "Olga")
        db.session.commit()
    page = client.post("/settings/lists/1/delete", follow_redirects=True)
    assert "The list VIPs can&#39;t be deleted: it decides in “Main”." in page.text
    assert "vips" in directory(switch)["lists"]


@pytest.mark.parametrize(
    ("caller", "outlet"), [("+4917012345", "listed"), ("+4917199999", "listed"), ("", "listed"), ("+4930", "other")]
)
def test_the_directory_says_it_as_calls_read_it(app, caller, outlet):
    """The format of an entry is a contract with ``designer.ops.instant``."""
    nodes = [node("who", "caller_list", list="vips"), node("listed", "hangup"), node("other", "hangup")]
    graph = flow(nodes, ("who", "listed", "listed"), ("who", "other", "other"))
    program = compile_flow(graph, {**KNOWN, "list": {"vips"}}).program
    with app.test_request_context():
        entries = parse_callers(VIPS["entries"])
    trace = simulate(program, {**DIRECTORY, "lists": {"vips": entries}}, Script(caller, MORNING))
    assert trace.path[-1] == outlet
