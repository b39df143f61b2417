"""What an employee is good at, as people write it, "french, billing", and as a queue asks for it, in words."""

import re

from flask_babel import gettext as _

MOST_SKILLS = 20
SKILL = re.compile(r"[a-z0-9_-]{1,32}")


def parse_skills(text: str) -> list[str]:
    """Sorted. Raises ValueError with a sentence for the person who wrote it."""
    words = sorted({word.strip().lower() for word in text.split(",") if word.strip()})
    for word in words:
        if not SKILL.fullmatch(word):
            raise ValueError(_("“%(word)s” is not one plain word such as french.", word=word[:40]))
    if len(words) > MOST_SKILLS:
        raise ValueError(_("An employee has at most %(most)s skills.", most=MOST_SKILLS))
    return words


def write_skills(skills: list[str]) -> str:
    return ", ".join(skills)
