"""What an employee may do at the portal, on the page about them."""

import re
from html import unescape

import pyotp
import pytest

from app.auth.models import Invitation, User
from app.auth.service import recovery, totp
from app.auth.service.factors import has_second_factor
from app.db import company_scope, db
from app.outbox.models import OutgoingMail
from app.people.models import Employee, Group
from app.people.service.groups import add_group
from tests.app.people.people import ANNA

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
PAGE = "/settings/employees/1/access"
ONLY_SALES = {"reach": "only", "groups": ["sales"]}


@pytest.fixture
def anna(client):
    client.post("/settings/employees/new", data=ANNA)


@pytest.fixture
def account(app, company_id, anna):
    """Anna has one, as a manager."""
    with app.app_context(), company_scope(company_id):
        values = {"name": "Anna", "email": "anna@demo.example", "role": "manager", "password_hash": "-"}
        db.session.add(User(employee_id=1, **values))
        db.session.commit()


@pytest.fixture
def role_of(app, company_id):
    def role_of(name):
        with app.app_context(), company_scope(company_id):
            return db.session.query(User.role).filter_by(name=name).scalar()

    return role_of


def state(page):
    return re.search(r'card-actions">\s*<span class="badge[^"]*">([^<]*)<', page)[1]


def test_somebody_is_invited_by_mail_and_the_invitation_is_withdrawn(client, anna, app, company_id):
    assert state(client.get(PAGE).text) == "no access"
    client.post(f"{PAGE}/invitation", data={"email": "Anna@Demo.example", "role": "supervisor", "reach": "all"})
    page = client.get(PAGE).text
    assert state(page) == "invited"
    assert "Invited as Supervisor by Olga Owner" in page
    with app.app_context(), company_scope(company_id):
        assert db.session.query(Invitation).one().employee_id == 1
        assert db.session.query(OutgoingMail).count() == 1
    client.post(f"{PAGE}/withdraw")
    assert state(client.get(PAGE).text) == "no access"


@pytest.mark.parametrize(("role", "seen"), [("supervisor", ["sales"]), ("manager", None)])
def test_an_invited_supervisor_sees_the_chosen_groups_alone(client, anna, app, company_id, visitor, role, seen):
    with app.app_context(), company_scope(company_id):
        employee = db.session.query(Employee).one()
        for label in ("Sales", "Support"):
            add_group(label, [employee])
        db.session.commit()
    client.post(f"{PAGE}/invitation", data={"email": "anna@demo.example", "role": role, **ONLY_SALES})
    checked = re.findall(r'name="groups" value="(\w+)" checked', client.get(PAGE).text)
    with app.app_context(), company_scope(company_id):
        path = re.search(r"/invitation/\S+", db.session.query(OutgoingMail).one().text)[0]
    assert visitor.post(path, data={"password": "two blue umbrellas"}).status_code == 302
    with app.app_context(), company_scope(company_id):
        assert db.session.query(User.groups).filter_by(employee_id=1).scalar() == seen
    assert checked == (seen or [])


@pytest.fixture
def sue(app, company_id, anna):
    """Anna's account is that of a supervisor, who is limited to support."""
    with app.app_context(), company_scope(company_id):
        for label in ("Sales", "Support"):
            add_group(label, [])
        values = {"name": "Sue", "email": "sue@demo.example", "role": "supervisor", "password_hash": "-"}
        db.session.add(User(employee_id=1, groups=["support"], **values))
        db.session.commit()


@pytest.fixture
def seen(app, company_id, sue):
    """Returns the groups that the supervisor sees, None for all."""

    def seen():
        with app.app_context(), company_scope(company_id):
            return db.session.query(User).filter_by(name="Sue").one().sees_groups

    return seen


def chosen(page):
    return re.findall(r'name="(?:reach|groups)" value="(\w+)" checked', page)


@pytest.mark.parametrize(
    ("data", "groups", "shown"),
    [
        ({"reach": "all"}, None, ["all"]),
        (ONLY_SALES, {"sales"}, ["only", "sales"]),
        ({"reach": "only"}, set(), ["only"]),
    ],
)
def test_a_supervisor_sees_all_groups_some_or_none(client, seen, data, groups, shown):
    client.post(f"{PAGE}/groups", data=data)
    page = client.get(PAGE).text
    assert seen() == groups
    assert chosen(page) == shown
    assert ("they see no calls" in page) == (groups == set())


@pytest.mark.parametrize("data", [{}, {"groups": ["sales"]}, {"reach": "some"}, {"reach": "only", "groups": ["other"]}])
def test_who_chooses_nothing_changes_nothing(client, seen, data):
    assert client.post(f"{PAGE}/groups", data=data).status_code == 422
    assert seen() == {"support"}


def test_a_ticked_group_is_never_ignored(client, seen):
    answer = client.post(f"{PAGE}/groups", data={"reach": "all", "groups": ["sales"]})
    assert (answer.status_code, seen()) == (422, {"support"})
    assert "Groups are ticked: choose “Of these groups only”, or untick them." in answer.text
    assert chosen(answer.text) == ["all", "sales"]


