"""Puts the texts of drawings back into lines of the journal, which leave them out.

So a line in the database has what was said.
"""

import logging
from functools import lru_cache
from typing import Any

from app.exchange.service import program_text
from designer.runtime.journal_line import with_texts
from designer.runtime.program import Program

JsonObject = dict[str, Any]
FORGOTTEN = "…"
"""Stands for a text whose program nobody has any more."""

log = logging.getLogger(__name__)


def completed(line: JsonObject) -> JsonObject:
    """Return *line* with the texts of its program. A line that is complete is returned as it is."""
    if "program" not in line:
        return line
    text = program_text(line["program"])
    if text is None:
        log.warning("call %s: nobody has the program %s any more, so its texts are lost", line["call"], line["program"])
    texts = list(_parsed(text).texts) if text else []
    effects = with_texts(line["effects"], line["values"], texts, FORGOTTEN)
    return {**{name: value for name, value in line.items() if name not in ("program", "values")}, "effects": effects}


@lru_cache(maxsize=16)
def _parsed(text: str) -> Program:
    return Program.parse(text)
