"""Makes the section "says": what the lines and the hours show, in a sentence."""

from flask_babel import format_date, ngettext
from flask_babel import gettext as _

from app.amounts import figure
from app.status.picture import Parts, Picture, Row, Rows
from app.status.sections.lines import KINDS


def says(picture: Picture, lines: Rows, hours: Rows) -> Rows:
    """Return the sentences about the rows of these sections."""
    found = {}
    for kind in KINDS:
        rows = [row for row in lines.values() if row["by"] == kind]
        found["lines" if kind == "group" else f"lines_{kind}"] = {"parts": about_lines(picture, rows)}
    found["hours"] = {"parts": about_hours(hours)}
    return found


def about_lines(picture: Picture, rows: list[Row]) -> Parts:
    """Return which line talked most, of all minutes, and how that compares with the usual day; [] if nobody talked.

    All minutes are those of the large figure: some are of no line.
    """
    if not rows or not round(rows[0]["minutes"]):
        return []
    first = rows[0]
    most = _(
        "%(line)s talked %(minutes)s of %(total)s minutes today",
        line=first["label"],
        minutes=figure(first["minutes"], "minutes"),
        total=figure(picture.sums.measures.get("minutes") or 0, "minutes"),
    )
    usual = first["usual"] and first["usual"]["minutes"]
    if usual is None:
        return [{"text": most, "strong": True}, {"text": "."}]
    return [{"text": most, "strong": True}, {"text": f", {_than_usual(picture, first['minutes'] - usual)}."}]


def _than_usual(picture: Picture, more: float) -> str:
    day, count = weekday(picture), abs(round(more))
    if not count:
        return str(_("as usual on a %(day)s", day=day))
    if more > 0:
        return str(_("%(count)s more than usual on a %(day)s", count=figure(count, "minutes"), day=day))
    return str(_("%(count)s less than usual on a %(day)s", count=figure(count, "minutes"), day=day))


def weekday(picture: Picture) -> str:
    """Return the day of the week, in the reader's language."""
    return str(format_date(picture.today.date(), "EEEE"))


def about_hours(hours: Rows) -> Parts:
    """Return when most calls came, and how many of them nobody answered; [] without calls."""
    most = max(hours.values(), key=lambda row: row["calls"], default=None)
    if not most or not most["calls"]:
        return []
    hour = most["hour"]
    vain = most["missed"] + most["voicemail"] + most["abandoned"]
    peak = ngettext(
        "%(begins)s to %(ends)s was the peak: %(num)s call",
        "%(begins)s to %(ends)s was the peak: %(num)s calls",
        most["calls"],
        begins=hour,
        ends=hour + 1,
    )
    if not vain:
        return [{"text": peak, "strong": True}, {"text": "."}]
    more = ngettext("%(num)s of them unanswered", "%(num)s of them unanswered", vain)
    return [{"text": peak, "strong": True}, {"text": f", {more}."}]
