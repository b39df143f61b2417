"""Defines the forms of sign-in and of the account pages."""

from flask_babel import lazy_gettext as _
from wtforms import EmailField, PasswordField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length

from app.web.errors import Refused
from app.web.forms import ReadableForm
from app.web.i18n import LANGUAGES


class AuthForm(ReadableForm):
    """Defines a form to which errors can be added."""

    def complain(self, name: str, problem: Refused | str) -> None:
        """Add an error beside the field *name*."""
        field = self[name]
        field.errors = [*field.errors, problem.message if isinstance(problem, Refused) else problem]


def _old_password(label: str) -> PasswordField:
    return PasswordField(label, [InputRequired(), Length(max=200)], render_kw={"autocomplete": "current-password"})


def _new_password() -> PasswordField:
    return PasswordField(
        _("New password"), [InputRequired(), Length(max=200)], render_kw={"autocomplete": "new-password"}
    )


class SignInForm(AuthForm):
    """Defines the form for the first step of signing in."""

    email = EmailField(_("E-mail"), [InputRequired(), Length(max=254)], render_kw={"autocomplete": "username webauthn"})
    password = _old_password(_("Password"))


class CodeForm(AuthForm):
    """Asks for a code of the authenticator app, or a recovery code."""

    code = StringField(
        _("Code"),
        [InputRequired(), Length(max=40)],
        render_kw={"autocomplete": "one-time-code", "spellcheck": "false", "autocapitalize": "none"},
    )


class AddressForm(AuthForm):
    """Asks for an e-mail address."""

    email = EmailField(_("E-mail"), [InputRequired(), Length(max=254)], render_kw={"autocomplete": "email"})


class NewPasswordForm(AuthForm):
    """Asks for a new password; the service checks whether it is strong enough."""

    password = _new_password()


class ChangePasswordForm(AuthForm):
    """Asks for the old and a new password."""

    old = _old_password(_("Old password"))
    password = _new_password()


class ReauthenticationForm(AuthForm):
    """Asks for the password again."""

    password = _old_password(_("Password"))


class ProfileForm(AuthForm):
    """Asks for what people change about themselves."""

    name = StringField(_("Name"), [DataRequired(), Length(max=120)], render_kw={"autocomplete": "name"})
    language = SelectField(_("Language"), choices=[SelectChoice(*each) for each in LANGUAGES.items()])


class PasskeyForm(AuthForm):
    """Asks for a passkey's name."""

    name = StringField(_("Name"), [DataRequired(), Length(max=80)])
