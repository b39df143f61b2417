"""Settings: the company's employees, groups, voice and opening hours."""

from collections.abc import Iterator

from flask import Flask
from flask_babel import lazy_gettext as _

from app.account.service import own_company
from app.menu import Place, add_to_menu
from app.references import Reference, provide
from app.settings.directory import compile_directory
from app.settings.routes import settings
from app.settings.service.calendars import list_calendars
from app.settings.service.employees import list_employees
from app.settings.service.groups import list_groups
from app.settings.service.prompts import list_prompts


def _references() -> Iterator[Reference]:
    for employee in list_employees():
        yield Reference("employee", employee.extension, f"{employee.name} ({employee.extension})")
    for group in list_groups():
        yield Reference("group", group.name, group.label)
    for prompt in list_prompts():
        yield Reference("prompt", prompt.name, prompt.label, prompt.text)
    for calendar in list_calendars():
        yield Reference("calendar", calendar.name, calendar.label)


def init_app(app: Flask) -> None:
    app.register_blueprint(settings)
    provide(app, _references, lambda: compile_directory(own_company()))
    add_to_menu(app, Place("settings.employees", _("Settings"), "settings", 20))
