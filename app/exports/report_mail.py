"""Writes the mail of a report: its figures, each of which leads to the calls that it counts, and the file.

The links name days, never "yesterday", so that they lead to the same calls whenever somebody follows them.
"""

from dataclasses import dataclass, replace
from datetime import timedelta

from flask_babel import format_currency, format_decimal
from flask_babel import gettext as _
from markupsafe import Markup

from app.amounts import figure
from app.auth.models import User
from app.exports import words
from app.exports.asked import grouped, page_of, table_of
from app.exports.lengths import length, time_of_day
from app.exports.models import Export, Report, ReportIssue
from app.exports.service import selection_of
from app.outbox.service import FONT, queue
from app.ports.exports import LARGEST_ATTACHMENT_BYTES, FigureTable, Table
from app.ports.figures import Measure, Question, Selection, figures
from app.web.urls import public_link

USUAL = ("calls", "answered", "missed", "abandoned", "service_level", "asa", "minutes")
"""The figures that each report says, if they exist, besides its own."""

MOST = 12
DAY = timedelta(days=1)
LONGEST_MONTH = 31


@dataclass(frozen=True, slots=True)
class Line:
    """Describes a figure of the mail: what it is called, what it is, what it was in as many days before, and where the
    calls are that it counts."""

    label: str
    value: str
    before: str
    page: str


def mail(export: Export, report: Report, issue: ReportIssue, user: User) -> None:
    """Put the mail to *user* into the outbox, in the transaction and the language that are in force."""
    table = table_of(grouped([(name, value) for name, value in export.args]))
    selection = selection_of(table)
    lines = _lines(table)
    is_attached = (export.size_bytes or 0) <= LARGEST_ATTACHMENT_BYTES
    file = public_link("exports.file", export_id=export.id)
    has = _("The file is attached. It is here, too:") if is_attached else _("The file is too large for a mail:")
    end = _("Change this report, or stop it:")
    page = public_link("reports.show", report_id=report.id)
    about = words.about(selection)
    parts = [
        _("Hello %(name)s,", name=user.name),
        "\n".join((report.title, *about)),
        "\n".join(f"{line.label}: {line.value} ({line.before})\n  {line.page}" for line in lines),
        has,
        file,
        end,
        page,
    ]
    queue(
        export.company_id,
        user.email,
        f"{report.title}: {words.days(selection)}",
        "\n\n".join(parts),
        _html(report.title, about, lines, ((has, file), (end, page))),
        export=export.id if is_attached else None,
    )


def _lines(table: Table) -> list[Line]:
    """Return the figures of the report, then the usual ones."""
    known = figures().measures()
    own = table.question.measures if isinstance(table, FigureTable) else (table.measure,)
    names = tuple(dict.fromkeys(name for name in (*own, *USUAL) if name in known))[:MOST]
    selection = selection_of(table)
    now, then = (figures().ask(Question(each, names)).total.values for each in (selection, before(selection)))
    found = []
    for name, value, earlier in zip(names, now, then, strict=True):
        measure = known[name]
        was = str(_("before: %(value)s", value=text_of(measure, earlier)))
        found.append(Line(str(measure.label), text_of(measure, value), was, page_of(selection, name)))
    return found


def before(selection: Selection) -> Selection:
    """Return as many days before, or the month before a month."""
    first, last = selection.first, selection.last - selection.first
    end = first - DAY
    is_month = first.day == 1 and (first + last + DAY).day == 1 and last.days < LONGEST_MONTH
    return replace(selection, first=end.replace(day=1) if is_month else end - last, last=end, period="", compare="")


def text_of(measure: Measure, value: float | None) -> str:
    """Return a figure as people read it."""
    if value is None:
        return "–"
    match measure.unit:
        case "seconds":
            return length(value)
        case "clock":
            return time_of_day(value)
        case "share":
            return figure(value, "share", is_exact=True)
        case "score" | "minutes":
            return str(format_decimal(value, "#,##0.0"))
        case "money":
            return str(format_currency(value, measure.currency))
    return str(format_decimal(round(value)))


ROW = Markup(
    '<tr><td style="padding:4px 24px 4px 0">{label}</td>'
    '<td style="padding:4px 0;text-align:right"><a href="{page}"><b>{value}</b></a></td>'
    '<td style="padding:4px 0 4px 24px;color:#566174">{before}</td></tr>'
)


def _html(title: str, about: tuple[str, ...], lines: list[Line], links: tuple[tuple[str, str], ...]) -> str:
    rows = Markup("").join(
        ROW.format(label=line.label, page=line.page, value=line.value, before=line.before) for line in lines
    )
    said = Markup("<br>").join(about)
    ends = Markup("").join(Markup('<p>{}<br><a href="{}">{}</a></p>').format(text, to, to) for text, to in links)
    page = Markup('<!doctype html><html><body style="{}"><h2>{}</h2><p>{}</p><table>{}</table>{}</body></html>')
    return str(page.format(FONT, title, said, rows, ends))
