"""What depends on how a database keeps transactions apart, on PostgreSQL."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from app.db import company_scope, db
from app.exchange import service as exchange
from app.people.models import Employee
from app.people.service.choices import choose
from app.people.service.employees import add_employee
from app.settings.publishing import publish_stale
from config import Config
from tests.app.settings.test_consequences import ids  # noqa: F401 - a fixture of the test below

LIMIT_S = 10


@pytest.fixture
def config(tmp_path, system_sounds, postgres):
    variables = {"ZENTRALE_HOME": str(tmp_path / "data"), "ZENTRALE_DATABASE_URL": postgres.new_database()}
    config = Config.from_env(variables)
    shutil.copytree(system_sounds, config.prompts_dir)
    return config


def test_what_would_break_is_found_beside_what_is_committed(client, ids):  # noqa: F811 - the fixture
    url = f"/settings/groups/{ids['group']}"
    assert client.post(url, data={"label": "Sales"}).status_code == 409
    assert "Ben Kaya" in client.get(url).text
    assert client.post(url, data={"label": "Sales", "confirmed": "1"}).status_code == 302
    assert client.post(url, data={"label": "Our sales"}).status_code == 302


def test_two_changes_at_the_same_time_are_both_in_force(app, company_id):
    with app.app_context(), company_scope(company_id):
        for extension in ("101", "102"):
            add_employee(extension, f"Employee {extension}")
        db.session.commit()
    first_has_compiled = Event()

    def change(extension, wait_for=None, then=None):
        with app.app_context(), company_scope(company_id):
            if wait_for:
                assert wait_for.wait(LIMIT_S)
            choose(db.session.query(Employee).filter_by(extension=extension).one(), "do_not_disturb")
            if then:
                publish_stale()  # as the commit does
                then()
            db.session.commit()

    with ThreadPoolExecutor(2) as pool:
        second = pool.submit(change, "102", first_has_compiled)

        def let_the_second_begin():
            first_has_compiled.set()
            with pytest.raises(TimeoutError):
                second.result(0.5)  # it waits for the first

        change("101", None, let_the_second_begin)
        second.result(LIMIT_S)
    with app.app_context():
        directory = exchange.entry(f"d:{exchange.entry('c:1001')['directory']}")
    assert [each["chosen"]["state"] for each in directory["employees"].values()] == ["do_not_disturb"] * 2
