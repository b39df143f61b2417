"""The phones of an employee: their state, and how each is set up, shown once."""

import json
import re
from dataclasses import replace
from html import unescape
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from itsdangerous import TimestampSigner
from sqlalchemy import select

from app.db import company_scope, db
from app.gateways.kamailio import Registration
from app.people.models import Phone, ProvisioningLink
from app.people.phone_apps import acrobits_code, sessiontalk_code
from app.people.service.provisioning import LinkGone, make_token, redeem
from tests.app.people.people import ANNA

PAGE = "/settings/employees/1/phones"
XML = "{http://www.linphone.org/xsds/lpconfig.xsd}"


@pytest.fixture
def token(app, company_id, client):
    """Makes the token of a link for Anna's phone, whose password is "secret"."""
    client.post("/settings/employees/new", data=ANNA)

    def make():
        with app.app_context(), company_scope(company_id):
            made = make_token(db.session.scalars(select(Phone)).one(), "secret")
            db.session.commit()
            return made

    return make


def url_of(token):
    return f"/settings/provisioning/{token}.xml"


def test_the_page_shows_whether_each_phone_is_registered(client, switch):
    client.post("/settings/employees/new", data=ANNA)
    assert ">not registered<" in client.get(PAGE).text
    switch.registered["1001-101"] = [Registration("Linphone/5.2 <x>", "192.0.2.7:5060", 300)]
    page = client.get(PAGE).text
    assert ">registered<" in page
    assert "Linphone/5.2 &lt;x&gt;" in page
    assert "192.0.2.7:5060" in page
    switch.is_down = True
    assert ">state not known<" in client.get(PAGE).text


def test_a_new_password_drops_the_phone_that_has_the_old_one(client, switch):
    client.post("/settings/employees/new", data=ANNA)
    switch.registered["1001-101"] = [Registration("Old phone", "192.0.2.7:5060", 300)]
    client.post("/settings/employees/1/phones/1/password")
    assert switch.registrations("1001-101") == []


def test_the_settings_and_a_code_are_shown_once(client, config):
    page = client.post("/settings/employees/new", data=ANNA).text
    for value in (config.sip_host, str(config.sip_port), "1001-101"):
        assert f'data-copy="{value}"' in page
    assert re.search(r'role="img" aria-label="QR code for Linphone"><svg[^>]* class="qr"', page)
    assert "<script" not in page.split("<main")[1]
    assert 'class="qr"' not in client.get(PAGE).text


def test_the_link_gives_the_settings_to_linphone_once(client, visitor, token, app, company_id):
    link = url_of(token())
    answer = visitor.get(link)
    assert answer.mimetype == "application/xml"
    assert answer.headers["Cache-Control"] == "no-store"
    entries = {
        (section.get("name"), entry.get("name")): entry.text
        for section in ElementTree.fromstring(answer.text).iter(f"{XML}section")
        for entry in section
    }
    assert entries["auth_info_0", "username"] == "1001-101"
    assert entries["auth_info_0", "passwd"] == "secret"
    assert entries["proxy_0", "reg_identity"] == '"Anna Berg" <sip:1001-101@127.0.0.1>'
    assert entries["proxy_0", "reg_proxy"].endswith(";transport=tcp>")
    again = visitor.get(link)
    assert again.status_code == 410
    assert "This link was used already" in again.text
    assert "secret" not in again.text


def test_a_name_can_not_write_into_the_settings(client, visitor, token, app, company_id):
    client.post("/settings/employees/new", data={**ANNA, "extension": "102", "name": '</entry>"x" & <b>'})
    with app.app_context(), company_scope(company_id):
        link = url_of(make_token(db.session.scalars(select(Phone)).all()[-1], "secret"))
        db.session.commit()
    tree = ElementTree.fromstring(visitor.get(link).text)
    identity = next(each.text for each in tree.iter(f"{XML}entry") if each.get("name") == "reg_identity")
    assert identity.startswith('"</entry>x & <b>" <sip:')


