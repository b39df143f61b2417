"""Serves the pages of messages."""

from collections.abc import Iterable

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import select
from wtforms.fields.choices import SelectChoice

from app.auth.models import ROLES, User
from app.company.models import Company
from app.db import company_scope, db
from app.messages import service, words, writing
from app.messages.addressing import COMPANY, Reader, address_of_user, reader, readers_of
from app.messages.forms import AnswerForm, MessageForm
from app.messages.mailing import KINDS_BY_MAIL, preference_of, set_preference
from app.messages.models import ARCHIVE, DELETED, INBOX, Message
from app.messages.service import FOLDERS, PAGE, SENT, Search
from app.paging import page_count
from app.ports.colleagues import colleagues
from app.ports.directory import references
from app.ports.recordings import LONGEST_FILE_S, recordings
from app.rights import right
from app.web.i18n import same_site
from designer.runtime.kind_and_name import KindAndName
from designer.runtime.target import Target

ALL_COMPANIES = "companies"

messages = Blueprint("messages", __name__, url_prefix="/messages", template_folder="templates")


@messages.context_processor
def _words() -> dict[str, object]:
    return {"kinds": words.KINDS, "icons": words.ICONS, "title_of": words.title, "shortened": words.shortened}


def count_own_unread() -> int:
    """Return how many unread messages the signed-in user has; 0 if nobody is signed in."""
    if g.get("company_in_force") is None or not current_user.is_authenticated:
        return 0
    return service.count_unread(reader(current_user))


@messages.get("/")
@right("own", scope="own")
def index() -> ResponseReturnValue:
    """List the messages."""
    who = reader(current_user)
    folder = request.args.get("folder", INBOX)
    if folder not in FOLDERS:
        abort(404)
    kind, text = request.args.get("kind", ""), request.args.get("text", "").strip()[:100]
    search = Search(folder, kind if kind in words.KINDS else "", text, max(1, request.args.get("page", 1, type=int)))
    rows, count = service.find_messages(who, search)
    return render_template(
        "messages/index.html",
        rows=rows,
        search=search,
        pages=page_count(count, PAGE),
        count=count,
        names=words.names(),
        keep={name: value for name, value in request.args.items() if value and name != "page"},
        is_sent=folder == SENT,
    )


@messages.route("/new", methods=["GET", "POST"])
@right("own", scope="own")
def new() -> ResponseReturnValue:
    """Write a message."""
    form = MessageForm(to=request.args.get("to", ""))
    form.to.choices = _choices()
    if form.validate_on_submit():
        _send(form)
        db.session.commit()
        flash(_("Your message was sent."), "success")
        return redirect(url_for("messages.index"))
    return render_template("messages/new.html", form=form), 422 if form.is_submitted() else 200


@messages.get("/<message_id>")
@right("own", scope="own")
def show(message_id: str) -> ResponseReturnValue:
    """Show a message, which marks it as read."""
    who, message = _found(message_id)
    if message.sender_id != who.user_id:
        service.mark_read(who, message)
        db.session.commit()
    return _page(who, message, AnswerForm())


@messages.post("/<message_id>")
@right("own", scope="own")
def answer(message_id: str) -> ResponseReturnValue:
    """Answer a message."""
    who, message = _found(message_id)
    form = AnswerForm()
    if not form.validate_on_submit():
        return _page(who, message, form), 422
    title = words.title(message)
    title = title if title.startswith(_("Re:")) else f"{_('Re:')} {title}"
    sent = writing.answer(current_user, message, title, form.text.data)
    if sent is None:
        form.text.errors = [_("Whoever wrote this is not there any more.")]
        return _page(who, message, form), 422
    db.session.commit()
    flash(_("Your answer was sent."), "success")
    return redirect(url_for("messages.index"))


@messages.get("/<message_id>/sound.wav")
@right("own", scope="own")
def sound(message_id: str) -> ResponseReturnValue:
    """Play a voicemail, to those whose mailbox it is."""
    who, message = _found(message_id)
    if not message.recording:
        abort(404)
    with company_scope(who.company_id):
        return recordings().play(message.recording)


@messages.post("/read")
@right("own", scope="own")
def read_all() -> ResponseReturnValue:
    """Mark all messages as read."""
    service.mark_all_read(reader(current_user))
    return _back()


