"""Who may do what: the one table.

``RIGHTS`` says which roles have a right; ``ENDPOINTS`` says which right each page asks for, to be looked at and to be
changed. A request for an endpoint that is not in the table is refused to everybody, and a test finds it.
"""

from dataclasses import dataclass

from flask import request
from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from sqlalchemy import exists, func, select

from app.auth.models import User
from app.company.models import Company
from app.db import db, every_company
from app.web.errors import NotAllowed

EVERYBODY = frozenset({"operator", "owner", "supervisor", "manager", "employee"})
STAFF = EVERYBODY - {"employee"}
MAKERS = STAFF - {"supervisor"}
OWNERS = frozenset({"operator", "owner"})
OPERATORS = frozenset({"operator"})
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass(frozen=True)
class Right:
    label: LazyString
    roles: frozenset[str]
    refusal: LazyString | None = None
    """What somebody without it is told, where there is more to say than that it is not allowed."""
    of_the_only_owner: bool = False
    """Whether owners have it too where there is one company and no operator: then they run the installation."""


RIGHTS = {
    "own": Right(_l("See to one's own messages, phone and account"), EVERYBODY),
    "watch": Right(_l("See what happens now"), STAFF),
    "see calls": Right(_l("See calls and hear recordings"), STAFF),
    "see flows": Right(_l("Look at flows, and try them"), STAFF),
    "draw": Right(
        _l("Draw and publish flows, and lead numbers to them"),
        MAKERS,
        _l("You may look at flows, but not change them."),
    ),
    "see settings": Right(_l("Look at employees, groups, voice, hours and lists"), STAFF),
    "set up": Right(_l("Change employees, groups, voice, hours and lists"), MAKERS),
    "delete people": Right(_l("Delete employees for ever"), OWNERS),
    "accounts": Right(_l("Invite people, give them roles, and sign them out"), OWNERS),
    "company": Right(_l("Change the company"), OWNERS),
    "audit": Right(_l("Read who changed what"), OWNERS),
    "see health": Right(_l("See whether the whole exchange is well"), OPERATORS, of_the_only_owner=True),
    "operate": Right(_l("Make companies and give them numbers"), OPERATORS),
}

PUBLIC = frozenset(
    {
        "static",
        "health.healthz",
        "health.livez",
        "choose_language",
        "brand",
        "auth.sign_in",
        "auth.second_step",
        "auth.passkey_options",
        "auth.passkey_sign_in",
        "auth.accept",
        "auth.forgotten",
        "auth.new_password",
        "auth.confirm_email",
        "people.provision",
    }
)
"""Endpoints for whoever comes, signed in or not."""

Asked = tuple[str, str]
"""The right to look at an endpoint, and the right to change something there."""

OWN: Asked = ("own", "own")
FLOWS: Asked = ("see flows", "draw")
TRYING: Asked = ("see flows", "see flows")
SETTINGS: Asked = ("see settings", "set up")
SET_UP: Asked = ("set up", "set up")
OPERATE: Asked = ("operate", "operate")
CALLS: Asked = ("see calls", "see calls")
ACCOUNTS: Asked = ("accounts", "accounts")

