"""An installation in a folder of its own, with two companies that must not see each other."""

import gc
import os
import tempfile
from functools import cache

import pytest
from babel.messages.mofile import write_mo
from flask import Flask
from jinja2 import FileSystemBytecodeCache
from sqlalchemy import delete, inspect

from app import create_app
from app.auth.models import User
from app.company.models import Company
from app.db import company_scope, db, every_company
from app.features import features
from app.gateways.kamailio import switch_table
from app.journal import service as journal_service
from config import variable
from tests.app.flows.conftest import add_main_flow
from tests.app.german import PO, german
from tests.app.journal_of_calls import JournalOfCalls
from tests.app.live_switch import LiveSwitch
from tests.app.prepared import QUICK_HASHER, config_of, copy_installation, home_of, make_companies, share_statements
from tests.app.remembered_routes import RememberedRule
from tests.app.signed_in import SignedInClient
from tests.parts import private_ports
from tests.postgres import running_postgres
from tests.system_sounds import made_once


@pytest.fixture(autouse=True, scope="session")
def _remembered_routes():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Flask, "url_rule_class", RememberedRule)
        yield


@pytest.fixture(autouse=True, scope="session")
def _features_found_once():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("app.features", cache(features))
        yield


@pytest.fixture(scope="session")
def system_sounds():
    """A folder with the sounds that every installation makes for itself."""
    return made_once()


@pytest.fixture(autouse=True, scope="session")
def _compiled_translations():
    """A checkout that was not set up by `make` has none, and an older one those of yesterday."""
    with tempfile.NamedTemporaryFile(dir=PO.parent, suffix=".mo.new", delete=False) as file:
        write_mo(file, german())
    os.replace(file.name, PO.with_suffix(".mo"))


@pytest.fixture(scope="session")
def silent_ports():
    """Nobody answers at them, although an exchange with the usual ports may run on the machine. Only links name the
    portal's own port."""
    return {name: port for name, port in private_ports().items() if name != variable("http_port")}


@pytest.fixture
def prepared(request):
    """The engine of the database that the test begins with."""
    return request.getfixturevalue("a_flow" if "flow_id" in request.fixturenames else "two_companies")


@pytest.fixture
def config(request, tmp_path, system_sounds, silent_ports):
    home = tmp_path / "data"
    if not request.config.getoption("--postgres"):
        copy_installation(home_of(request.getfixturevalue("prepared")), home)
        return config_of(home, **silent_ports)
    copy_installation(system_sounds.parent, home)
    return config_of(home, **silent_ports, ZENTRALE_DATABASE_URL=request.getfixturevalue("postgres").new_database())


@pytest.fixture(scope="session")
def two_companies(tmp_path_factory, system_sounds):
    """The engine of an SQLite database with them: making its tables once is enough for all tests."""
    home = tmp_path_factory.mktemp("companies")
    copy_installation(system_sounds.parent, home)
    with create_app(config_of(home), testing=True).app_context():
        make_companies()
        db.engine.dispose()
        return db.engine


@pytest.fixture(scope="session")
def a_flow(tmp_path_factory, two_companies):
    """The engine of the database of `two_companies`, the first of which has it."""
    home = tmp_path_factory.mktemp("flow")
    copy_installation(home_of(two_companies), home)
    with create_app(config_of(home), testing=True).app_context():
        share_statements(db.engine, two_companies)
        with company_scope(db.session.query(Company.id).filter_by(customer_number="1001").scalar()):
            add_main_flow()
        db.session.remove()
        db.engine.dispose()
        return db.engine


@pytest.fixture(scope="session")
def compiled_templates(tmp_path_factory):
    """Compiling them once is enough for all tests, too."""
    return FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates")))


@pytest.fixture
def app(request, config, compiled_templates):
    app = create_app(config, testing=True)
    app.config["WTF_CSRF_ENABLED"] = False
    app.config["PASSWORD_HASHER"] = QUICK_HASHER
    app.jinja_env.bytecode_cache = compiled_templates
    switch_table.replace(app, LiveSwitch(config.home))
    app.test_client_class = SignedInClient
    with app.app_context():
        if config.database_url.startswith("sqlite"):
            share_statements(db.engine, request.getfixturevalue("two_companies"))
        if not inspect(db.engine).has_table(Company.__tablename__):
            make_companies()
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def switch(app):
    """What the switch has."""
    return switch_table.of(app)


@pytest.fixture
def journal(app, config):
    """What the switch writes, and nobody has read."""
    return JournalOfCalls(config.journal_dir)


@pytest.fixture
def ingest(app):
    """Reads the journal, as the worker does."""

    def ingest():
        with app.app_context():
            journal_service.ingest()

    return ingest


@pytest.fixture
def company_id(app):
    with app.app_context():
        return db.session.query(Company.id).filter_by(customer_number="1001").scalar()


@pytest.fixture
def other_company_id(app):
    with app.app_context():
        return db.session.query(Company.id).filter_by(customer_number="1002").scalar()


@pytest.fixture
def alone(app, other_company_id):
    """The installation is of one company, which looks after its numbers itself."""
    with app.app_context(), every_company():
        db.session.execute(delete(User).where(User.company_id == other_company_id))
        db.session.execute(delete(Company).where(Company.id == other_company_id))
        db.session.commit()


@pytest.fixture
def in_company(app, company_id):
    """An application context in which the company is in force, for calling services and models directly."""
    with app.app_context(), company_scope(company_id):
        yield
        db.session.remove()


def _signed_in(app, company_id):
    with app.app_context(), company_scope(company_id):
        user = db.session.query(User).one()
    return app.test_client(user=user)


@pytest.fixture
def client(app, company_id):
    """A browser in which the owner of company 1001 is signed in."""
    return _signed_in(app, company_id)


@pytest.fixture
def other_client(app, other_company_id):
    """A browser in which the owner of company 1002 is signed in."""
    return _signed_in(app, other_company_id)


@pytest.fixture
def visitor(app):
    """A browser in which nobody is signed in."""
    return app.test_client()


@pytest.fixture(scope="session")
def postgres():
    with running_postgres() as started:
        yield started


@pytest.fixture(autouse=True, scope="session")
def _old_things_are_no_garbage(two_companies):
    """Each test makes an application of its own, and looking for its garbage among all modules takes longer than it."""
    gc.collect()
    gc.freeze()
