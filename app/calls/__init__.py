"""Keeps the record of calls: what each one was, folded from the journal."""

from functools import partial

from flask import Flask
from flask_babel import lazy_gettext as _

from app.call_story import known_as
from app.calls import (
    engagements,
    metrics,
    outsiders,
    page_part,
    provided,
    records,
    remark_routes,
    service,
    strays,
    talked_part,
)
from app.calls.call_words import clock, first_name, short_name
from app.calls.figures import quality, rating, tags
from app.calls.reading import Reading
from app.calls.taking import remember, take, take_in
from app.db.commits import after_commit
from app.phone_numbers import readable
from app.ports import calls as port
from app.ports import engagements as engagements_port
from app.ports.call_records import call_records
from app.ports.figure_features import register
from app.ports.jobs import Periodic, periodic_jobs
from app.ports.journal import fold, fold_of_folder
from app.ports.metrics import metric_sources
from app.ports.outsiders import KeptOfOutsiders, kept_of_outsiders
from app.ports.page_parts import page_parts
from app.web.i18n import row_moment, short_day
from app.web.menu import MenuItem, menu

HOUR_S = 3600.0


def init_app(app: Flask) -> None:
    """Wire the feature into the application."""
    app.register_blueprint(remark_routes.blueprint)
    fold.provide(app, take)
    fold_of_folder.provide(app, lambda is_anew: partial(take_in, reading=Reading(service.next_run() if is_anew else 0)))
    after_commit.add(app, remember)
    port.calls.provide(app, provided)
    engagements_port.engagements.provide(app, engagements)
    call_records.provide(app, records)
    kept = KeptOfOutsiders("notes", _("Notes and tags that name the person"), outsiders.count, outsiders.forget)
    kept_of_outsiders.add(app, kept)
    for part in (page_part.PART, talked_part.PART):
        page_parts.add(app, part)
    periodic_jobs.add(app, Periodic("forget stray calls", HOUR_S, strays.forget_old))
    metric_sources.add(app, metrics.SOURCE)
    for each in (rating, quality, tags):
        register(app, each.FEATURE)
    app.jinja_env.filters["known_as"] = known_as
    app.jinja_env.filters.update(number=readable, short_day=short_day, row_moment=row_moment)
    app.jinja_env.filters.update(short_name=short_name, first_name=first_name)
    app.jinja_env.globals["clock"] = clock
    menu.add(app, MenuItem("calls.index", _("Calls"), "phone-call", 40))
