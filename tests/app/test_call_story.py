"""A call's story has a sentence for every event and effect, or says that there is nothing to tell."""

from typing import get_args

from app.call_story import TELL
from designer.runtime.effects import Effect
from designer.runtime.events import Event


def test_every_event_and_effect_is_told_or_silent():
    assert set(TELL) == {*get_args(Event), *get_args(Effect)}
