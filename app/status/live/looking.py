"""Makes what somebody looks at: a wall, or the calls on a drawing."""

from flask_babel import force_locale

from app.company.service import is_there
from app.db import company_scope, now
from app.db.groups import group_scope
from app.status import reading, screens
from app.status.drawn_calls import make_of_flow
from app.status.sight import Sight
from app.status.wall import Made


def make(sight: Sight) -> Made:
    """Return what *sight* sees now."""
    if sight.flow is None:
        return reading.make(sight)
    with company_scope(sight.company_id), group_scope(sight.groups), force_locale(sight.language):
        return make_of_flow(sight.flow, sight.groups, now())


def is_gone(sight: Sight) -> bool:
    """Return whether nobody may look at this any more."""
    return not is_there(sight.company_id) or screens.is_gone(sight)
