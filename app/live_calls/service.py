"""Acts on live calls: the switch decides, the audit log keeps who did what. The functions commit."""

from collections.abc import Sequence

from flask import abort
from flask_babel import gettext as _

from app.audit.audited import forget_names, note
from app.call_story import known_as
from app.company.service import own_company
from app.db import company_in_force, db
from app.db.groups import group_scope, groups_in_force
from app.exchange.registrations import registrations
from app.exchange.service import directory_of
from app.gateways.kamailio import KamailioDown, KamailioRefused, switch_table
from app.live_calls.refusals import NoPhone, NotNow, PhoneOff, SwitchDown, Unknown, refuse
from app.phone_numbers import readable
from app.ports.browser_phones import EmployeeIdentity
from app.ports.calls import OF_CALL, PersonalDataDeleted, calls
from app.ports.directory import references
from app.ports.engagements import engagements
from app.ports.people_states import IN_A_CALL, PersonState, people_states
from designer.runtime.queue_acts import BUSY, GONE
from designer.runtime.target import EMPLOYEE, GROUP, Target
from switch.act_orders import ActOrder, BeginHelp, Dismiss, EndHelp, Promote, Reserve, SendOn

PHONE_BACK = "phone_back"
CALLS = "calls"
"""The kind of these acts in the audit log."""


def take(call: str, me: EmployeeIdentity | None) -> str:
    """Ring the phones of *me*, the user, for a caller who waits. Return what to tell them."""
    caller = _caller_of(call)
    employee = own_phone(me)
    carry_out(Reserve(_company(), call, employee.extension), employee.name)
    keep("took", call, caller)
    return str(_("Your phone rings."))


def own_phone(me: EmployeeIdentity | None) -> EmployeeIdentity:
    """Return *me*, the user, whose phone can ring now. Raise NoPhone, PhoneOff or NotNow."""
    if me is None:
        raise NoPhone(_("This needs a phone of your own: nobody has made you an employee here."))
    with group_scope(None):
        (state,) = people_states().states([me.extension])
        is_connected = _is_connected(me.extension)
    if not is_connected:
        raise PhoneOff(_("This needs a phone of your own. Open the phone in your browser, or connect your desk phone."))
    if state.state in IN_A_CALL:
        raise NotNow("you_talk", _("You are in a call yourself. End it first."))
    return me


def _is_connected(extension: str) -> bool:
    """Return whether a phone of the employee is registered: as the record says, or the switch, which knows it first."""
    phone = engagements().phones().get(extension)
    if phone is not None and phone.state == PHONE_BACK:
        return True
    directory = directory_of(_company())
    employee = directory["employees"].get(extension) if directory else None
    found = registrations(employee["phones"]) if employee else None
    return any(found.values()) if found else False


def place(call: str, to: str) -> str:
    """Move a caller one place forward ("up") or to the front ("top"). Return what to tell the user."""
    if to not in ("up", "top"):
        raise Unknown(_("Choose whether the caller moves up or to the top."))
    caller = _caller_of(call)
    carry_out(Promote(_company(), call, to), caller)
    keep("moved forward", call, caller)
    return str(_("%(caller)s is first in line now.", caller=caller) if to == "top" else _("Moved up."))


def send(call: str, to: str) -> str:
    """Send a caller who waits to "group:support" or "employee:102". Return what to tell the user."""
    target = Target(to)
    if target.kind == GROUP:
        return _send_to_group(call, target.name)
    if target.kind == EMPLOYEE:
        return _send_to_colleague(call, target.name)
    raise Unknown(_("Choose a group or a colleague."))


def hang_up(call: str) -> str:
    """End a call for everybody in it. Return what to tell the user."""
    caller = _caller_of(call)
    carry_out(Dismiss(_company(), call), caller)
    keep("hung up", call, caller)
    return str(_("The call with %(caller)s is over.", caller=caller))


