from datetime import timedelta

import pytest

from app.auth import service
from app.auth.actor import Actor
from app.auth.models import Invitation, User
from app.auth.service import invitations
from app.company.models import Company
from app.db import db, every_company, now
from app.outbox.models import OutgoingMail
from app.people.models import Employee

PASSWORD = "two blue umbrellas"


@pytest.fixture
def anna_id(in_company):
    anna = Employee(extension="101", name="Anna Berg")
    db.session.add(anna)
    db.session.commit()
    return anna.id


def token():
    return newest().text.split("/invitation/")[1].split()[0]


def newest():
    with every_company():
        return db.session.query(OutgoingMail).order_by(OutgoingMail.id.desc()).first()


def invite(anna_id, email="Anna@Firm.example", role="manager"):
    found = service.invite(service.Invitee(anna_id, "Anna Berg", email, role), by=None)
    db.session.commit()
    return found


def test_an_invitation_becomes_an_account_once(anna_id, visitor):
    invitation = invite(anna_id)
    assert (invitation.email, service.invitation_of(anna_id).id) == ("anna@firm.example", invitation.id)
    path = f"/invitation/{token()}"
    assert "Welcome, Anna Berg" in visitor.get(path).text
    assert visitor.get(path).status_code == 200  # looking spends nothing
    assert visitor.post(path, data={"password": PASSWORD}).status_code == 302
    user = service.account_of(anna_id)
    assert (user.name, user.email, user.role) == ("Anna Berg", "anna@firm.example", "manager")
    assert service.invitation_of(anna_id) is None
    assert visitor.post(path, data={"password": PASSWORD}).status_code == 410
    assert visitor.get("/invitation/nonsense").status_code == 410
    assert service.authenticate("anna@firm.example", PASSWORD).id == user.id


def test_of_two_at_the_same_moment_one_has_the_account(anna_id):
    invitation = invite(anna_id)
    found = invitations.find_invitation(token())
    invitations.accept(invitation, PASSWORD)
    with pytest.raises(service.BadLink):
        invitations._spend(found)


def test_the_link_is_nowhere_in_the_database_but_in_the_mail(anna_id):
    invite(anna_id)
    assert token() not in str(db.session.query(Invitation).one().__dict__)


def test_an_old_invitation_is_refused(anna_id, visitor):
    invite(anna_id).expires_at = now() - timedelta(seconds=1)
    db.session.commit()
    assert visitor.get(f"/invitation/{token()}").status_code == 410
    assert newest().not_after is not None


def test_a_second_invitation_takes_the_place_of_the_first(anna_id, visitor):
    invite(anna_id)
    first = token()
    invite(anna_id, "anna.berg@firm.example")
    assert visitor.get(f"/invitation/{first}").status_code == 410
    assert visitor.get(f"/invitation/{token()}").status_code == 200


@pytest.mark.parametrize(
    "password", ["short", "passwort123456", "aaaaaaaaaaaaaaaa", "anna@firm.example1", "1234567890123"]
)
def test_a_password_that_is_tried_first_is_refused_beside_its_field(anna_id, visitor, password):
    invite(anna_id)
    answer = visitor.post(f"/invitation/{token()}", data={"password": password})
    assert answer.status_code == 422
    assert 'id="password-faults"' in answer.text
    assert service.account_of(anna_id) is None


def test_an_address_belongs_to_one_person(anna_id, in_company):
    with pytest.raises(service.AddressUsed):
        invite(anna_id, "owner@1001.example")
    with pytest.raises(service.AddressUsed):
        invite(anna_id, "owner@1002.example")  # of another company
    invite(anna_id)
    with pytest.raises(service.AddressUsed):
        invite(None)


@pytest.mark.parametrize(
    "email", ["", "anna", "anna@firm", "anna berg@firm.example", "a\n@firm.example", "a@b..example"]
)
def test_an_address_that_no_mail_reaches_is_refused(anna_id, email):
    with pytest.raises(service.BadAddress):
        invite(anna_id, email)


def test_who_has_an_account_is_not_invited(anna_id):
    invitations.accept(invite(anna_id), PASSWORD)
    with pytest.raises(service.HasAccount):
        invite(anna_id, "other@firm.example")


def test_a_company_keeps_an_owner(in_company):
    owner = db.session.query(User).one()
    with pytest.raises(service.LastOwner):
        service.change_role(owner, "employee", None, by=None)
    with pytest.raises(service.LastOwner):
        service.remove_access(owner, by=None)


def test_with_a_second_owner_the_first_may_go(anna_id):
    invitations.accept(invite(anna_id, role="owner"), PASSWORD)
    owner = db.session.query(User).filter_by(email="owner@1001.example").one()
    service.change_role(owner, "supervisor", None, by=None)
    service.remove_access(owner, by=None)
    db.session.commit()
    assert [user.name for user in db.session.query(User)] == ["Anna Berg"]


def test_an_owner_makes_nobody_an_operator(anna_id):
    owner = db.session.query(User).one()
    by = Actor(owner.id, owner.name, "owner", owner.company_id, None)
    with pytest.raises(service.RoleNotAllowed):
        service.invite(service.Invitee(anna_id, "Anna Berg", "anna@firm.example", "operator"), by)
    with pytest.raises(service.RoleNotAllowed):
        service.change_role(owner, "operator", None, by)


def test_the_id_of_a_deleted_account_is_not_used_again(in_company, company_id):
    company, ids = db.session.get(Company, company_id), []
    for _ in range(2):
        user = service.add_user(company, "Ben", "ben@demo.example", "employee", PASSWORD)
        db.session.commit()
        ids.append(user.id)
        service.remove_access(user, by=None)
        db.session.commit()
    assert ids[0] != ids[1]
