"""Puts into words what a file has: its period, its filters, and its name."""

from flask_babel import format_date
from flask_babel import gettext as _

from app.company.service import own_company
from app.ports.exports import CallTable, Table
from app.ports.figures import Selection, figures
from app.web.i18n import day


def days(selection: Selection) -> str:
    """Return the days of *selection*, such as "24 Nov 2026 to 30 Nov 2026"; a single one with its weekday."""
    first, last = selection.first, selection.last
    if first == last:
        return f"{format_date(first, 'EEEE')}, {day(first)}"
    return str(_("%(first)s to %(last)s", first=day(first), last=day(last)))


def about(selection: Selection) -> tuple[str, ...]:
    """Return a line for the company, one for the days, and one for each filter."""
    found: dict[str, list[str]] = {}
    for chip in figures().chips(selection):
        found.setdefault(chip.name, []).append(chip.text)
    labels = figures().filters()
    filters = (_line(str(labels[name].label) if name in labels else name, texts) for name, texts in found.items())
    company = own_company()
    return (company.name, _("%(days)s, %(zone)s time", days=days(selection), zone=company.zone), *filters)


def table(table: Table) -> str:
    """Return what a report has: "Missed, one call a row", or "Calls, Minutes by Day"."""
    if isinstance(table, CallTable):
        return str(_("%(figure)s, one call a row", figure=figures().measures()[table.measure].label))
    asked = ", ".join(str(figures().measures()[name].label) for name in table.question.measures)
    splits = ", ".join(str(figures().splits()[name].label) for name in table.question.splits)
    return str(_("%(figures)s by %(splits)s", figures=asked, splits=splits)) if splits else asked


def file_name(title: str, selection: Selection, format: str) -> str:
    """Return a name such as "Missed calls 2026-11-24 to 2026-11-30.xlsx"."""
    first, last = selection.first.isoformat(), selection.last.isoformat()
    period = first if first == last else _("%(first)s to %(last)s", first=first, last=last)
    kept = "".join(sign if sign.isalnum() or sign in " -_.,()" else " " for sign in title)
    return f"{' '.join(kept.split())[:80]} {period}.{format}"


def _line(label: str, texts: list[str]) -> str:
    return str(_("%(label)s: %(values)s", label=label, values=", ".join(texts)))
