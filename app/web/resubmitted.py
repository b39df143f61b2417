"""Shows a form again as it was sent when the whole request was refused, for example because there is no room."""

from flask import current_app, flash, g, make_response, request
from flask.typing import ResponseReturnValue

from app.db import db
from app.web.errors import Refused, wants_json
from app.web.forms import FORMS_SENT, NO_FORM_IS_VALID


def shown_again(error: Refused) -> ResponseReturnValue | None:
    """Roll back, and return the form's page with the reason.

    Return None if what was sent is not a form of the page it was sent to.
    """
    db.session.rollback()
    has_page = request.url_rule is not None and "GET" in (request.url_rule.methods or ())
    if not has_page or FORMS_SENT not in request.environ or NO_FORM_IS_VALID in request.environ or wants_json():
        return None
    request.environ[NO_FORM_IS_VALID] = True
    g.is_given_back = True  # app/frontend/saving.ts: there is something to save, and to lose
    flash(error.message, "danger")
    page = make_response(current_app.view_functions[str(request.endpoint)](**request.view_args or {}))
    page.status_code = error.status
    return page