@messages.post("/<message_id>/read")
@right("own", scope="own")
def read(message_id: str) -> ResponseReturnValue:
    """Mark a message as read."""
    service.mark_read(*_found(message_id))
    return _back()


@messages.post("/<message_id>/unread")
@right("own", scope="own")
def unread(message_id: str) -> ResponseReturnValue:
    """Mark a message as unread."""
    service.mark_unread(*_found(message_id))
    return _back(to_list=True)


@messages.post("/<message_id>/archive")
@right("own", scope="own")
def archive(message_id: str) -> ResponseReturnValue:
    """Archive a message."""
    service.move(*_found(message_id), ARCHIVE)
    return _back(to_list=True)


@messages.post("/<message_id>/restore")
@right("own", scope="own")
def restore(message_id: str) -> ResponseReturnValue:
    """Move a message back to the inbox."""
    service.move(*_found(message_id), INBOX)
    return _back(to_list=True)


@messages.post("/<message_id>/delete")
@right("own", scope="own")
def delete(message_id: str) -> ResponseReturnValue:
    """Delete a message, for this reader."""
    service.move(*_found(message_id), DELETED)
    return _back(to_list=True)


@messages.route("/mail", methods=["GET", "POST"])
@right("own", scope="own")
def mail() -> ResponseReturnValue:
    """Show and change which messages are mailed."""
    if request.method == "POST":
        set_preference(current_user, request.form.getlist("kinds"), "with_recording" in request.form)
        db.session.commit()
        flash(_("Saved."), "success")
        return redirect(url_for("messages.mail"))
    return render_template(
        "messages/mail.html",
        preference=preference_of(current_user),
        by_mail=KINDS_BY_MAIL,
        minutes=LONGEST_FILE_S // 60,
    )


def _found(message_id: str) -> tuple[Reader, Message]:
    who = reader(current_user)
    return who, service.find_message(who, message_id) or abort(404)


def _page(who: Reader, message: Message, form: AnswerForm) -> str:
    earlier = service.find_message(who, message.answers) if message.answers else None
    return render_template(
        "messages/show.html", message=message, earlier=earlier, form=form, names=words.names(), me=who.user_id
    )


def _back(to_list: bool = False) -> ResponseReturnValue:
    """Commit, and return to the list as it was, or to the page with the button."""
    db.session.commit()
    before = same_site(request.referrer)
    is_list = before and before.partition("?")[0].endswith(url_for("messages.index"))
    return redirect(before if before and (is_list or not to_list) else url_for("messages.index"))


def _send(form: MessageForm) -> None:
    to, title, text = form.to.data, form.title.data, form.text.data
    target = Target(to)
    if to == ALL_COMPANIES or (target.kind == COMPANY and target.name):
        query = select(Company) if to == ALL_COMPANIES else select(Company).where(Company.id == int(target.name))
        writing.write_to_companies(current_user, db.session.scalars(query).all(), title, text)
    else:
        writing.write(current_user, to, title, text)


def _choices() -> list[SelectChoice]:
    """Return the addressees: everybody, groups, colleagues with an account; for an operator, companies."""
    with company_scope(current_user.company_id):
        people = [user for user in readers_of(COMPANY) if user.id != current_user.id]
        groups: list[tuple[str, str]] = [
            (Target.group(each.name), each.label) for each in references() if each.kind == "group"
        ]
        named = list(_people(people))
    places: tuple[tuple[str | None, list[tuple[str, str]]], ...] = (
        (None, [(COMPANY, _("Everybody in the company"))]),
        (_("Groups"), groups),
        (_("Colleagues"), named),
        (_("Companies"), _companies() if current_user.role == "operator" else []),
    )
    return [SelectChoice(value, label, optgroup=group) for group, each in places for value, label in each]


def _people(users: list[User]) -> Iterable[tuple[str, str]]:
    extensions = {
        each.id: each.extension for each in colleagues([user.employee_id for user in users if user.employee_id])
    }
    for user in users:
        extension = extensions.get(user.employee_id or 0)
        if extension:
            yield Target.employee(extension), f"{user.name} ({extension})"
        else:
            yield address_of_user(user.id), f"{user.name}, {ROLES[user.role]}"


def _companies() -> list[tuple[str, str]]:
    found = db.session.scalars(select(Company).order_by(Company.name))
    each_one = ((KindAndName.of(COMPANY, str(each.id)), each.name) for each in found)
    return [(ALL_COMPANIES, _("All companies")), *each_one]
