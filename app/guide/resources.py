"""Finds or creates what the guide's flows refer to: a greeting, a menu, opening hours, a group of everybody."""

from collections.abc import Sequence

from flask_babel import gettext as _
from sqlalchemy import select

from app.db import db
from app.hours.models import Calendar
from app.hours.service import add_calendar, change_calendar
from app.hours.week import Week
from app.people.models import Employee, Group
from app.people.service.groups import add_group, change_group, unretired
from app.voice.models import LANGUAGE_MARK, Prompt
from app.voice.service.prompts import add_prompt, replace
from app.voice.service.tts import spoken
from designer.runtime.target import Target

GREETING_NAME, MENU_NAME, HOURS_NAME, ALL_NAME = "guide-greeting", "guide-menu", "guide-hours", "guide-all"
"""Names by which flows refer to them; people see the labels."""

WORKDAYS = 5


def find_greeting() -> Prompt | None:
    """Return the greeting made by the guide, else the company's first announcement, or None."""
    announcements = select(Prompt).where(Prompt.kind == "announcement", Prompt.name.not_in([MENU_NAME]))
    own = announcements.where(~Prompt.name.contains(LANGUAGE_MARK))
    first = own.order_by(Prompt.name != GREETING_NAME, Prompt.id).limit(1)
    return db.session.scalar(first)


def ring_target(people: Sequence[Employee]) -> str:
    """Return the target that rings *people*: the only one, or a group that is updated to have all of them."""
    if len(people) == 1:
        return Target.employee(people[0].extension)
    name = unretired(ALL_NAME)
    group = db.session.scalar(select(Group).where(Group.name == name))
    if group is None:
        group = add_group(str(_("Everybody")), people, name)
    else:
        delays = {member.employee_id: member.delay_s for member in group.members}
        change_group(group, group.label, people, group.strategy, delays)
    return Target.group(group.name)


def menu_prompt(text: str, language: str, author: str) -> str:
    """Return the name of the prompt that says *text*, created if necessary. Raise NoSound if it can't be made."""
    prompt = db.session.scalar(select(Prompt).where(Prompt.name == MENU_NAME))
    if prompt is None:
        return add_prompt(str(_("Menu")), spoken(text, language), language, author=author, name=MENU_NAME).name
    if (prompt.text, prompt.language) != (text, language):
        prompt.language = language
        replace(prompt, spoken(text, language), author)
    return prompt.name


def workday_hours(opens: int, closes: int) -> str:
    """Return the name of a calendar from Monday to Friday, *opens* to *closes*, in minutes since midnight."""
    week: Week = [[[opens, closes]]] * WORKDAYS + [[]] * (7 - WORKDAYS)
    calendar = db.session.scalar(select(Calendar).where(Calendar.name == HOURS_NAME))
    if calendar is None:
        calendar = add_calendar(str(_("Opening hours")), week, [], HOURS_NAME)
    elif calendar.week != week:
        change_calendar(calendar, calendar.label, week, calendar.special_days)
    return calendar.name