ENDPOINTS: dict[str, Asked] = {
    # auth
    "home": OWN,
    "auth.sign_out": OWN,
    "auth.account": OWN,
    "auth.change_email": OWN,
    "auth.change_password": OWN,
    "auth.end_session": OWN,
    "auth.end_other_sessions": OWN,
    "auth.second_factor": OWN,
    "auth.set_up_app": OWN,
    "auth.turn_off_app": OWN,
    "auth.new_passkey": OWN,
    "auth.passkey": OWN,
    "auth.remove_passkey": OWN,
    "auth.new_codes": OWN,
    "auth.show_codes": OWN,
    "auth.prove": OWN,
    "auth.passkey_prove": OWN,
    "auth.passkey_prove_options": OWN,
    "auth.passkey_add": OWN,
    "auth.passkey_add_options": OWN,
    # status
    "status.index": ("watch", "watch"),
    "status.health": ("see health", "see health"),
    # settings
    "settings.home": SETTINGS,
    "people.employees": SETTINGS,
    "people.employee": SETTINGS,
    "people.new_employee": ("set up", "set up"),
    "people.delete_employee": ("delete people", "delete people"),
    "people.access": ("see settings", "accounts"),
    "people.invite": ("accounts", "accounts"),
    "people.withdraw_invitation": ("accounts", "accounts"),
    "people.change_role": ("accounts", "accounts"),
    "people.sign_out_employee": ("accounts", "accounts"),
    "people.remove_second_factor": ("accounts", "accounts"),
    "people.delete_access": ("accounts", "accounts"),
    "people.import_employees": ("set up", "set up"),
    "people.look_at_import": ("set up", "set up"),
    "people.import_faults": ("set up", "set up"),
    "people.export_employees": ("set up", "set up"),
    "people.employee_template": ("set up", "set up"),
    "people.set_successor": ("delete people", "delete people"),
    "people.set_photo": SETTINGS,
    "people.delete_photo": SETTINGS,
    "people.photo": OWN,
    "people.phones": SETTINGS,
    "people.new_phone": SETTINGS,
    "people.delete_phone": SETTINGS,
    "people.new_password": SETTINGS,
    "people.availability": SETTINGS,
    "people.do_not_disturb": SETTINGS,
    "me.availability": OWN,
    "me.do_not_disturb": OWN,
    "people.groups": SETTINGS,
    "people.group": SETTINGS,
    "people.new_group": ("set up", "set up"),
    "people.delete_group": SETTINGS,
    "voice.prompts": SETTINGS,
    "voice.prompt": SETTINGS,
    "voice.prompt_sound": SETTINGS,
    "voice.new_prompt": ("set up", "set up"),
    "voice.replace_prompt": ("set up", "set up"),
    "voice.delete_prompt": ("set up", "set up"),
    "voice.choose_hold_music": SETTINGS,
    "voice.hold_music_sound": SETTINGS,
    "voice.version_sound": SETTINGS,
    "voice.original": SETTINGS,
    "voice.go_back": SETTINGS,
    "voice.speak": ("set up", "set up"),
    "hours.calendars": SETTINGS,
    "hours.calendar": SETTINGS,
    "hours.new_calendar": ("set up", "set up"),
    "hours.delete_calendar": SETTINGS,
    "lists.caller_lists": SETTINGS,
    "lists.caller_list": SETTINGS,
    "lists.new_caller_list": ("set up", "set up"),
    "lists.delete_caller_list": SETTINGS,
    "lists.ready_made_lists": SETTINGS,
    "lists.add_caller": SETTINGS,
    "lists.change_caller": SETTINGS,
    "lists.add_callers": SETTINGS,
    "lists.remove_callers": SETTINGS,
    "lists.import_callers": ("set up", "set up"),
    "lists.export_callers": SETTINGS,
    "settings.company": ("see settings", "company"),
    "hours_api.calendar": SETTINGS,
    "lists_api.caller_list": SETTINGS,
    "voice_api.record_prompt": SETTINGS,
    # flows
    "flows.index": FLOWS,
    "flows.new": FLOWS,
    "flows.edit": FLOWS,
    "flows.delete": FLOWS,
    "numbers.index": FLOWS,
    "numbers.new": FLOWS,
    "numbers.assign": FLOWS,
    "numbers.history": FLOWS,
    "numbers.delete": FLOWS,
    "numbers.call_me": FLOWS,
    "flows.import_new": FLOWS,
    "flows.import_draft": FLOWS,
    "flows.export_draft": FLOWS,
    "flows.export_version": FLOWS,
    "flows.versions": FLOWS,
    "flows.roll_back": FLOWS,
    "flows.tests": FLOWS,
    "flows.delete_test": FLOWS,
    "flows.replay": FLOWS,
    "flows.replay_call": FLOWS,
    "flows_api.catalogue": FLOWS,
    "flows_api.templates": FLOWS,
    "flows_api.all_references": FLOWS,
    "flows_api.show": FLOWS,
    "flows_api.save": FLOWS,
    "flows_api.import_flow": FLOWS,
    "flows_api.publish": FLOWS,
    "flows_api.list_versions": FLOWS,
    "flows_api.show_version": FLOWS,
    "flows_api.difference": FLOWS,
    "flows_api.roll_back": FLOWS,
    "flows_api.tests": FLOWS,
    "flows_api.add_test": FLOWS,
    "flows_api.delete_test": FLOWS,
    "flows_api.call_me": FLOWS,
    "flows_api.list_calls": FLOWS,
    "flows_api.show_call": FLOWS,
    "flows_api.show_traffic": FLOWS,
    "flows_api.sound": FLOWS,
    "flows_api.check": TRYING,
    "flows_api.simulate_call": TRYING,
    "flows_api.speech": TRYING,
    "flows_api.verify_graph": TRYING,
    "flows_api.run_tests": TRYING,
    "flows_api.replay": TRYING,
    # calls
    "calls.index": CALLS,
    "calls.show": CALLS,
    # recordings
    "recordings.index": CALLS,
    "recordings.row": CALLS,
    "recordings.sound": CALLS,
    # guide
    "guide.index": SET_UP,
    "guide.dismiss": SET_UP,
    "guide.skip": SET_UP,
    "guide.number": SET_UP,
    "guide.employees": SET_UP,
    "guide.voice": SET_UP,
    "guide.flow": SET_UP,
    "guide.publish": SET_UP,
    "guide.call": SET_UP,
    "guide.heard": SET_UP,
    "guide.become_employee": SET_UP,
    # messages
    "messages.index": OWN,
    "messages.new": OWN,
    "messages.show": OWN,
    "messages.answer": OWN,
    "messages.sound": OWN,
    "messages.read": OWN,
    "messages.read_all": OWN,
    "messages.unread": OWN,
    "messages.archive": OWN,
    "messages.restore": OWN,
    "messages.delete": OWN,
    "messages.mail": OWN,
    # phone
    "phone.index": OWN,
    "phone.manifest": OWN,
    "phone.open_line": OWN,
    "phone.close_line": OWN,
    "phone.become_employee": ("set up", "set up"),
    # outbox
    "outbox.index": ACCOUNTS,
    "outbox.again": ACCOUNTS,
    # audit
    "audit.index": ("audit", "audit"),
    # companies
    "companies.index": OPERATE,
    "companies.new": OPERATE,
    "companies.show": OPERATE,
    "companies.new_number": OPERATE,
    "companies.take_number": OPERATE,
    "companies.invite_again": OPERATE,
    "companies.enter": OPERATE,
    "companies.leave": OPERATE,
}


def may(right: str) -> bool:
    """Of who is signed in. *right* is a key of RIGHTS."""
    if not current_user.is_authenticated:
        return False
    found = RIGHTS[right]
    return current_user.role in found.roles or (found.of_the_only_owner and _is_only_owner())


def _is_only_owner() -> bool:
    if current_user.role != "owner":
        return False
    with every_company():
        has_operator = db.session.scalar(select(exists().where(User.role == "operator")))
        return not has_operator and db.session.scalar(select(func.count(Company.id))) == 1


def may_see(endpoint: str) -> bool:
    """Whether who is signed in may look at the page."""
    return endpoint in ENDPOINTS and may(ENDPOINTS[endpoint][0])


def refuse_without_right() -> None:
    """Before each request of somebody who is signed in. Raises NotAllowed."""
    if request.endpoint is None or request.endpoint in PUBLIC:
        return
    asked = ENDPOINTS.get(request.endpoint)
    right = asked[request.method not in SAFE] if asked else None
    if right is None or not may(right):
        refusal = RIGHTS[right].refusal if right else None
        raise NotAllowed(str(refusal or _("Your role does not allow this.")))
