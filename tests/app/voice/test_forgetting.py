"""Sounds that no call plays any more do not stay for ever."""

import os
import time

import pytest

from app.db import company_scope, db
from app.gateways.audio import generate
from app.voice.models import Prompt
from app.voice.service.forgetting import forget_sounds
from app.voice.service.prompts import add_sound_prompt, delete_prompt, replace
from app.voice.service.tts import Sound
from app.voice.sound_files import store


def sound(hertz):
    return generate(f"sine=frequency={hertz}:sample_rate=8000:duration=0.2")


def grow_old(folder):
    before = time.time() - 2 * 24 * 3600
    for path in folder.glob("*.au"):
        os.utime(path, (before, before))


@pytest.fixture
def prompts_dir(config):
    return config.prompts_dir


def test_what_nobody_hears_is_forgotten_after_a_day(in_company, prompts_dir):
    lost, young = store(sound(300))["file"], None
    grow_old(prompts_dir)
    young = store(sound(310))["file"]
    kept = {path.name for path in prompts_dir.glob("*.au")} - {lost}
    forget_sounds()
    assert {path.name for path in prompts_dir.glob("*.au")} == kept
    assert young in kept


def test_what_is_kept_again_counts_as_new(in_company, prompts_dir):
    store(sound(300))
    grow_old(prompts_dir)
    again = store(sound(300))["file"]
    forget_sounds()
    assert (prompts_dir / again).exists()


def test_older_versions_and_what_other_companies_hear_stay(app, company_id, other_company_id, prompts_dir):
    with app.app_context():
        with company_scope(company_id):
            prompt = add_sound_prompt("Welcome", sound(300), "welcome")
            old = prompt.file
            replace(prompt, Sound("upload", store(sound(310))))
            db.session.commit()
        with company_scope(other_company_id):
            other = add_sound_prompt("Welcome", sound(320), "welcome").file
            db.session.commit()
        grow_old(prompts_dir)
        forget_sounds()
    assert (prompts_dir / old).exists()
    assert (prompts_dir / other).exists()


def test_calls_that_began_before_a_deletion_still_hear_it(in_company, prompts_dir):
    """Their directory is kept for a day, and names it."""
    prompt = add_sound_prompt("Welcome", sound(300), "welcome")
    file = prompt.file
    db.session.commit()
    delete_prompt(db.session.query(Prompt).one())
    db.session.commit()
    grow_old(prompts_dir)
    forget_sounds()
    assert (prompts_dir / file).exists()