def begin_help(group: str, helper: str) -> str:
    """Let the group *helper* take callers of *group*, too, until nobody waits. Return what to tell the user."""
    labels = groups_seen()
    if group not in labels:
        abort(404)
    if helper not in labels or helper == group:
        raise Unknown(_("Choose another group."))
    carry_out(BeginHelp(_company(), group, helper), labels[helper])
    note(company_in_force(), "gets help", "groups", labels[group], helper=labels[helper])
    db.session.commit()
    return str(_("%(helper)s helps %(group)s until nobody waits.", helper=labels[helper], group=labels[group]))


def end_help(group: str, helper: str) -> str:
    """Let the group *helper* take no more callers of *group*. Return what to tell the user."""
    labels = groups_seen()
    if group not in labels or helper not in labels:
        abort(404)
    carry_out(EndHelp(_company(), group, helper), labels[helper])
    note(company_in_force(), "gets no more help", "groups", labels[group], helper=labels[helper])
    db.session.commit()
    return str(_("%(helper)s doesn't help %(group)s any more.", helper=labels[helper], group=labels[group]))


def groups_seen() -> dict[str, str]:
    """Return the labels of the groups that the user may see, by name."""
    limit = groups_in_force()
    found = {each.name: each.label for each in references() if each.kind == "group"}
    return {name: label for name, label in found.items() if limit is None or name in limit}


def group_waited_for(call: str) -> str:
    """Return the group for which the call waits now, as far as the record knows; "" for none."""
    return engagements().waits_for(call)


def _send_to_group(call: str, group: str) -> str:
    labels = groups_seen()
    if group not in labels:
        raise Unknown(_("There is no such group."))
    caller = _caller_of(call)
    carry_out(SendOn(_company(), call, group), labels[group])
    keep("sent on", call, caller, to=labels[group])
    return str(_("%(caller)s waits for %(group)s now.", caller=caller, group=labels[group]))


def _send_to_colleague(call: str, extension: str) -> str:
    found = people_states().states([extension])
    if not found:
        raise Unknown(_("There is no such colleague."))
    caller = _caller_of(call)
    _refuse_absent(found[0])
    carry_out(Reserve(_company(), call, extension), found[0].name)
    keep("sent on", call, caller, to=found[0].name)
    return str(_("%(name)s's phone rings for %(caller)s.", name=found[0].name, caller=caller))


def _refuse_absent(person: PersonState) -> None:
    """Raise NotNow for somebody whose phone must not ring, or can't."""
    if person.state in IN_A_CALL:
        refuse(BUSY, person.name)
    if person.state == "not_connected":
        raise NotNow("not_there", _("No phone of %(name)s is connected.", name=person.name))
    if person.state in ("paused", "do_not_disturb", "away", "outside_hours"):
        raise NotNow("not_now", _("%(name)s takes no calls now: %(state)s.", name=person.name, state=person.words))


def _caller_of(call: str) -> str:
    """Return what people call the caller. End the request with 404 if the user may not see the call."""
    found = calls().path_of(call)
    if found is None:
        abort(404)
    if found.ended_at or not _is_with_groups_seen(call):
        refuse(GONE)
    return found.caller_name or readable(known_as(found.caller))


def _is_with_groups_seen(call: str) -> bool:
    """Return whether the call is now with a group that the user may see, in its queue or with one of its people: it
    may have been there and have gone on to others."""
    limit = groups_in_force()
    if limit is None or engagements().waits_for(call) in limit:
        return True
    return any(each.call == call for each in people_states().states())


def carry_out(order: ActOrder, who: str) -> None:
    """Let the switch do it. Raise what says why it can't be done; *who* is whom the act is about."""
    try:
        why = switch_table().act(order)
    except (KamailioDown, KamailioRefused) as problem:
        raise SwitchDown(_("The exchange does not answer. Try again in a moment.")) from problem
    refuse(why, who)


def forget(happened: Sequence[PersonalDataDeleted]) -> None:
    """Take the callers of calls out of the audit log whose data was deleted."""
    for deleted in happened:
        if deleted.kind == OF_CALL:
            forget_names(deleted.company_id, CALLS, deleted.names)


def keep(action: str, call: str, caller: str, **after: str) -> None:
    """Keep in the audit log what the user did to the call with *caller*, and commit."""
    note(company_in_force(), action, CALLS, caller, thing=call, **after)
    db.session.commit()


def _company() -> str:
    return own_company().customer_number
