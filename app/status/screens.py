"""Makes and ends TV screens: each has a link of its own, which shows the wall and can do nothing else."""

from collections.abc import Collection
from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import select

from app.auth.actor import Actor, actor_of
from app.auth.models import User
from app.auth.permissions import allows
from app.auth.service.tokens import hash_token, new_token
from app.db import db, every_company, find, now
from app.db.groups import Groups
from app.ports.directory import references
from app.ports.wall import look_again
from app.status.models import TvScreen
from app.status.picture import Row
from app.status.sight import Sight
from app.web.errors import Refused
from app.web.forms import fault_of
from app.web.i18n import LANGUAGES

MOST_NAME_CHARACTERS = 80
MOST_SCREENS = 50
KEYS = frozenset({"name", "language", "groups", "figures"})


class BadScreen(Refused):
    """Says what is wrong with the settings of a TV screen."""

    code = "bad_screen"


@dataclass(frozen=True)
class Wanted:
    """Describes the settings of a TV screen. *groups* is () for the whole company."""

    name: str
    language: str
    groups: tuple[str, ...]
    figures: tuple[str, ...]


def read(data: object, figures: Collection[str], limit: Groups) -> Wanted:
    """Return what *data*, JSON from a page, says. Somebody who is limited to groups can show these alone. Raise
    BadScreen."""
    if not isinstance(data, dict) or data.keys() != KEYS:
        raise BadScreen(_("A screen has a name, a language, groups and figures."))
    name, language, groups, chosen = (data[key] for key in ("name", "language", "groups", "figures"))
    if not isinstance(name, str) or not 0 < len(name.strip()) <= MOST_NAME_CHARACTERS:
        raise BadScreen(_("Give the screen a name of at most %(most)s characters.", most=MOST_NAME_CHARACTERS))
    if fault := fault_of(name.strip()):
        raise BadScreen(fault)
    if not isinstance(language, str) or language not in LANGUAGES:
        raise BadScreen(_("This language does not exist here."))
    there = {each.name for each in references() if each.kind == "group"}
    seen = there if limit is None else there & limit
    if not _is_choice(groups, seen) or (limit is not None and not groups):
        raise BadScreen(_("Choose groups that you may see."))
    if not _is_choice(chosen, figures) or not chosen:
        raise BadScreen(_("Choose at least one figure."))
    return Wanted(name.strip(), language, tuple(groups), tuple(chosen))


def _is_choice(value: object, there: Collection[str]) -> bool:
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        return False
    return len(set(value)) == len(value) and set(value) <= set(there)


def all_screens(limit: Groups) -> list[TvScreen]:
    """Return the screens, by name; for somebody who is limited to groups those that show nothing else."""
    found = db.session.scalars(select(TvScreen).order_by(TvScreen.name, TvScreen.id))
    return [each for each in found if is_within(each, limit)]


def is_within(screen: TvScreen, limit: Groups) -> bool:
    """Return whether the screen shows nothing but the groups of *limit*."""
    return limit is None or (screen.shows is not None and screen.shows <= limit)


def make(wanted: Wanted, by: Actor) -> tuple[TvScreen, str]:
    """Add a screen, and return it with the token of its link, which nobody can see again."""
    if len(all_screens(None)) >= MOST_SCREENS:
        raise BadScreen(_("There are %(most)s screens already. End one first.", most=MOST_SCREENS))
    token = new_token()
    screen = TvScreen(token_hash=hash_token(token), made_by=by.name, made_by_id=by.id)
    _put(screen, wanted)
    db.session.add(screen)
    db.session.flush()
    return screen, token


def change(screen: TvScreen, wanted: Wanted) -> None:
    """Change a screen; it shows that at once."""
    _put(screen, wanted)
    look_again([screen.company_id])


def end(screen: TvScreen) -> None:
    """End a screen: it goes blank at once."""
    look_again([screen.company_id])
    db.session.delete(screen)


def own(screen_id: int, limit: Groups) -> TvScreen:
    """Return a screen, or end the request with 404 if it is not theirs."""
    screen = find(TvScreen, id=screen_id)
    return screen if is_within(screen, limit) else find(TvScreen, id=-1)


def _put(screen: TvScreen, wanted: Wanted) -> None:
    screen.name, screen.language = wanted.name, wanted.language
    screen.groups, screen.figures = list(wanted.groups), list(wanted.figures)


def of_token(token: object) -> TvScreen | None:
    """Return the screen whose link has *token*; None if it has ended, or its maker may show it no more."""
    if not isinstance(token, str):
        return None
    with every_company():
        screen = db.session.scalar(select(TvScreen).where(TvScreen.token_hash == hash_token(token)))
    return screen if screen and is_allowed(screen) else None


def is_allowed(screen: TvScreen) -> bool:
    """Return whether whoever made the link may still make one that shows as much. It was shown to them, and they may
    have it still."""
    maker = _maker(screen)
    return maker is not None and allows("screens", actor_of(maker)) and is_within(screen, maker.sees_groups)


def _maker(screen: TvScreen) -> User | None:
    if screen.made_by_id is None:
        return None
    with every_company():
        return db.session.scalar(select(User).where(User.id == screen.made_by_id))


def note_seen(screen: TvScreen) -> None:
    """Note that the screen is there."""
    screen.seen_at = now()


def sight_of(screen: TvScreen) -> Sight:
    """Return what the screen shows."""
    shown = tuple(screen.figures)
    return Sight(screen.company_id, screen.shows, screen.language, _sees_health(screen), screen.id, shown)


def _sees_health(screen: TvScreen) -> bool:
    """Return whether its maker may see how the exchange is. A screen of some groups shows these alone."""
    maker = _maker(screen)
    return maker is not None and screen.shows is None and allows("see health", actor_of(maker))


def is_gone(sight: Sight) -> bool:
    """Return whether a screen has ended, or shows something else since it connected."""
    if sight.screen is None:
        return False
    screen = of_sight(sight)
    return screen is None or sight_of(screen) != sight


def of_sight(sight: Sight) -> TvScreen | None:
    """Return the screen that has this sight; None if it has ended, or its maker may show it no more."""
    with every_company():
        screen = db.session.scalar(select(TvScreen).where(TvScreen.id == sight.screen))
    return screen if screen and is_allowed(screen) else None


def to_json(screen: TvScreen) -> Row:
    """Return the screen as pages get it."""
    return {
        "id": screen.id,
        "name": screen.name,
        "language": screen.language,
        "groups": screen.groups,
        "figures": screen.figures,
        "made_by": screen.made_by,
        "is_allowed": is_allowed(screen),
        "made_at": round(screen.made_at.timestamp() * 1000),
        "seen_at": round(screen.seen_at.timestamp() * 1000) if screen.seen_at else None,
    }