def test_a_ticked_group_is_not_ignored_in_an_invitation(client, anna, app, company_id):
    with app.app_context(), company_scope(company_id):
        add_group("Sales", [])
        db.session.commit()
    data = {"email": "anna@demo.example", "role": "supervisor", "reach": "all", "groups": ["sales"]}
    assert client.post(f"{PAGE}/invitation", data=data).status_code == 422
    assert client.post(f"{PAGE}/invitation", data={**data, "role": "employee"}).status_code == 302


def test_a_supervisor_stays_limited_when_their_last_group_is_deleted(client, seen, app, company_id):
    with app.app_context(), company_scope(company_id):
        support = db.session.query(Group.id).filter_by(name="support").scalar()
    client.post(f"/settings/groups/{support}/delete")
    page = client.get(PAGE).text
    assert seen() == set()
    assert chosen(page) == ["only"]
    assert "they see no calls" in page
    client.post(f"{PAGE}/groups", data={"reach": "only"})
    client.post("/settings/groups/new", data={"label": "Support"})
    assert seen() == set()


def test_an_invited_supervisor_stays_limited_when_the_last_group_is_deleted(client, anna, app, company_id):
    with app.app_context(), company_scope(company_id):
        group = add_group("Sales", [])
        db.session.commit()
        sales = group.id
    client.post(f"{PAGE}/invitation", data={"email": "anna@demo.example", "role": "supervisor", **ONLY_SALES})
    client.post(f"/settings/groups/{sales}/delete")
    assert chosen(client.get(PAGE).text) == ["only"]
    with app.app_context(), company_scope(company_id):
        assert db.session.query(Invitation.groups).scalar() == []


def test_a_supervisor_is_not_invited_without_a_choice_of_groups(client, anna, app, company_id):
    answer = client.post(f"{PAGE}/invitation", data={"email": "anna@demo.example", "role": "supervisor"})
    assert (answer.status_code, "Choose all groups, or some." in answer.text) == (422, True)


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        ({"email": "nowhere", "role": "employee"}, "email-faults"),
        ({"email": "", "role": "employee"}, "email-faults"),
        ({"email": "owner@1001.example", "role": "employee"}, "email-faults"),
        ({"email": "anna@demo.example", "role": "operator"}, "role-faults"),
        ({"email": "anna@demo.example", "role": "emperor"}, "role-faults"),
    ],
)
def test_faults_of_an_invitation_are_beside_their_field(client, anna, data, fault):
    answer = client.post(f"{PAGE}/invitation", data=data)
    assert answer.status_code == 422
    assert f'id="{fault}"' in answer.text
    assert f'value="{data["email"]}"' in answer.text


def test_the_role_is_changed_and_access_taken_away(client, account, role_of):
    page = client.get(PAGE).text
    assert state(page) == "active"
    assert '<option selected value="manager">' in page
    client.post(f"{PAGE}/role", data={"role": "owner"})
    assert role_of("Anna") == "owner"
    client.post(f"{PAGE}/sign-out")
    client.post(f"{PAGE}/delete")
    assert role_of("Anna") is None
    assert state(client.get(PAGE).text) == "no access"
    assert client.post(f"{PAGE}/delete").status_code == 404


@pytest.fixture
def with_app(app, company_id, account):
    """Her account has an app for codes, and recovery codes."""
    with app.app_context(), company_scope(company_id):
        anna = db.session.query(User).filter_by(name="Anna").one()
        assert totp.set_up(anna, SECRET, pyotp.TOTP(SECRET).now())
        recovery.renew(anna)
        db.session.commit()


def test_an_owner_removes_the_second_factor_of_somebody_who_has_lost_it(client, with_app, app, company_id):
    assert "Remove the second factor" in client.get(PAGE).text
    client.post(f"{PAGE}/second-factor/remove")
    assert "Remove the second factor" not in client.get(PAGE).text
    with app.app_context(), company_scope(company_id):
        anna = db.session.query(User).filter_by(name="Anna").one()
        assert (has_second_factor(anna), recovery.count(anna)) == (False, 0)
        assert [mail.subject for mail in db.session.query(OutgoingMail)] == ["Your second factor was changed"]


def test_ones_own_second_factor_is_not_removed_here(client, with_app, app, company_id):
    with app.app_context(), company_scope(company_id):
        db.session.query(User).filter_by(name="Anna").one().employee_id = None
        db.session.flush()
        db.session.query(User).filter_by(name="Olga Owner").one().employee_id = 1
        db.session.commit()
    answer = client.post(f"{PAGE}/second-factor/remove", follow_redirects=True)
    assert "Your own second factor you change under" in answer.text
    with app.app_context(), company_scope(company_id):
        assert db.session.query(User).filter_by(name="Anna").one().totp_sealed is not None


