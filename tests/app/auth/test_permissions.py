"""The table of who may do what, held against every route of the portal."""

import pytest

from app.auth.models import ROLES, User
from app.auth.permissions import ENDPOINTS, PUBLIC, RIGHTS, SAFE
from app.db import company_scope, db
from app.web.menu import menu


@pytest.fixture
def requests(app):
    """(endpoint, method, URL) of every request that only somebody may make."""
    urls = app.url_map.bind("localhost")
    found = [
        (rule.endpoint, method, urls.build(rule.endpoint, dict.fromkeys(rule.arguments, 1), method))
        for rule in app.url_map.iter_rules()
        if rule.endpoint not in PUBLIC
        for method in sorted(rule.methods - {"HEAD", "OPTIONS"})
    ]
    assert len(found) > 200
    return found


@pytest.fixture
def as_role(app, company_id):
    """Gives the one who is signed in another role."""

    def become(role):
        with app.app_context(), company_scope(company_id):
            db.session.query(User).one().role = role
            db.session.commit()

    return become


def test_the_table_has_every_route_and_nothing_else(app):
    routes = {rule.endpoint for rule in app.url_map.iter_rules()} - PUBLIC
    assert routes == set(ENDPOINTS)


def test_every_right_is_asked_for_somewhere_and_only_real_ones():
    asked = {right for pair in ENDPOINTS.values() for right in pair}
    assert asked <= set(RIGHTS)
    assert all(right.roles <= set(ROLES) for right in RIGHTS.values())


@pytest.mark.parametrize("role", ROLES)
def test_every_route_refuses_those_without_the_right(client, requests, as_role, role):
    as_role(role)
    for endpoint, method, url in requests:
        if endpoint in ("auth.sign_out", "auth.end_session"):
            continue  # nobody would be signed in any more
        right = ENDPOINTS[endpoint][method not in SAFE]
        refused = client.open(url, method=method).status_code == 403
        assert refused is (role not in RIGHTS[right].roles), (role, method, url)


def test_a_visitor_reaches_nothing_but_what_is_public(visitor, requests):
    for _endpoint, method, url in requests:
        answer = visitor.open(url, method=method)
        assert answer.status_code == 401 or answer.location.startswith("/sign-in"), (method, url)


@pytest.mark.parametrize("role", ROLES)
def test_the_menu_leads_nowhere_forbidden(app, client, as_role, role):
    as_role(role)
    page = client.get("/", follow_redirects=True)
    assert page.status_code == 200
    places = menu.of(app)
    with app.test_request_context():
        for place in places:
            url = app.url_for(place.endpoint)
            shown = f'class="nav-link" href="{url}"' in page.text
            assert shown is (role in RIGHTS[ENDPOINTS[place.endpoint][0]].roles), place.endpoint
