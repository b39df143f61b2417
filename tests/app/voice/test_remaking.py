"""Sounds whose files somebody has deleted: made again where that is possible, and named by Health where it is not."""

import shutil

import pytest
from sqlalchemy import update

from app.db import company_scope, db
from app.gateways import audio
from app.ports.health import State
from app.voice import health
from app.voice.models import Prompt, PromptVersion
from app.voice.service.prompts import add_prompt, add_sound_prompt, add_spoken_prompt
from app.voice.service.remaking import missing_sounds, remake_sounds
from app.voice.service.spoken import make_spoken
from app.voice.service.tts import conversion_options, given


def tone(hertz):
    return audio.to_wav(audio.generate(f"sine=frequency={hertz}:sample_rate=8000:duration=1"))


@pytest.fixture
def finding(app):
    def finding():
        with app.app_context():
            return health.CHECK.check()

    return finding


@pytest.fixture
def lost(app, company_id, config, switch):
    """All sounds of a company with speech, an upload and a text of a flow, of which the files are gone."""
    with app.app_context(), company_scope(company_id):
        add_spoken_prompt("Welcome", "Hello.", "en")
        add_prompt("Closed", given("upload", tone(300), conversion_options("announcement")))
        make_spoken([("de", "Guten Tag.")])
        db.session.commit()
    before = sounds(switch)
    shutil.rmtree(config.prompts_dir)
    return before


def sounds(switch):
    return {name: each["file"] for name, each in switch.directory()["prompts"].items()}


def remake(app):
    with app.app_context():
        remake_sounds()


def test_what_callers_hear_is_made_again(app, lost, switch, config, finding):
    assert finding().state == State.FAULT
    assert "Welcome (Demo GmbH)" in finding().to_do
    remake(app)
    assert finding().state == State.OK
    assert sounds(switch) == lost
    assert all((config.prompts_dir / file).exists() for file in lost.values())


def test_another_voice_than_before_is_what_calls_go_by(app, lost, switch, finding, company_id):
    """The text is spoken by another version of the tool, so its file has another name."""
    with app.app_context(), company_scope(company_id):
        for model in (Prompt, PromptVersion):
            db.session.execute(update(model).where(model.text == "Hello.").values(text="Hello, this is new."))
        db.session.commit()
    remake(app)
    assert finding().state == State.OK
    assert sounds(switch)["welcome"] != lost["welcome"]


def test_what_can_not_be_made_again_is_named(app, company_id, config, finding):
    with app.app_context(), company_scope(company_id):
        add_sound_prompt("Jingle", audio.generate("sine=frequency=300:sample_rate=8000:duration=1"))
        add_spoken_prompt("Welcome", "Hello.", "en")
        db.session.commit()
    shutil.rmtree(config.prompts_dir)
    remake(app)
    found = finding()
    assert found.state == State.FAULT
    assert "Jingle" in found.to_do
    assert "Welcome" not in found.to_do
    with app.app_context():
        assert len(missing_sounds()) == 1
