"""What the page of an employee's access says of groups, and of accounts that can be linked."""

import pytest

from app.auth.models import User
from app.db import company_scope, db
from app.people.service.groups import add_group
from tests.app.german import GERMAN
from tests.app.people.people import ANNA
from tests.app.people.test_access import ONLY_SALES, PAGE, state


@pytest.fixture
def anna(client):
    client.post("/settings/employees/new", data=ANNA)


@pytest.mark.parametrize(
    ("data", "is_warned"), [({"reach": "only"}, True), ({"reach": "all"}, False), (ONLY_SALES, False)]
)
def test_an_invitation_to_see_no_group_is_warned_of_like_an_account(client, anna, app, company_id, data, is_warned):
    with app.app_context(), company_scope(company_id):
        add_group("Sales", [])
        db.session.commit()
    data = {"email": "anna@demo.example", "role": "supervisor", **data}
    refused = client.post(f"{PAGE}/invitation", data={**data, "email": ""})
    invited = client.post(f"{PAGE}/invitation", data=data, follow_redirects=True)
    assert ["They will see no calls" in page.text for page in (refused, invited)] == [is_warned] * 2


@pytest.fixture
def sam(app, company_id, anna):
    """Makes Sam's account, which belongs to no employee, that of a supervisor of groups."""

    def sam(groups):
        with app.app_context(), company_scope(company_id):
            add_group("Sales", [])
            values = {"name": "Sam", "email": "sam@demo.example", "role": "supervisor", "password_hash": "-"}
            db.session.add(User(groups=groups, **values))
            db.session.commit()

    return sam


def test_who_is_refused_because_an_account_has_the_address_learns_how_to_link_it(client, sam):
    sam(None)
    page = client.post(f"{PAGE}/invitation", data={"email": "Sam@demo.example", "role": "employee"}).text
    assert "belongs to somebody else already. If this account is that of Anna" in page
    assert "under “Person”" in page
    page = client.post(f"{PAGE}/invitation", data={"email": "owner@1002.example", "role": "employee"}).text
    assert "belongs to somebody else already." in page
    assert "under “Person”" not in page


@pytest.mark.parametrize(
    ("groups", "sentence"),
    [
        (None, "It sees the calls and recordings of all groups."),
        (["sales"], "It sees the calls and recordings of Sales only."),
        ([], "It sees no calls and no recordings: no group is chosen."),
    ],
)
def test_before_an_account_is_linked_its_groups_are_told(client, sam, groups, sentence):
    sam(groups)
    client.post("/settings/employees/1", data={**ANNA, "email": "sam@demo.example", "revision": "1"})
    assert sentence in client.get(PAGE).text


def test_what_is_not_there_is_told_in_german(client, anna):
    assert state(client.get(PAGE, headers=GERMAN).text) == "kein Zugang"
