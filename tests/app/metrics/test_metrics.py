"""Prometheus reads figures of the whole exchange, with the token of the installation and not without."""

import re
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from app import create_app
from app.db import db
from app.gateways.kamailio import Memory
from app.journal.service import ingest
from app.ports.metrics import MetricSource, metric_sources

TOKEN = "a-token-that-nobody-guesses"


@pytest.fixture
def config(config):
    object.__setattr__(config, "metrics_token", TOKEN)
    return config


def read(client, token=TOKEN):
    response = client.get("/metrics", headers={"Authorization": f"Bearer {token}"})
    assert response.status_code == 200
    families = text_string_to_metric_families(response.text)
    return {(sample.name, *sample.labels.values()): sample.value for family in families for sample in family.samples}


@pytest.fixture
def anybody(app):
    return app.test_client()


def test_it_shows_calls_and_how_the_parts_are(anybody, app, journal, switch):
    switch.shared = Memory(1_000_000, 250_000)
    journal.call("over")
    journal.call("open", steps=2)
    with app.app_context():
        ingest()
        db.session.remove()
    found = read(anybody)
    assert found["zentrale_calls_in_progress",] == 1
    assert found["zentrale_switch_memory_used_bytes",] == 250_000
    assert found["zentrale_part_state", "kamailio"] == 3
    assert found["zentrale_journal_backlog_bytes",] == 0
    assert found["zentrale_source_failed", "calls"] == 0


@pytest.mark.parametrize("sent", [{}, {"Authorization": "Bearer wrong"}, {"Authorization": "Basic OmE="}])
def test_without_the_token_it_shows_nothing(anybody, sent):
    response = anybody.get("/metrics", headers=sent)
    assert response.status_code == 401
    assert "zentrale" not in response.text
    assert response.headers["WWW-Authenticate"].startswith("Bearer")


def test_one_source_that_fails_leaves_the_others(anybody, app):
    def fail():
        raise OSError("no disk")

    metric_sources.add(app, MetricSource("broken", fail))
    found = read(anybody)
    assert found["zentrale_source_failed", "broken"] == 1
    assert ("zentrale_calls_in_progress",) in found


def test_nobody_is_named(anybody, app, journal):
    journal.call("one", caller="+4917099887766")
    with app.app_context():
        ingest()
        db.session.remove()
    text = anybody.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"}).text
    assert "17099887766" not in text
    assert "1001" not in text


def test_it_is_off_unless_the_installation_asks_for_it(config):
    object.__setattr__(config, "metrics_token", "")
    app = create_app(config, testing=True)
    assert app.test_client().get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404


DOCS = Path(__file__).parents[3] / "docs"


@pytest.mark.parametrize("path", ["monitoring.md", "grafana/zentrale.json"])
def test_what_the_documents_name_is_there(anybody, switch, path):
    switch.shared = Memory(1_000_000, 250_000)
    found = {name for name, *_ in read(anybody)}
    named = set(re.findall(r"zentrale_[a-z0-9_]+", (DOCS / path).read_text()))
    assert named <= found
    assert len(named) > 8
