"""A call's story has a sentence for every event and effect, or says that there is nothing to tell."""

from typing import get_args

from app.call_story import SILENT, TELL
from designer.runtime.effects import Effect
from designer.runtime.events import Event
from designer.runtime.tagged import snake_case

OF_THE_PAST = {"pause_recording", "resume_recording", "told", "queue_place"}


def test_every_event_and_effect_is_told_or_silent():
    tags = {snake_case(each.__name__) for each in (*get_args(Event), *get_args(Effect))}
    assert set(TELL) == tags | OF_THE_PAST
    assert set(SILENT) == {tag for tag, tell in TELL.items() if tell is None}
