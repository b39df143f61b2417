import json

from tests.app.flows.conftest import graph

COMPANY = ("--company", "1001")


def verified(app, tmp_path, drawing, *options):
    path = tmp_path / "flow.json"
    path.write_text(json.dumps(drawing))
    done = app.test_cli_runner().invoke(args=["flow", "verify", str(path), *COMPANY, *options])
    return done.exit_code, json.loads(done.stdout)


def test_a_flow_without_faults_is_exit_0(app, tmp_path, flow_id):
    code, told = verified(app, tmp_path, graph())
    assert (code, told["findings"], told["complete"]) == (0, [], True)
    assert told["worst_s_to_person"] > 0


def test_a_finding_is_exit_2_and_has_a_call_that_shows_it(app, tmp_path, flow_id):
    code, told = verified(app, tmp_path, graph(), "--to-person", "1")
    assert (code, [each["code"] for each in told["findings"]]) == (2, ["long-way"])
    assert told["findings"][0]["script"]["caller"]


def test_a_faulty_flow_is_told_as_check_does(app, tmp_path, flow_id):
    code, told = verified(app, tmp_path, {**graph(), "wires": []})
    assert code == 2
    assert "unwired" in {each["code"] for each in told["diagnostics"]}
