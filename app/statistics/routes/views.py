"""Saves, changes and deletes views of the page."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.auth.actor import current_actor
from app.db import db
from app.rights import right
from app.statistics import service
from app.statistics.asked import query_of
from app.statistics.routes.page import VIEW, selected, statistics
from app.web.forms import strip
from app.web.saving import commit


@statistics.post("/views")
@right("see calls", scope="groups")
def save_view() -> ResponseReturnValue:
    """Save the calls that the address means under a name."""
    query = query_of(selected())
    made = service.save_view(current_actor(), strip(request.form.get("name")), query, "is_shared" in request.form)
    commit(_("The view %(name)s was saved.", name=made.name))
    return redirect(f"{url_for('statistics.index')}?{query}&{VIEW}={made.id}")


@statistics.post("/views/<int:view_id>")
@right("see calls", scope="groups")
def change_view(view_id: int) -> ResponseReturnValue:
    """Save a view with the calls that the address means now."""
    view = service.own_view(current_actor(), view_id)
    query = query_of(selected())
    name = strip(request.form.get("name")) or view.name
    is_shared = "is_shared" in request.form if "name" in request.form else view.is_shared
    service.change_view(view, name, query, is_shared)
    commit(_("The view %(name)s was saved.", name=view.name))
    return redirect(f"{url_for('statistics.index')}?{query}&{VIEW}={view.id}")


@statistics.post("/views/<int:view_id>/delete")
@right("see calls", scope="groups")
def delete_view(view_id: int) -> ResponseReturnValue:
    """Delete a view of the user's own."""
    view = service.own_view(current_actor(), view_id)
    name = view.name
    service.delete_view(view)
    db.session.flush()
    commit(_("The view %(name)s was deleted.", name=name))
    return redirect(url_for("statistics.index"))
