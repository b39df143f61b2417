"""Rejects control and invisible characters in form input.

Databases refuse some of them, and a name made of them can't be told apart from another.
"""

import unicodedata
from collections.abc import Callable
from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from werkzeug.datastructures import ImmutableMultiDict
from wtforms import Field, FileField, Form, PasswordField, StringField, TextAreaField
from wtforms.validators import ValidationError
from wtforms.widgets import HiddenInput

LINE_ENDS = "\r\n\t"
NO_TEXT = ("Cc", "Cs", "Zl", "Zp")
"""Unicode categories of control characters, surrogates and line separators."""

UNSEEN = ("C", "Z")

FORMS_SENT, NO_FORM_IS_VALID = "zentrale.forms_sent", "zentrale.no_form_is_valid"
"""Keys of the request's environment: a form was validated, and no form is valid. See ``app.web.resubmitted``."""


def fault_of(text: str, may_have_lines: bool = False) -> str:
    """Return a sentence about an invisible character in *text*, or "" if there is none."""
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


class Read:
    """Validates a field by reading it: the result replaces the text, and a ValueError is shown."""

    def __init__(self, read: Callable[[str], str]) -> None:
        """*read* returns the value of a text, or raises ValueError with a sentence for the user."""
        self._read = read

    def __call__(self, _form: Form, field: Field) -> None:
        """Replace the field's text. Raise ValidationError with the sentence of *read*."""
        try:
            field.data = self._read(field.data or "")
        except ValueError as problem:
            raise ValidationError(str(problem)) from problem


def strip(text: str | None) -> str:
    """Return the text without spaces around it; "" for a field that was not sent."""
    return (text or "").strip()


class PageForm(FlaskForm):  # type: ignore[misc]
    """Defines a form that only takes a page's form data. Flask-WTF would also take JSON."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        """Wraps what was sent."""

        def wrap_formdata(self, form: FlaskForm, formdata: Any) -> Any:
            """Return the fields that were sent; none if the request is JSON."""
            is_json = request.is_json and not (request.form or request.files)
            return ImmutableMultiDict() if is_json else super().wrap_formdata(form, formdata)


class ReadableForm(PageForm):
    """Defines a form that rejects invisible characters, beside the field."""

    def validate(self, extra_validators: Any = None) -> bool:
        """Return whether all fields are valid and readable."""
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