def test_looking_at_the_head_spends_nothing(visitor, token):
    link = url_of(token())
    assert visitor.head(link).status_code == 405
    assert visitor.get(link).status_code == 200


@pytest.mark.parametrize(
    "change", [lambda text: text[:-1], lambda text: text + "a", lambda _: "x", lambda _: "W10.x.y"]
)
def test_a_link_that_was_tampered_with_gives_nothing(visitor, token, change):
    made = token()
    assert visitor.get(url_of(change(made))).status_code == 410
    assert visitor.get(url_of(made)).status_code == 200


def test_a_link_of_before_and_one_of_a_phone_that_is_gone_give_nothing(client, visitor, token, app):
    first, second = token(), token()
    assert visitor.get(url_of(first)).status_code == 410
    client.post("/settings/employees/1/phones/1/delete")
    assert visitor.get(url_of(second)).status_code == 410


def test_a_link_is_too_old_after_a_quarter_of_an_hour(visitor, token, monkeypatch):
    now = TimestampSigner.get_timestamp
    with monkeypatch.context() as clock:
        clock.setattr(TimestampSigner, "get_timestamp", lambda self: now(self) - 901)
        old = token()
    assert visitor.get(url_of(old)).status_code == 410


def test_the_database_alone_does_not_give_the_password_away(token, app):
    token()
    with app.app_context():
        row = db.session.connection().execute(select(*ProvisioningLink.__table__.columns)).one()
    assert "secret" not in str(row)


def test_a_link_can_be_used_by_one_alone(app, token):
    made = token()
    with app.app_context():
        assert redeem(made).password == "secret"
        db.session.commit()
        with pytest.raises(LinkGone):
            redeem(made)


def test_the_code_on_the_page_holds_the_link(client, visitor, config, monkeypatch):
    """What is in the code is read off the link's own route: the path is the same, and it works."""
    shown = []
    import segno

    make = segno.make
    monkeypatch.setattr(segno, "make", lambda text, **how: shown.append(text) or make(text, **how))
    page = unescape(client.post("/settings/employees/new", data=ANNA).text)
    (link,) = shown
    assert link.startswith(config.portal_url)
    password = re.search(r'password">([a-z0-9]+)<', page)[1]
    assert f">{password}</entry>" in visitor.get(urlsplit(link).path).text


def test_other_softphones_are_told_in_their_own_words(client, config):
    page = client.post("/settings/employees/new", data=ANNA).text
    for softphone in ("Groundwire", "Zoiper", "MicroSIP", "Grandstream Wave", "PortSIP"):
        assert softphone in page
    assert f'href="sip:1001-101@{config.sip_host}:{config.sip_port}"' in page
    assert f'data-copy="{config.sip_host}:{config.sip_port}"' in page
    assert page.count('class="qr"') == 1


def test_codes_are_as_their_makers_have_published_them():
    assert acrobits_code("ZENTRALE", "1001-101", "a:b@c/d") == "csc:1001-101:a%3Ab%40c%2Fd@ZENTRALE"
    head, _bar, accounts = sessiontalk_code("AcmeInc", "1001-101", 'a"b').partition("| ")
    assert head == "scloc:AcmeInc"
    assert json.loads(accounts) == {"sipaccounts": [{"sipusername": "1001-101", "sippassword": 'a"b'}]}


def test_a_code_is_there_for_an_app_that_knows_the_exchange(client, app, config):
    app.config["ZENTRALE"] = replace(config, acrobits_cloud_id="ZENTRALE", sessiontalk_provider_id="Acme")
    page = client.post("/settings/employees/new", data=ANNA).text
    for softphone in ("Linphone", "Cloud Softphone", "SessionTalk"):
        assert f'aria-label="QR code for {softphone}"' in page
    assert page.count('class="qr"') == 3
