"""What people type has no signs in it that nobody can see: a database refuses some of them, and a name of which nothing
is seen can't be told from another."""

import unicodedata
from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from werkzeug.datastructures import ImmutableMultiDict
from wtforms import FileField, PasswordField, StringField, TextAreaField
from wtforms.widgets import HiddenInput

LINE_ENDS = "\r\n\t"
NO_TEXT = ("Cc", "Cs", "Zl", "Zp")
"""Control characters, halves of characters, and ends of lines, as Unicode calls them."""

UNSEEN = ("C", "Z")

FORMS_SENT, NO_FORM_IS_VALID = "zentrale.forms_sent", "zentrale.no_form_is_valid"
"""What is noted of a request: see ``app.web.resubmitted``."""


def fault_of(text: str, may_have_lines: bool = False) -> str:
    """A sentence for whoever wrote it; "" when everything can be read."""
    for sign in text:
        if unicodedata.category(sign) in NO_TEXT and not (may_have_lines and sign in LINE_ENDS):
            return str(
                _("There is a sign in it that can't be seen, such as the end of a line. Write it by hand.")
                if sign in LINE_ENDS
                else _("There is a sign in it that is no text (U+%(code)s). Write it by hand.", code=f"{ord(sign):04X}")
            )
    if text and all(unicodedata.category(sign).startswith(UNSEEN) for sign in text):
        return str(_("Nothing can be seen of it. Write something."))
    return ""


class PageForm(FlaskForm):  # type: ignore[misc]
    """Takes what a page sends. Flask-WTF would also take JSON, of which only an object is a form."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        def wrap_formdata(self, form: FlaskForm, formdata: Any) -> Any:
            is_json = request.is_json and not (request.form or request.files)
            return ImmutableMultiDict() if is_json else super().wrap_formdata(form, formdata)


class ReadableForm(PageForm):
    """Says so beside the field when what was typed has signs that can't be seen."""

    def validate(self, extra_validators: Any = None) -> bool:
        request.environ[FORMS_SENT] = True
        if NO_FORM_IS_VALID in request.environ:
            return False
        is_valid = bool(super().validate(extra_validators))
        for item in self:
            if isinstance(item, StringField) and not isinstance(item, FileField | PasswordField):
                may_have_lines = isinstance(item, TextAreaField) or isinstance(item.widget, HiddenInput)
                if not item.errors and (fault := fault_of(item.data or "", may_have_lines)):
                    item.errors = [fault]
                    is_valid = False
        return is_valid
