"""As the years pass, the days that come every year are told to the switch for the years to come."""

from app.db import company_scope, db, now
from app.exchange import service as exchange
from app.hours.public_holidays import HolidayChoice
from app.hours.service import add_calendar
from app.settings.renewing import renew_directories, renewed


def calendars(switch):
    return switch.directory()["calendars"]


def publish_one_of_old(app, company_id):
    """As it was compiled years ago."""
    with app.app_context(), company_scope(company_id):
        add_calendar("Office", [[[540, 1080]]] * 7, [], holidays=HolidayChoice("DE"))
        db.session.commit()
        entry = exchange.entry(f"d:{exchange.entry('c:1001')['directory']}")
        exceptions = {"2019-01-01": [], "2020-01-01": []}
        exchange.set_directory(
            "1001", {**entry, "calendars": {"office": {**entry["calendars"]["office"], "exceptions": exceptions}}}
        )
        db.session.commit()


def test_an_old_directory_is_compiled_anew(app, company_id, switch):
    publish_one_of_old(app, company_id)
    assert [*calendars(switch)["office"]["exceptions"]] == ["2019-01-01", "2020-01-01"]
    with app.app_context():
        renew_directories()
    assert f"{now().year + 2}-12-25" in calendars(switch)["office"]["exceptions"]


def test_it_is_done_once_a_year(app, company_id, switch):
    with app.app_context():
        renew_directories()
    publish_one_of_old(app, company_id)
    with app.app_context():
        renew_directories()
        assert [*calendars(switch)["office"]["exceptions"]] == ["2019-01-01", "2020-01-01"]
        renewed.of(app).year -= 1
        renew_directories()
    assert f"{now().year}-12-25" in calendars(switch)["office"]["exceptions"]


def test_a_company_without_settings_stays_without(app, switch):
    with app.app_context():
        renew_directories()
    assert "c:1002" not in switch.entries
