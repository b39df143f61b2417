"""How the exchange is: what features say of it, and that nobody is told that all is well when it is not known."""

import json

import pytest
from flask_babel import lazy_gettext as _l

from app.ports.health import (
    Finding,
    HealthCheck,
    State,
    check_health,
    fault,
    health_checks,
    ok,
    unknown,
    warning,
    worst,
)


def broken():
    raise RuntimeError("nobody knows")


@pytest.fixture
def lines(app):
    """The application's own lines stand aside."""
    health_checks.replace(app, ())

    def lines(**checks):
        for name, check in checks.items():
            health_checks.add(app, HealthCheck(name, _l("Mail"), check))

    return lines


@pytest.fixture
def health(app):
    return lambda *words: app.test_cli_runner().invoke(args=["exchange", "health", *words])


@pytest.mark.parametrize("state", [State.WARNING, State.UNKNOWN, State.FAULT])
def test_whoever_is_told_of_trouble_is_told_what_to_do(state):
    with pytest.raises(ValueError, match="what to do"):
        Finding(state, "it smokes")


def test_a_thing_has_one_line(lines, app):
    lines(mail=lambda: ok("fine"))
    with pytest.raises(ValueError, match="two health checks"):
        lines(mail=lambda: ok("fine"))


def test_what_can_not_be_checked_is_not_well(lines, app, caplog):
    lines(mail=broken, other=lambda: ok("fine"))
    with app.app_context():
        found = {each.name: each.finding.state for each in check_health()}
    assert found == {"mail": State.UNKNOWN, "other": State.OK}
    assert "nobody knows" in caplog.text


def test_the_worst_of_several_is_what_matters():
    bad = fault("gone", "find it")
    assert worst([ok("a"), bad, unknown("?", "look"), warning("b", "c")]) is bad


@pytest.mark.parametrize(
    ("check", "code"),
    [
        (lambda: ok("fine"), 0),
        (lambda: warning("soon", "look"), 0),
        (lambda: unknown("?", "look"), 1),
        (lambda: fault("no", "look"), 1),
        (broken, 1),
    ],
)
def test_the_command_fails_unless_everything_is_known_to_work(lines, health, check, code):
    lines(mail=check, other=lambda: ok("fine"))
    assert health().exit_code == code
    assert health("--json").exit_code == code


def test_the_command_says_what_is_wrong_and_what_to_do(lines, health):
    lines(mail=lambda: fault("Nothing goes out.", "Ask the server."), other=lambda: ok("Fine."))
    assert health().output == "fault    Mail: Nothing goes out.\n         Ask the server.\nok       Mail: Fine.\n"
    first = json.loads(health("--json").output.splitlines()[0])
    assert first == {
        "name": "mail",
        "state": "fault",
        "said": "Nothing goes out.",
        "to_do": "Ask the server.",
        "variables": [],
    }


def test_the_command_names_the_variables_of_settings(lines, health):
    lines(mail=lambda: warning("No mail server.", "Enter one.", "smtp_host", "mail_from"))
    assert "Enter one. (ZENTRALE_SMTP_HOST, ZENTRALE_MAIL_FROM)" in health().output
    assert json.loads(health("--json").output)["variables"] == ["ZENTRALE_SMTP_HOST", "ZENTRALE_MAIL_FROM"]


@pytest.mark.parametrize(("base", "asked"), [(ok("a"), 1), (warning("a", "b"), 1), (fault("a", "b"), 0), (None, 0)])
def test_what_needs_something_that_is_down_is_not_asked(app, base, asked):
    """Also where its line comes first."""
    count = []
    health_checks.replace(app, ())
    health_checks.add(app, HealthCheck("top", _l("Mail"), lambda: count.append(1) or ok("c"), needs="base"))
    health_checks.add(app, HealthCheck("base", _l("Calls"), (lambda: base) if base else broken))
    with app.app_context():
        top, _base = check_health()
    assert len(count) == asked
    assert top.is_well == bool(asked)
    assert "Calls" in top.finding.to_do or asked


def test_every_part_of_the_exchange_has_its_line(app):
    with app.app_context():
        names = {each.name for each in check_health()}
    assert names >= {"portal", "worker", "kamailio", "rtpengine", "disk", "memory", "journal", "mail", "database"}


def test_a_name_of_a_file_with_any_bytes_is_shown(lines, health):
    lines(record=lambda: warning("Look at B\udcfcro\n.jsonl.", "Move it."))
    assert "Look at B\\udcfcro\\n.jsonl." in health().output
