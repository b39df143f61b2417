"""What calls did with a flow, and one of them on the drawing that it went through."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from app.calls.models import CallVisit
from app.db import company_scope, db, now
from app.db.groups import group_scope
from app.flows import service
from app.flows.models import Flow, FlowVersion, Number
from app.ports.call_records import call_records
from app.ports.figures import Place, Question, figures
from app.status.drawn_calls import make_of_flow, rows
from tests.app.journal_of_calls import GRAPH, MORNING, NUMBER

DAY = "from=2026-11-23&to=2026-11-23"


@pytest.fixture
def flow_id(app, company_id, journal):
    """A flow with one version, which is what the calls of the journal go through."""
    with app.app_context(), company_scope(company_id):
        flow = service.add_flow("Main", GRAPH)
        add_version(flow, GRAPH, journal.program.sha)
        db.session.commit()
        return flow.id


def add_version(flow, graph, program, version=1):
    at = datetime(2026, 11, version, tzinfo=UTC)
    made = FlowVersion(flow=flow, version=version, graph=graph, program_sha=program, author="Olga", created_at=at)
    db.session.add(made)
    return made


@pytest.fixture
def add_flow(app, company_id):
    """Makes another flow with one version; returns its id."""

    def add_flow(program):
        with app.app_context(), company_scope(company_id):
            flow = service.add_flow("Other", GRAPH)
            add_version(flow, GRAPH, program)
            db.session.commit()
            return flow.id

    return add_flow


def calls_of(flow_id):
    """The calls in progress that the canvas shows on the drawing of the flow."""
    return list(make_of_flow(flow_id, None, now()).state["calls"].values())


def lead(flow_id):
    """Lets NUMBER, which may be new, lead to the flow."""
    number = db.session.query(Number).filter_by(number=NUMBER).one_or_none() or Number(number=NUMBER)
    number.flow_id = flow_id
    db.session.add(number)
    db.session.commit()


@pytest.fixture
def ask(client, flow_id):
    def ask(path, status=200):
        answer = client.get(f"/api/flows/{flow_id}{path}")
        assert answer.status_code == status, answer.text
        return answer.json

    return ask


def blocks(found):
    return {block["node"]: block for block in found["blocks"]}


def test_calls_are_counted_at_blocks_and_outlets(ask, journal, ingest):
    journal.call("a")
    journal.call("b", press="2", at=MORNING + timedelta(hours=1))
    journal.call("c", press="", at=MORNING + timedelta(hours=2))
    journal.call("yesterday", at=MORNING - timedelta(days=1))
    ingest()
    found = ask(f"/traffic?{DAY}")
    assert (found["from"], found["to"], found["calls"]) == ("2026-11-23", "2026-11-23", 3)
    menu = blocks(found)["menu"]
    assert menu["calls"] == 3
    assert sorted((each["outlet"], each["calls"], round(each["share"], 2)) for each in menu["outlets"]) == [
        ("1", 1, 0.33),
        ("2", 1, 0.33),
        ("timeout", 1, 0.33),
    ]
    assert menu["seconds"] > 1
    assert blocks(found)["sales"]["calls"] == 1
    assert blocks(found)["start"]["outlets"] == [{"outlet": "next", "calls": 3, "share": 1.0}]


def test_callers_who_give_up_are_counted_where_they_were(ask, journal, ingest):
    journal.call("a", hang_up_s=4.0)
    journal.call("talked", at=MORNING + timedelta(hours=1))
    ingest()
    found = ask(f"/traffic?{DAY}")
    assert found["hung_up"] == sum(block["hung_up"] for block in found["blocks"])
    gave_up = ask(f"/traffic/calls?{DAY}&hung_up=1")
    assert [call["id"] for call in gave_up["calls"]] == ["a"]


def test_a_call_in_progress_counts_with_no_end(ask, journal, ingest):
    journal.call("a", steps=1)
    ingest()
    found = ask(f"/traffic?{DAY}")
    assert (found["in_progress"], blocks(found)["menu"]["seconds"]) == (1, None)


def test_calls_of_an_older_exchange_count_where_only_one_outlet_leads_there(ask, app, company_id, journal, ingest):
    journal.call("a")
    ingest()
    with app.app_context(), company_scope(company_id):
        db.session.execute(update(CallVisit).where(CallVisit.call == "a").values(outcome=""))
        db.session.commit()
    menu = blocks(ask(f"/traffic?{DAY}"))["menu"]
    assert [each["outlet"] for each in menu["outlets"]] == ["1"]


def test_any_filter_of_statistics_narrows_the_traffic(ask, journal, ingest):
    journal.call("a")
    journal.call("b", press="2", at=MORNING + timedelta(hours=1))
    ingest()
    found = ask(f"/traffic?{DAY}&hours=11-12")
    assert (found["calls"], [chip["label"] for chip in found["chips"]]) == (1, ["Time of day"])
    assert "sales" not in blocks(found)
    assert ["hours", "11-12"] in found["query"]
    assert [call["id"] for call in ask(f"/traffic/calls?{DAY}&hours=11-12&node=menu")["calls"]] == ["b"]
    assert ask(f"/traffic?{DAY}&outside=%2B4917012345")["calls"] == 2
    assert ask(f"/traffic?{DAY}&outside=%2B49999")["calls"] == 0


def test_the_traffic_is_what_statistics_counts(ask, app, company_id, flow_id, journal, ingest):
    journal.call("a")
    journal.call("b", press="2", at=MORNING + timedelta(hours=1))
    journal.call("c", press="", at=MORNING + timedelta(hours=2))
    ingest()
    with app.test_request_context(), company_scope(company_id):
        args = {"from": ["2026-11-23"], "to": ["2026-11-23"]}
        found = figures().ask(Question(figures().selection(args), ("calls",), ("block",)))
        counted = {row.keys[0]: row.values[0] for row in found.rows}
    drawn = {f"{flow_id}:{node}": block["calls"] for node, block in blocks(ask(f"/traffic?{DAY}")).items()}
    assert drawn == counted


def test_whoever_is_limited_to_groups_sees_the_calls_of_these(app, company_id, flow_id, journal, ingest):
    journal.call("a")
    journal.call("b", press="", at=MORNING + timedelta(hours=1))
    ingest()
    day = {"from": ["2026-11-23"], "to": ["2026-11-23"]}
    with app.test_request_context(), company_scope(company_id), group_scope(frozenset({"sales"})):
        assert figures().ways(figures().selection(day), flow_id).calls == 1
        assert list(figures().calls_at(figures().selection(day), flow_id, Place("menu"), 9).calls) == ["a"]


def test_filters_are_offered_with_their_choices(ask):
    offered = {each["name"]: each for each in ask("/traffic/filters")["filters"]}
    assert {"value": "missed", "label": "Missed"} in offered["outcome"]["choices"]
    assert (offered["outside"]["kind"], offered["outside"]["choices"]) == ("number", [])
    assert "flow" not in offered


@pytest.mark.parametrize("query", ["period=never", "wait=long", "hours=25-26"])
def test_no_filter_is_refused_in_words(ask, query):
    assert ask(f"/traffic?{query}", 422)["error"]["message"]


def test_only_calls_through_this_flow_count(ask, client, add_flow, journal, ingest):
    other_id = add_flow("another program")
    journal.call("a")
    ingest()
    assert ask(f"/traffic?{DAY}")["calls"] == 1
    assert client.get(f"/api/flows/{other_id}/traffic?{DAY}").json["calls"] == 0


def test_of_two_flows_that_are_drawn_alike_the_number_tells_which_it_was(
    ask, client, add_flow, flow_id, app, company_id, journal, ingest
):
    other_id = add_flow(journal.program.sha)
    journal.call("a", steps=3)
    ingest()
    for leads_to, here, there in ((flow_id, 1, 0), (other_id, 0, 1)):
        with app.test_request_context(), company_scope(company_id):
            lead(leads_to)
            assert [len(calls_of(each)) for each in (leads_to, flow_id + other_id - leads_to)] == [1, 0]
        assert ask(f"/traffic?{DAY}")["calls"] == here
        assert client.get(f"/api/flows/{other_id}/traffic?{DAY}").json["calls"] == there
        assert f"/flows/{leads_to}/edit?call=a" in client.get("/calls/a").text


def test_the_calls_at_a_place_are_listed_the_newest_first(ask, journal, ingest):
    journal.call("a")
    journal.call("b", press="2", at=MORNING + timedelta(hours=1))
    ingest()
    assert [call["id"] for call in ask(f"/traffic/calls?{DAY}&node=menu")["calls"]] == ["b", "a"]
    (call,) = ask(f"/traffic/calls?{DAY}&node=menu&outlet=2")["calls"]
    assert (call["id"], call["caller"], call["at"]) == ("b", "+4917012345", "2026-11-23T10:00:00+00:00")
    assert ask(f"/traffic/calls?{DAY}&node=mailbox&outlet=1")["calls"] == []


@pytest.mark.parametrize(
    "query",
    [
        "from=2026-11-23",
        "from=23.11.&to=24.11.",
        "from=2026-11-24&to=2026-11-23",
        "from=0001-01-01&to=2026-11-23",
        "from=2026-11-23&to=9999-12-31",
        "days=0",
        "days=x",
        "days=1000",
    ],
)
def test_no_period_is_refused(ask, query):
    assert ask(f"/traffic?{query}", 422)["error"]["message"]


def test_days_up_to_today(ask):
    found = ask("/traffic?days=7")
    assert datetime.fromisoformat(found["to"]) - datetime.fromisoformat(found["from"]) == timedelta(days=6)
    assert found["query"] == [["period", "7d"]]
    assert ask("/traffic")["from"] == ask("/traffic")["to"]
    assert ask("/traffic?period=last_month")["query"] == [["period", "last_month"]]


def test_a_call_is_told_on_the_drawing_that_it_went_through(ask, journal, ingest):
    journal.call("a")
    ingest()
    told = ask("/calls/a")
    assert (told["version"], told["graph"], told["caller"]) == (1, GRAPH, "+4917012345")
    steps = [(step["node"], step["outlet"]) for step in told["steps"]]
    assert steps[:2] == [("start", ""), ("menu", "next")]
    assert ("sales", "1") in steps
    first, menu = told["steps"][:2]
    assert first["sentences"] == ["+4917012345 calls +4930555010"]
    assert menu["sentences"] == ["The call is answered", "The caller hears “menu”"]
    pressed = next(step for step in told["steps"] if "The caller presses 1" in step["sentences"])
    assert (pressed["node"], pressed["outlet"]) == ("menu", None)
    assert [step["at_s"] for step in told["steps"]] == sorted(step["at_s"] for step in told["steps"])
    assert told["seconds"] >= told["steps"][-1]["at_s"] > 0


def test_of_versions_that_are_called_alike_the_one_of_that_day_is_shown(ask, app, company_id, flow_id, journal, ingest):
    with app.app_context(), company_scope(company_id):
        flow = db.session.get_one(Flow, flow_id)
        add_version(flow, {**GRAPH, "name": "Later"}, journal.program.sha, version=20)
        db.session.commit()
    journal.call("a", at=MORNING - timedelta(days=5))
    journal.call("b")
    ingest()
    assert (ask("/calls/a")["version"], ask("/calls/b")["version"]) == (1, 20)


def test_a_call_whose_version_is_gone_is_told(ask, app, company_id, client, journal, ingest):
    journal.call("a")
    ingest()
    assert "/edit?call=a" in client.get("/calls/a").text
    with app.app_context(), company_scope(company_id):
        db.session.query(FlowVersion).delete()
        db.session.commit()
    assert ask("/calls/a", 404)["error"]["code"] == "version_gone"
    assert "is not there any more" in client.get("/calls/a").text
    assert ask("/calls/unknown", 404)["error"]["code"] == "not_found"


def test_another_company_sees_nothing_of_it(ask, other_client, flow_id, journal, ingest):
    journal.call("a")
    ingest()
    for path in ("/traffic", "/traffic/calls", "/calls/a"):
        assert other_client.get(f"/api/flows/{flow_id}{path}").status_code == 404


def test_a_call_of_another_company_is_not_told(ask, journal, ingest):
    journal.call("theirs", company="1002")
    ingest()
    ask("/calls/theirs", 404)
    assert ask(f"/traffic?{DAY}")["calls"] == 0


def test_who_is_not_signed_in_is_turned_away(visitor, flow_id):
    assert visitor.get(f"/api/flows/{flow_id}/traffic").status_code == 401


def test_a_call_in_progress_says_where_on_which_drawing_it_is(app, company_id, flow_id, journal, ingest):
    journal.call("a", steps=3)
    ingest()
    with app.test_request_context(), company_scope(company_id):
        (call,) = calls_of(flow_id)
    assert call["stops_in_all"] == 3
    assert [(stop["block"], stop["outlet"]) for stop in call["stops"]] == [
        ("start", ""),
        ("menu", "next"),
        ("sales", "1"),
    ]


def test_a_call_in_progress_whose_drawing_is_gone_is_nowhere(app, company_id, journal, ingest):
    journal.call("a", steps=3)
    ingest()
    with app.test_request_context(), company_scope(company_id):
        (call,) = rows(call_records().open_calls()).values()
    assert (call["node"], call["stops"]) == ("sales", [])
