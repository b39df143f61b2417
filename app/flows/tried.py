"""Prepares a simulated call for the canvas."""

from typing import Any

from app.call_story import Story
from app.flow_texts import translate
from app.flows import service
from app.flows.traced import story_steps
from designer.drawing.compiler import Result
from designer.drawing.outlets import outlets_of
from designer.runtime.directory import Directory
from designer.runtime.spoken import spoken_name
from designer.trying.simulate import Trace

JsonObject = dict[str, Any]

MOST_STEPS = 1_000
"""The most steps that are shown. A longer call is going round in circles."""


def tried(graph: JsonObject, result: Result, directory: Directory, trace: Trace) -> JsonObject:
    """Return the trace as JSON, "unfinished" if it has more than MOST_STEPS.

    "story" has its steps in words, by the blocks of the drawing, as ``story_steps`` makes them. "unspoken" has the
    language and the text of each prompt that has no sound yet.
    """
    if len(trace.steps) > MOST_STEPS:
        trace = Trace(trace.steps[:MOST_STEPS], trace.began_ms)
    story = Story(service.labels_of(graph, result.inner), directory["prompts"])
    heard = set(trace.heard)
    unspoken = {
        name: {"language": language, "text": text}
        for language, text in result.spoken
        if (name := spoken_name(language, text)) in heard and not directory["prompts"][name]["file"]
    }
    told = story_steps(story, outlets_of(graph), trace.steps, trace.began_ms)
    return {**trace.to_json(directory, translate), "story": told, "unspoken": unspoken}
