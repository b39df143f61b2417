"""Installations that are made once for all tests of a run; each test gets a copy."""

import shutil
from pathlib import Path
from typing import Any

from argon2 import PasswordHasher
from sqlalchemy import Engine

from app.auth.models import User
from app.company.models import Company
from app.db import company_scope, db
from config import Config
from tests.system_sounds import link_sounds

DATABASE = "zentrale.db"
QUICK_HASHER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
"""Argon2 at its least: guessing a password may be easy in a test."""

_compiled: dict[Any, Any] = {}


def make_companies() -> None:
    """Add two companies, each with an owner, in the application context."""
    db.create_all()
    company = Company(name="Demo GmbH", customer_number="1001", zone="Europe/Berlin")
    other = Company(name="Other AG", customer_number="1002", zone="Europe/Zurich")
    db.session.add_all([company, other])
    db.session.flush()
    for place in (company, other):
        with company_scope(place.id):
            mail = f"owner@{place.customer_number}.example"
            db.session.add(User(name="Olga Owner", email=mail, role="owner", password_hash="-"))
            db.session.flush()
    db.session.commit()


def copy_installation(source: Path, home: Path) -> None:
    """Copy what is in *source*."""
    home.mkdir(exist_ok=True)
    link_sounds(source / "prompts", home / "prompts")
    for name in ("secret_key", DATABASE):
        if (source / name).exists():
            shutil.copy(source / name, home / name)


def share_statements(engine: Engine, prepared: Engine) -> None:
    """Let *engine* use each statement that another has compiled: that is a third of what most tests take.

    *prepared* has been connected, so its dialect knows the database.
    """
    engine.dialect = prepared.dialect
    engine.update_execution_options(compiled_cache=_compiled)


def home_of(prepared: Engine) -> Path:
    """Return the folder of the installation with this database."""
    assert prepared.url.database
    return Path(prepared.url.database).parent


def config_of(home: Path, **variables: str) -> Config:
    """Return the settings of an installation in the folder *home*."""
    return Config.from_env({**variables, "ZENTRALE_HOME": str(home)})
