from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import EmailField, PasswordField
from wtforms.validators import InputRequired, Length

from app.errors import Refused


class SignInForm(FlaskForm):  # type: ignore[misc]
    email = EmailField(_("E-mail"), [InputRequired(), Length(max=254)], render_kw={"autocomplete": "username"})
    password = PasswordField(
        _("Password"), [InputRequired(), Length(max=200)], render_kw={"autocomplete": "current-password"}
    )


class NewPasswordForm(FlaskForm):  # type: ignore[misc]
    """Whether the password is good enough the service says."""

    password = PasswordField(
        _("New password"), [InputRequired(), Length(max=200)], render_kw={"autocomplete": "new-password"}
    )

    def complain(self, problem: Refused) -> None:
        """Beside the field."""
        self.password.errors = [*self.password.errors, problem.message]
