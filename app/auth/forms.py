from flask_babel import lazy_gettext as _
from wtforms import EmailField, PasswordField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length

from app.web.errors import Refused
from app.web.forms import ReadableForm
from app.web.i18n import LANGUAGES


class AuthForm(ReadableForm):
    def complain(self, name: str, problem: Refused | str) -> None:
        """Beside the field of this name."""
        field = self[name]
        field.errors = [*field.errors, problem.message if isinstance(problem, Refused) else problem]


def _old_password(label: str) -> PasswordField:
    return PasswordField(label, [InputRequired(), Length(max=200)], render_kw={"autocomplete": "current-password"})


def _new_password() -> PasswordField:
    return PasswordField(
        _("New password"), [InputRequired(), Length(max=200)], render_kw={"autocomplete": "new-password"}
    )


class SignInForm(AuthForm):
    email = EmailField(_("E-mail"), [InputRequired(), Length(max=254)], render_kw={"autocomplete": "username webauthn"})
    password = _old_password(_("Password"))


class CodeForm(AuthForm):
    code = StringField(
        _("Code"),
        [InputRequired(), Length(max=40)],
        render_kw={"autocomplete": "one-time-code", "spellcheck": "false", "autocapitalize": "none"},
    )


class AddressForm(AuthForm):
    email = EmailField(_("E-mail"), [InputRequired(), Length(max=254)], render_kw={"autocomplete": "email"})


class NewPasswordForm(AuthForm):
    """Whether the password is good enough the service says."""

    password = _new_password()


class ChangePasswordForm(AuthForm):
    old = _old_password(_("Old password"))
    password = _new_password()


class ProveForm(AuthForm):
    password = _old_password(_("Password"))


class ProfileForm(AuthForm):
    name = StringField(_("Name"), [DataRequired(), Length(max=120)], render_kw={"autocomplete": "name"})
    language = SelectField(_("Language"), choices=[SelectChoice(*each) for each in LANGUAGES.items()])


class PasskeyForm(AuthForm):
    name = StringField(_("Name"), [DataRequired(), Length(max=80)])
