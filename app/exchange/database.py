"""Reports to Health whether the database answers; lines that need it are not asked while it does not."""

from flask_babel import gettext as _
from sqlalchemy import URL, NullPool, create_engine, inspect, make_url, select
from sqlalchemy.exc import SQLAlchemyError

from app.config import config
from app.db import db
from app.exchange.models import SwitchEntry
from app.exchange.switching import OtherDatabase, refuse_other_database
from app.ports.health import Finding, fault, ok

LIMIT_S = 2
"""How long PostgreSQL may take to accept a connection. A stopped one accepts it and then says nothing."""


def finding() -> Finding:
    """Return the finding of Health."""
    problem = _problem(db.engine.url)
    if problem and _is_empty():
        return fault(_("It is empty, although calls go by something that was published."), _put_back())
    if problem:
        return fault(_("The exchange can't use it."), _what_to_do(db.engine.url, problem))
    try:
        refuse_other_database()
    except OtherDatabase:
        return fault(_("It is older than what calls go by, or another one."), _put_back())
    return ok(_("It answers."))


def _problem(url: URL) -> str:
    """Return what a new connection reports, or "" if it finds our tables."""
    args = {"connect_timeout": LIMIT_S} if url.get_backend_name() == "postgresql" else {}
    engine = create_engine(url, poolclass=NullPool, connect_args=args)
    try:
        with engine.connect() as connection:
            connection.execute(select(SwitchEntry.key_name).limit(1))
    except SQLAlchemyError as error:
        return str(getattr(error, "orig", None) or error).strip().partition("\n")[0]
    return ""


def _put_back() -> str:
    return str(
        _(
            "Put the right database back: %(where)s. Until then calls go on by what was published last. To go by this "
            "one instead, stop the exchange, delete %(snapshot)s, and start again.",
            where=_where(db.engine.url),
            snapshot=config().snapshot,
        )
    )


def _is_empty() -> bool:
    """Return whether it has no tables of ours although something was published."""
    try:
        return config().snapshot.exists() and not inspect(db.engine).has_table(SwitchEntry.__tablename__)
    except SQLAlchemyError:
        return False


def _where(url: URL) -> str | None:
    return url.database if url.get_backend_name() == "sqlite" else _server(url)


def _what_to_do(url: URL, problem: str) -> str:
    return str(
        _(
            "See that the database is running and can be reached: %(where)s. It said: %(reason)s. Until then calls go "
            "on by what was published last, and nothing can be changed.",
            where=_where(url),
            reason=problem,
        )
    )


def _server(url: URL) -> str:
    return make_url(url).set(drivername=url.get_backend_name()).render_as_string(hide_password=True)