def test_the_only_owner_stays_one(client, account, app, company_id, role_of):
    with app.app_context(), company_scope(company_id):
        db.session.query(User).filter_by(name="Olga Owner").one().role = "operator"
        db.session.query(User).filter_by(name="Anna").one().role = "owner"
        db.session.commit()
    answer = client.post(f"{PAGE}/role", data={"role": "manager"})
    assert answer.status_code == 422
    assert "is the only owner" in unescape(answer.text)
    answer = client.post(f"{PAGE}/delete", follow_redirects=True)
    assert "is the only owner" in unescape(answer.text)
    assert role_of("Anna") == "owner"


def test_a_supervisor_sees_it_and_changes_nothing(client, account, app, company_id, role_of):
    with app.app_context(), company_scope(company_id):
        db.session.query(User).filter_by(name="Olga Owner").one().role = "supervisor"
        db.session.commit()
    page = client.get(PAGE).text
    assert "Manager" in page
    assert "Take access away" not in page
    assert client.post(f"{PAGE}/role", data={"role": "owner"}).status_code == 403
    assert role_of("Anna") == "manager"


def test_ones_own_access_is_not_offered_to_be_taken(client, anna, app, company_id):
    with app.app_context(), company_scope(company_id):
        db.session.query(User).one().employee_id = 1
        db.session.commit()
    page = client.get(PAGE).text
    assert "This is you." in page
    assert "Take access away" not in page


def test_another_companys_people_are_not_there(other_client, account):
    assert other_client.get(PAGE).status_code == 404
    for action in ("invitation", "withdraw", "role", "sign-out", "second-factor/remove", "delete"):
        assert other_client.post(f"{PAGE}/{action}", data={"role": "owner", "email": "x@y.example"}).status_code == 404


@pytest.mark.parametrize(
    ("data", "groups"), [({}, "refused"), ({"reach": "all"}, None), (ONLY_SALES, ["sales"]), ({"reach": "only"}, [])]
)
def test_nobody_becomes_a_supervisor_without_a_choice_of_groups(client, account, app, company_id, data, groups):
    with app.app_context(), company_scope(company_id):
        add_group("Sales", [])
        db.session.query(User).filter_by(name="Anna").one().groups = ["sales"]
        db.session.commit()
    answer = client.post(f"{PAGE}/role", data={"role": "supervisor", **data})
    with app.app_context(), company_scope(company_id):
        user = db.session.query(User).filter_by(name="Anna").one()
        if groups == "refused":
            assert (answer.status_code, user.role) == (422, "manager")
            assert 'id="reach-faults"' in answer.text
        else:
            assert (user.role, user.groups) == ("supervisor", groups)


def test_no_choice_of_groups_is_made_before_somebody_makes_it(client, anna):
    assert 'name="reach" value="all"' in client.get(PAGE).text
    assert chosen(client.get(PAGE).text) == []


@pytest.fixture
def unlinked(app, company_id, anna):
    """Makes an account with Anna's address, in this role, that belongs to no employee."""

    def make(role, company=company_id):
        with app.app_context(), company_scope(company):
            values = {"name": "Anna", "email": ANNA["email"].lower(), "password_hash": "-"}
            db.session.add(User(role=role, **values))
            db.session.commit()

    return make


def linked(app, company_id):
    with app.app_context(), company_scope(company_id):
        return db.session.query(User.employee_id).filter_by(name="Anna").scalar()


def test_an_account_with_the_address_is_linked_with_its_employee(client, unlinked, app, company_id):
    unlinked("manager")
    page = client.get(PAGE).text
    assert "belongs to no employee" in page
    assert "Invite by mail" not in page
    assert client.post(f"{PAGE}/link").status_code == 302
    assert linked(app, company_id) == 1
    page = client.get(PAGE).text
    assert (state(page), "belongs to no employee" in page) == ("active", False)


def test_an_account_is_linked_instead_of_invited(client, unlinked, app, company_id):
    client.post(f"{PAGE}/invitation", data={"email": "other@demo.example", "role": "employee"})
    unlinked("employee")
    client.post(f"{PAGE}/link")
    with app.app_context(), company_scope(company_id):
        assert db.session.query(Invitation).count() == 0


def test_nobody_links_an_account_of_another_company_or_of_an_operator(
    client, unlinked, app, company_id, other_company_id
):
    unlinked("manager", other_company_id)
    assert "belongs to no employee" not in client.get(PAGE).text
    assert client.post(f"{PAGE}/link").status_code == 404
    assert linked(app, other_company_id) is None


def test_an_owner_links_no_operator(client, unlinked, app, company_id):
    unlinked("operator")
    assert "belongs to no employee" not in client.get(PAGE).text
    assert client.post(f"{PAGE}/link").status_code == 404
    assert linked(app, company_id) is None


def test_only_who_manages_accounts_links_them(client, unlinked, app, company_id):
    unlinked("employee")
    with app.app_context(), company_scope(company_id):
        db.session.query(User).filter_by(name="Olga Owner").one().role = "manager"
        db.session.commit()
    assert "belongs to no employee" not in client.get(PAGE).text
    assert client.post(f"{PAGE}/link").status_code == 403
    assert linked(app, company_id) is None
