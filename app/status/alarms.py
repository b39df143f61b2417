"""Writes a message to users once a figure that they chose has come to its threshold, also while nobody looks."""

import threading
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from flask import Flask
from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import select

from app.auth.models import User
from app.db import company_scope, db, every_company, now
from app.db.groups import group_scope
from app.port import Memory
from app.ports.messages import Notification, notify
from app.rights import RIGHTS
from app.status.choices import choice_of, own_catalog
from app.status.levels import is_reached, level_of
from app.status.models import WallChoice
from app.status.picture import Row
from app.status.reading import make
from app.status.sight import Sight
from app.status.wall import Made, has_come

KIND = "figure"
LEAST_S = 5.0
"""Between two looks at a company."""

LOOK_S = 1.0
"""How long it may take to stop."""


@dataclass
class Known:
    """Remembers the levels of figures by company, user and name, and when to look at each company again.

    What is not known yet has just come to no level: a restart writes no message twice.
    """

    levels: dict[tuple[int, int, str], str] = field(default_factory=dict)
    turns: dict[int, datetime] = field(default_factory=dict)


_known: Memory[Known] = Memory(Known)


def look(company_id: int) -> None:
    """Write to those users of the company for whom a figure has just come to its threshold. Commits."""
    with company_scope(company_id):
        wanting = [each for each in db.session.scalars(select(WallChoice)) if any(it["message"] for it in each.figures)]
        users = {each.id: each for each in _users(wanting)}
    turns = [_look_for(users[each.user_id], company_id) for each in wanting if each.user_id in users]
    if turns:
        _known().turns[company_id] = min(turns)
    else:
        _known().turns.pop(company_id, None)
    db.session.commit()


def _users(choices: Sequence[WallChoice]) -> Iterable[User]:
    """Return the users who may see the wall still."""
    ids = [each.user_id for each in choices]
    with every_company():
        found = db.session.scalars(select(User).where(User.id.in_(ids))).all()
    return [each for each in found if each.role in RIGHTS["watch"].roles]


def _look_for(user: User, company_id: int) -> datetime:
    """Return when to look again if nothing happens until then."""
    language = user.language or "en"
    made = make(Sight(company_id, user.sees_groups, language))
    with company_scope(company_id), group_scope(user.sees_groups), force_locale(language):
        catalog = own_catalog()
        for chosen in choice_of(user.id, catalog):
            if chosen["message"]:
                figure = next(each for each in catalog if each["name"] == chosen["name"])
                _judge(user, company_id, figure, chosen, made)
    return made.next_turn


def _judge(user: User, company_id: int, figure: Row, chosen: Row, made: Made) -> None:
    levels, key = _known().levels, (company_id, user.id, figure["name"])
    row = made.state["figures"][figure["name"]]
    found = level_of(figure, row, chosen, made.at)
    before, levels[key] = levels.get(key, found), found
    if is_reached(chosen["message"], before, levels[key]):
        title = _("%(figure)s has come to its threshold", figure=figure["label"])
        notify(Notification(company_id, user.id, KIND, title, row["text"] or figure["words"], "/status/"))


def companies() -> list[int]:
    """Return the companies in which somebody has chosen figures."""
    with every_company():
        return list(db.session.scalars(select(WallChoice.company_id).distinct()))


class Watch:
    """Looks at companies when they are woken, and when their next turn comes."""

    def __init__(self, app: Flask, stopped: threading.Event) -> None:
        self._app, self._stopped = app, stopped
        self._woken: dict[int, float] = {}
        self._event = threading.Event()

    def wake(self, company_id: int) -> None:
        """Look at the company soon. Any thread may call this."""
        self._woken.setdefault(company_id, time.monotonic())
        self._event.set()

    def wake_all(self) -> None:
        """Look soon at all companies in which somebody has chosen figures. Any thread may call this."""
        with self._app.app_context():
            for company_id in companies():
                self.wake(company_id)

    def run(self) -> None:
        """Look until it is stopped."""
        looked: dict[int, float] = {}
        self.wake_all()
        while not self._stopped.is_set():
            self._event.wait(min(self._left_s(), LOOK_S))
            self._event.clear()
            moment, at = time.monotonic(), now()
            due = {*self._woken, *(each for each, turn in _known().turns.items() if has_come(turn, at))}
            for company_id in due:
                if moment - looked.get(company_id, -LEAST_S) >= LEAST_S:
                    self._woken.pop(company_id, None)
                    looked[company_id] = moment
                    look(company_id)

    def _left_s(self) -> float:
        if self._woken:
            return LEAST_S
        turns = [(turn - now()).total_seconds() for turn in _known().turns.values()]
        return max(0.0, min(turns, default=LOOK_S))
