"""Reads and writes skills: words that employees have and that queues ask for."""

import re

from flask_babel import gettext as _

MOST_SKILLS = 20
SKILL = re.compile(r"[a-z0-9_-]{1,32}")


def parse_skills(text: str) -> list[str]:
    """Return the skills in "french, billing", sorted. Raise ValueError with a sentence for the user."""
    words = sorted({word.strip().lower() for word in text.split(",") if word.strip()})
    for word in words:
        if not SKILL.fullmatch(word):
            raise ValueError(_("“%(word)s” is not one plain word such as french.", word=word[:40]))
    if len(words) > MOST_SKILLS:
        raise ValueError(_("An employee has at most %(most)s skills.", most=MOST_SKILLS))
    return words


def write_skills(skills: list[str]) -> str:
    """Return the skills as text."""
    return ", ".join(skills)
