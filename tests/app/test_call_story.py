"""A call's story has a sentence for every event and effect, or says that there is nothing to tell."""

from typing import get_args

import pytest

from app.call_story import TELL, TONES, Story
from designer.runtime.effects import Effect
from designer.runtime.events import Event
from tests.designer.drawing import SYSTEM_SOUNDS


def test_every_event_and_effect_is_told_or_silent():
    assert set(TELL) == {*get_args(Event), *get_args(Effect)}


@pytest.mark.usefixtures("in_company")
@pytest.mark.parametrize("language", ["", "@de"])
def test_what_every_company_has_is_told_by_what_is_said(language):
    told = [Story({}).playing(f"{name}{language}") for name in SYSTEM_SOUNDS if name not in TONES]
    assert [each for each in told if "sys:" in each] == []
    place = {"": "Your place in the queue is", "@de": "Ihr Platz in der Warteschlange ist"}[language]
    assert Story({}).playing(f"sys:queue-place{language}") == f"The caller hears “{place}”"
