"""Who may do what, as the views declare it, held against every route of the portal."""

from pathlib import Path

import pytest

from app.auth.models import ROLES, User
from app.db import company_scope, db
from app.rights import PUBLIC, RIGHTS, Requirement, declaration_of, right
from app.rights_doc import document
from app.status.live.events import RIGHTS_OF_PAGE
from app.web.menu import menu


@pytest.fixture
def declared(app):
    """{endpoint: what its view declares}, of every route."""
    with app.app_context():
        return {rule.endpoint: declaration_of(rule.endpoint) for rule in app.url_map.iter_rules()}


@pytest.fixture
def requests(app, declared):
    """(endpoint, method, URL) of every request that only somebody may make."""
    urls = app.url_map.bind("localhost")
    found = [
        (rule.endpoint, method, urls.build(rule.endpoint, dict.fromkeys(rule.arguments, 1), method))
        for rule in app.url_map.iter_rules()
        if declared[rule.endpoint] != PUBLIC
        for method in sorted(rule.methods - {"HEAD", "OPTIONS"})
    ]
    assert len(found) > 200
    return sorted(found, key=lambda each: each[0].endswith("become_employee"))  # who then could sign themselves out


@pytest.fixture
def as_role(app, company_id):
    """Gives the one who is signed in another role."""

    def become(role):
        with app.app_context(), company_scope(company_id):
            db.session.query(User).one().role = role
            db.session.commit()

    return become


def test_every_view_declares_its_right(declared):
    assert [endpoint for endpoint, asked in declared.items() if asked is None] == []


def test_a_view_that_declares_nothing_is_refused_to_everybody(app, client):
    app.add_url_rule("/secret", "secret", lambda: "secret")
    assert client.get("/secret").status_code == 403


def test_every_right_is_asked_for_somewhere(declared):
    asked = {right for each in declared.values() if isinstance(each, Requirement) for right in (each.read, each.change)}
    assert asked | {*RIGHTS_OF_PAGE} == set(RIGHTS)


def test_a_misspelt_right_is_an_error():
    with pytest.raises(ValueError, match="see cals"):
        right("see cals")
    with pytest.raises(ValueError, match="drew"):
        right("see flows", change="drew")


def test_the_roles_of_rights_exist():
    assert all(right.roles <= set(ROLES) for right in RIGHTS.values())


def test_the_page_of_rights_is_up_to_date(app):
    assert (Path(app.root_path).parent / "docs" / "rights.md").read_text() == document(app)


@pytest.mark.parametrize("role", ROLES)
def test_every_route_refuses_those_without_the_right(client, requests, declared, as_role, role):
    as_role(role)
    for endpoint, method, url in requests:
        if endpoint in ("auth.sign_out", "auth.end_session"):
            continue  # nobody would be signed in any more
        right = declared[endpoint].right_for(method)
        answer = client.open(url, method=method)
        assert not str(answer.location).startswith("/sign-in"), (method, url)
        assert (answer.status_code == 403) is (role not in RIGHTS[right].roles), (role, method, url)


def test_a_supervisor_of_one_group_has_the_rights_of_any_other(app, client, requests, declared, as_role, company_id):
    """And no view asks for calls or recordings without declaring that it keeps to groups: that would be a 500."""
    as_role("supervisor")
    with app.app_context(), company_scope(company_id):
        db.session.query(User).one().groups = ["sales"]
        db.session.commit()
    for endpoint, method, url in requests:
        if endpoint in ("auth.sign_out", "auth.end_session"):
            continue
        answer = client.open(url, method=method)
        assert answer.status_code < 500, (method, url)
        assert (answer.status_code == 403) is ("supervisor" not in RIGHTS[declared[endpoint].right_for(method)].roles)


def test_a_visitor_reaches_nothing_but_what_is_public(visitor, requests):
    for _endpoint, method, url in requests:
        answer = visitor.open(url, method=method)
        assert answer.status_code == 401 or answer.location.startswith("/sign-in"), (method, url)


@pytest.mark.parametrize("role", ROLES)
def test_the_menu_leads_nowhere_forbidden(app, client, declared, as_role, role):
    as_role(role)
    page = client.get("/", follow_redirects=True)
    assert page.status_code == 200
    places = menu.of(app)
    with app.test_request_context():
        for place in places:
            url = app.url_for(place.endpoint)
            shown = f'class="nav-link" href="{url}"' in page.text
            assert shown is (role in RIGHTS[declared[place.endpoint].read].roles), place.endpoint
