import json

import pytest

from app.company.models import Company
from app.db import db
from app.exchange.models import SwitchEntry
from app.flows.models import Flow, FlowVersion, Number
from app.gateways.kamailio import switch_table
from designer.drawing.catalog import describe
from tests.app.flows.conftest import NUMBER, graph

COMPANY = ("--company", "1001")


@pytest.fixture
def flask(app, tmp_path):
    """`flask flow ...`: (exit code, JSON of stdout). A dict among the arguments becomes a file."""
    runner = app.test_cli_runner()

    def run(*args):
        words = []
        for arg in args:
            if isinstance(arg, dict | bytes):
                path = tmp_path / "flow.json"
                path.write_bytes(arg if isinstance(arg, bytes) else json.dumps(arg).encode())
                arg = str(path)
            words.append(arg)
        done = runner.invoke(args=["flow", *words])
        return done.exit_code, json.loads(done.stdout)

    return run


def stored(app):
    """Everything that publishing may change."""
    with app.app_context():
        tables = (Flow, FlowVersion, Number, SwitchEntry)
        return [db.session.connection().execute(db.select(model.__table__)).all() for model in tables]


def test_nodes_are_the_catalogue(flask):
    assert flask("nodes") == (0, {"nodes": json.loads(json.dumps(describe()))})


def test_a_good_flow_has_no_diagnostics(flask, flow_id):
    assert flask("check", graph(), *COMPANY) == (0, {"diagnostics": []})


def test_all_faults_are_told_at_once(flask, flow_id):
    code, told = flask("check", {**graph("nothing"), "wires": []}, *COMPANY)
    assert code == 2
    assert {"unwired", "missing"} <= {each["code"] for each in told["diagnostics"]}


def test_references_need_not_be_asked(flask):
    assert flask("check", graph("nothing"), "--no-references") == (0, {"diagnostics": []})
    assert flask("compile", graph("nothing"), "--no-references")[1]["entry"] == "start"


@pytest.mark.parametrize("command", ["check", "compile", "simulate"])
@pytest.mark.parametrize("content", [b"{", b"[1e999]", b"[]", b"{}"])
def test_what_is_no_flow_is_exit_2(flask, flow_id, command, content):
    code, told = flask(command, content, *COMPANY)
    assert code == 2
    assert told.get("diagnostics") or told["error"]["code"] == "malformed"


def test_compiling_prints_what_is_published(app, flask, flow_id):
    code, program = flask("compile", graph(), *COMPANY)
    assert code == 0
    published = flask("publish", graph(), "--number", NUMBER, *COMPANY)[1]["program"]
    assert json.loads(switch_table.of(app).text(f"p:{published}")) == program


def test_the_company_must_be_clear(flask, flow_id):
    code, told = flask("check", graph())
    assert (code, told["error"]["code"]) == (2, "no_company")
    assert "1001, 1002" in told["error"]["message"]


def test_the_only_company_need_not_be_named(app, flask, flow_id):
    with app.app_context():
        db.session.execute(db.delete(Company).where(Company.customer_number == "none"))
        other = db.session.query(Company).filter_by(customer_number="1002").one()
        db.session.execute(db.text("delete from users where company_id = :id"), {"id": other.id})
        db.session.delete(other)
        db.session.commit()
    assert flask("check", graph()) == (0, {"diagnostics": []})


def test_a_call_is_tried(flask, flow_id):
    options = ("--caller", "+4917012345", "--at", "2026-11-23T10:00", "--answers", '{"101": 4}')
    code, trace = flask("simulate", graph(), *options, *COMPANY)
    assert code == 0
    assert trace["path"] == ["start", "hello", "anna"]
    assert (trace["heard"][0], trace["bridged_to"], trace["ended"]) == ("welcome", "101", "caller_hung_up")
    assert flask("simulate", graph(), "--answers", '{"101": "busy"}', *COMPANY)[1]["bridged_to"] is None


@pytest.mark.parametrize(
    "options", [("--press", "x"), ("--answers", "{"), ("--answers", "[]"), ("--answers", '{"1": "no"}')]
)
def test_a_script_that_can_not_be_played_is_exit_2(flask, flow_id, options):
    code, told = flask("simulate", graph(), *options, *COMPANY)
    assert (code, told["error"]["code"]) == (2, "malformed")


def test_publishing_makes_the_number_do_it(app, flask, flow_id, switch):
    code, told = flask("publish", graph("other"), "--number", NUMBER, *COMPANY)
    assert (code, told["version"], told["flow"], told["warning"]) == (0, 1, flow_id, None)
    assert told["numbers"] == [
        {"number": NUMBER, "program": told["program"], "live": True, "live_program": told["program"]}
    ]
    assert json.loads(switch.entries[f"n:{NUMBER}"])["program"] == told["program"]


def test_publishing_for_a_new_number_makes_a_flow(flask, flow_id, client):
    code, told = flask("publish", graph(name="Summer"), "--number", "+4930555099", *COMPANY)
    assert (code, told["version"]) == (0, 1)
    flow = client.get(f"/api/flows/{told['flow']}").json
    assert (flow["name"], flow["numbers"], flow["graph"]) == ("Summer", ["+4930555099"], graph(name="Summer"))


@pytest.mark.parametrize(
    ("content", "number"),
    [
        (graph("nothing"), NUMBER),
        (graph("nothing"), "+4930555099"),
        (b"[]", NUMBER),
        (b"[]", "+4930555099"),
        (b"not json", NUMBER),
        (graph(), "1234567"),
    ],
)
def test_bad_input_changes_nothing(app, flask, flow_id, switch, content, number):
    flask("publish", graph(), "--number", NUMBER, *COMPANY)
    before, live = stored(app), dict(switch.entries)
    code, told = flask("publish", content, "--number", number, *COMPANY)
    assert code == 2
    assert told["error"]["message"]
    assert (stored(app), switch.entries) == (before, live)


def test_without_the_switch_it_is_published_and_exit_1_says_what_is_live(flask, flow_id, switch):
    old = flask("publish", graph(), "--number", NUMBER, *COMPANY)[1]["program"]
    switch.is_down = True
    code, told = flask("publish", graph("other"), "--number", NUMBER, *COMPANY)
    assert (code, told["version"]) == (1, 2)
    assert told["program"] != old
    assert told["numbers"] == [{"number": NUMBER, "program": told["program"], "live": False, "live_program": None}]
    assert "not live yet" in told["warning"]


def test_another_companys_number_is_refused(app, flask, flow_id):
    before = stored(app)
    code, told = flask("publish", graph(), "--number", NUMBER, "--company", "1002")
    assert (code, told["error"]["code"]) == (2, "number_taken")
    assert stored(app) == before
