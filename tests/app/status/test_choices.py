"""Which large figures each user wants."""

import pytest

from app.status.live.rooms import NAMESPACE
from app.web.socketio import socketio
from tests.app.status.test_wall_live import got


@pytest.fixture(autouse=True)
def no_task(monkeypatch):
    """The tests look for changes themselves."""
    monkeypatch.setattr(socketio, "start_background_task", lambda *task: None)


def chosen(app, browser):
    line = socketio.test_client(app, NAMESPACE, flask_test_client=browser)
    return got(line, "snapshot")[0]["you"]["choice"]["figures"], line


def test_six_are_large_by_default(app, client):
    figures, _line = chosen(app, client)
    assert [each["name"] for each in figures] == ["load", "active", "waiting", "answered", "service_level", "minutes"]


def test_a_choice_is_kept_and_told_to_all_pages_of_the_user(app, client, other_client):
    _, line = chosen(app, client)
    _, theirs = chosen(app, other_client)
    wanted = [{"name": "waiting", "watch": 20, "act": 45, "sound": "act"}, {"name": "load", "off": True}]
    answer = client.put("/status/choice", json={"figures": wanted})
    assert answer.status_code == 200
    assert got(line, "choice") == [answer.json]
    assert got(theirs, "choice") == []
    figures, _ = chosen(app, client)
    assert figures == answer.json["figures"]
    assert figures[0] == {
        "name": "waiting",
        "watch": 20,
        "act": 45,
        "off": False,
        "sound": "act",
        "notify": "",
        "message": "",
    }
    client.delete("/status/choice")
    assert len(chosen(app, client)[0]) == 6


@pytest.mark.parametrize(
    "figures",
    [
        None,
        [],
        [{"name": "balance"}],
        [{"name": "load"}, {"name": "load"}],
        [{"name": "load", "watch": -1}],
        [{"name": "load", "watch": True}],
        [{"name": "load", "sound": "loud"}],
        [{"name": "load", "off": "yes"}],
        [{"name": "load", "more": 1}],
        ["load"],
    ],
)
def test_a_bad_choice_is_refused_with_a_sentence(client, figures):
    answer = client.put("/status/choice", json={"figures": figures}, headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json["error"]["code"]) == (422, "bad_choice")
