"""Defines the form that sends a table of employees."""

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField
from wtforms import TextAreaField

from app.web.forms import PageForm


class ImportForm(PageForm):
    """Sends a table as a file or as text."""

    file = FileField(_("File"), render_kw={"accept": ".csv,.tsv,.txt,text/csv,text/plain"})
    text = TextAreaField(_("Or paste the table here"), render_kw={"rows": 6, "spellcheck": "false", "dir": "auto"})
