"""Each step is done in place; what is wrong is said beside its field, and nothing that was typed is lost."""

import pytest

from app.auth.models import Invitation, User
from app.company.models import Company
from app.db import db, now
from app.exchange import service as exchange
from app.flows import numbers, service
from app.flows.models import Flow, FlowVersion
from app.gateways.kamailio import Registration, switch_table
from app.guide.outline import Outline
from app.guide.resources import ring_target
from app.hours.models import Calendar
from app.people.models import Employee, Group
from app.people.service.groups import delete_group
from app.voice.models import Prompt
from tests.app.journal_of_calls import NUMBER
from tests.designer.drawing import flow, node


@pytest.fixture
def people(client):
    """Two of them; the first one is who is signed in."""
    client.post("/start/employees", data=rows(("Anna Berg", "101", ""), ("Ben Kaya", "102", ""), me=True))


def rows(*given, me=False, **more):
    data = {"count": str(len(given)), **more}
    for index, row in enumerate(given):
        data |= {f"row{index}-{name}": value for name, value in zip(("name", "extension", "email"), row, strict=True)}
    return data | ({"row0-is_me": "y"} if me else {})


def drawn(**chosen):
    return {"template": "everybody", "who": "everybody", "second": "employee:102", "calendar": "", **chosen} | {
        name: chosen.get(name, value)
        for name, value in {"what_1": "Sales", "what_2": "Support", "opens": "09:00", "closes": "17:00"}.items()
    }


def test_one_company_alone_gives_itself_a_number(client, alone):
    assert client.post("/start/number", data={"number": "+49 30 555-010"}).location == "/start/employees"
    page = client.get("/start/number").text
    assert NUMBER in page
    assert "Go on: Who takes calls" in page


def test_the_number_is_read_by_the_country_that_is_chosen_with_it(client, alone, app):
    client.post("/start/number", data={"country": "AT", "number": "01 234567"})
    assert "+431234567" in client.get("/start/number").text
    with app.app_context():
        assert db.session.query(Company).filter_by(customer_number="1001").one().country == "AT"


@pytest.mark.parametrize(
    ("number", "sentence"), [("030 12", "The number is too short."), ("", "This field is required")]
)
def test_a_bad_number_is_kept_and_told(client, alone, number, sentence):
    answer = client.post("/start/number", data={"number": number})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert f'value="{number}"' in answer.text


def test_where_the_operator_gives_numbers_it_is_said_and_an_inner_one_is_offered(client):
    page = client.get("/start/number").text
    assert "Ask your operator for a number" in page
    assert "1001" in page
    assert 'value="200"' in page
    answer = client.post("/start/number", data={"number": NUMBER})
    assert answer.status_code == 422
    assert "given and taken by the operator" in answer.text
    assert client.post("/start/number", data={"number": "200"}).location == "/start/employees"


def test_people_are_entered_with_phones_in_the_browser_and_one_is_me(client, in_company):
    page = client.get("/start/employees").text
    assert [f'value="{each}"' in page for each in ("101", "102", "103")] == [True] * 3
    me = db.session.query(User).one()
    data = rows(
        (me.name, "101", me.email), ("Zoë 🌻 ברוך", "102", "zoe@example.org"), ("", "103", ""), me=True, invites="1"
    )
    assert client.post("/start/employees", data=data).location == "/start/voice"
    db.session.expire_all()
    assert [each.name for each in db.session.query(Employee)] == [me.name, "Zoë 🌻 ברוך"]
    assert {each.phones[0].is_browser for each in db.session.query(Employee)} == {True}
    assert me.employee_id == db.session.query(Employee).filter_by(extension="101").one().id
    assert [each.email for each in db.session.query(Invitation)] == ["zoe@example.org"]


@pytest.mark.parametrize(
    ("second", "sentence"),
    [
        (("Ben", "101", ""), "This extension is in another row, too."),
        (("Ben", "112", ""), "This is an emergency number."),
        (("Ben", "0", ""), "Two to six digits"),
        (("Ben", "102", "ben"), "This is no e-mail address."),
        (("", "102", "ben@example.org"), "This field is required."),
    ],
)
def test_one_bad_row_keeps_all_rows_and_enters_nobody(client, in_company, second, sentence):
    answer = client.post("/start/employees", data=rows(("Anna", "101", ""), second))
    assert answer.status_code == 422
    assert sentence in answer.text
    assert 'value="Anna"' in answer.text
    assert db.session.query(Employee).count() == 0


def test_who_is_somebody_else_stays_so_when_there_is_a_fault(client, in_company):
    answer = client.post("/start/employees", data=rows(("Anna", "0", "")))
    assert 'name="row0-is_me"' in answer.text
    assert "checked" not in answer.text.partition('name="row0-is_me"')[0].rpartition("<input")[2]
    client.post("/start/employees", data=rows(("Anna", "101", "")))
    assert db.session.query(User).one().employee_id is None


def test_an_extension_that_is_taken_enters_nobody(client, in_company, people):
    answer = client.post("/start/employees", data=rows(("Carl", "103", ""), ("Dora", "102", "")))
    assert answer.status_code == 422
    assert "belongs to another employee" in answer.text
    assert db.session.query(Employee).count() == 2


def test_an_address_that_has_an_account_already_is_said_beside_it(client, in_company):
    email = db.session.query(User).one().email
    answer = client.post("/start/employees", data=rows(("Carl", "103", email), invites="1"))
    assert answer.status_code == 422
    assert 'id="row0-email-faults"' in answer.text
    assert db.session.query(Employee).count() == 0


def test_no_name_at_all_is_said_and_more_rows_lose_nothing(client):
    answer = client.post("/start/employees", data=rows(("", "101", "")))
    assert answer.status_code == 422
    assert "Enter at least one name." in answer.text
    answer = client.post("/start/employees", data=rows(("Anna", "101", ""), more="1"))
    assert answer.status_code == 200
    assert 'value="Anna"' in answer.text
    assert 'name="row2-name"' in answer.text
    assert 'value="103"' in answer.text


def test_the_greeting_is_written_beforehand_and_replaced_the_second_time(client, in_company):
    assert "Welcome to Demo GmbH." in client.get("/start/voice").text
    german = client.get("/start/voice", headers={"Accept-Language": "de"}).text
    assert "Willkommen bei Demo GmbH" in german
    for text in ("Hello, this is Demo.", "Hello again."):
        data = {"source": "speech", "text": text, "language": "en", "kind": "announcement"}
        assert client.post("/start/voice", data=data).location.startswith("/start/")
    prompt = db.session.query(Prompt).one()
    assert (prompt.text, prompt.version) == ("Hello again.", 2)
    assert "Hello again." in client.get("/start/voice").text


def test_a_greeting_without_words_or_sound_is_told_beside_it(client):
    data = {"language": "en", "kind": "announcement"}
    answer = client.post("/start/voice", data={**data, "source": "speech", "text": " "})
    assert answer.status_code == 422
    assert "Write what callers are to hear." in answer.text
    answer = client.post("/start/voice", data={**data, "source": "upload"}, headers={"Accept": "application/json"})
    assert answer.json["errors"] == {"sound": ["Record something, or choose a file."]}


def test_without_people_the_drawing_says_what_is_missing(client):
    assert "There is nobody yet who could be rung" in client.get("/start/flow").text


def test_a_group_of_everybody_that_was_deleted_passes_nothing_on(in_company, people):
    employees = list(db.session.query(Employee))
    assert ring_target(employees) == "group:guide-all"
    delete_group(db.session.query(Group).one())
    db.session.flush()
    assert [ring_target(employees) for _again in range(2)] == ["group:guide-all-2"] * 2
    assert db.session.query(Group).count() == 1


@pytest.mark.parametrize("template", ["everybody", "hours", "voicemail"])
@pytest.mark.parametrize("has_greeting", [True, False])
def test_each_drawing_is_looked_at_and_published_without_a_fault(
    client, alone, in_company, people, template, has_greeting
):
    client.post("/start/number", data={"number": NUMBER})
    if has_greeting:
        client.post("/start/voice", data={"source": "speech", "text": "Hello there.", "language": "en"})
    assert client.post("/start/flow", data=drawn(template=template)).location == "/start/flow"
    page = client.get("/start/flow").text
    assert "nobody hears it yet" in page
    assert ("Hello there." if has_greeting else "Welcome to Demo GmbH.") in page
    drawing = db.session.query(Flow).one().draft
    assert service.check(drawing)[1] == ()
    assert exchange.published_on(NUMBER) is None
    row = numbers.find_number(NUMBER)
    assert client.post("/start/flow/publish", data={"number": row.id}).location == "/start/call"
    assert exchange.published_on(NUMBER) is not None


def test_the_template_is_filled_with_what_was_chosen(client, in_company, people):
    client.post("/start/flow", data=drawn(template="hours", what_1="Orders", opens="08:30", closes="12:00"))
    calendar, group = db.session.query(Calendar).one(), db.session.query(Group).one()
    assert calendar.week == [[[510, 720]]] * 5 + [[]] * 2
    assert [member.employee.extension for member in group.members] == ["101", "102"]
    blocks = Outline(db.session.query(Flow).one().draft).blocks
    assert [block.label for block in blocks] == ["Main number", "Are we open?"]
    opened = dict(blocks[-1].branches)["Open"]
    assert opened[-1].detail == "For Orders, press 1. For Support, press 2."
    assert [way for way, _blocks in opened[-1].branches] == ["Key 1, No key pressed, Wrong key", "Key 2"]
    client.post("/start/flow", data=drawn(template="voicemail", who="employee:101"))
    assert db.session.query(Flow).count() == 1
    assert db.session.query(Calendar).count() == 1


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"opens": "25:00"}, "is no time between 0:00 and 23:59."),
        ({"what_2": " "}, "Say in a word what the key is for."),
        ({"who": "employee:999"}, "Not a valid choice."),
        ({"template": "nonsense"}, "Not a valid choice."),
    ],
)
def test_what_is_wrong_with_a_choice_is_told_and_nothing_is_drawn(client, in_company, people, wrong, sentence):
    answer = client.post("/start/flow", data=drawn(**{"template": "hours", "what_1": "Orders", **wrong}))
    assert answer.status_code == 422
    assert sentence in answer.text
    assert 'value="Orders"' in answer.text
    assert db.session.query(Flow).count() == 0
    assert db.session.query(Group).count() == 0


def test_a_number_in_service_goes_on_until_the_new_drawing_is_published(client, alone, in_company, people):
    client.post("/start/number", data={"number": NUMBER})
    number = numbers.find_number(NUMBER)
    client.post("/start/flow", data=drawn())
    client.post("/start/flow/publish", data={"number": number.id})
    first = exchange.published_on(NUMBER)[1].sha
    client.post("/start/flow", data=drawn(template="voicemail"))
    assert exchange.published_on(NUMBER)[1].sha == first
    client.post("/start/flow/publish", data={"number": number.id})
    assert exchange.published_on(NUMBER)[1].sha != first
    assert db.session.query(FlowVersion).count() == 2
    assert client.post("/start/flow/publish", data={"number": "4711"}).status_code == 422


def test_a_number_that_comes_later_leads_to_what_was_published(client, alone, in_company, people):
    client.post("/start/flow", data=drawn())
    assert client.post("/start/flow/publish").location == "/start/number"
    assert "You need a number first." in client.get("/start/call").text
    client.post("/start/number", data={"number": NUMBER})
    assert exchange.published_on(NUMBER) is not None


def test_the_first_call_says_what_it_needs(client, alone, in_company, people):
    assert "You need a number first." in client.get("/start/call").text
    client.post("/start/number", data={"number": NUMBER})
    assert "Draw the way of a call and publish it first." in client.get("/start/call").text
    client.post("/start/flow", data=drawn())
    number = numbers.find_number(NUMBER)
    client.post("/start/flow/publish", data={"number": number.id})
    assert "Ring my phone" in client.get("/start/call").text
    answer = client.post("/start/call", data={"number": number.id}, follow_redirects=True)
    assert "None of your phones is connected" in answer.text
    assert client.post("/start/call", data={"number": "4711"}).status_code == 404
    assert client.get("/start/call?since=yesterday").status_code == 200
    assert client.get("/start/call/heard/9999999999").status_code == 200


def test_the_first_call_says_whether_the_phone_really_rings(client, alone, in_company, people):
    """Whoever has been rung may lose the connection, or not answer."""
    client.post("/start/number", data={"number": NUMBER})
    client.post("/start/flow", data=drawn())
    client.post("/start/flow/publish", data={"number": numbers.find_number(NUMBER).id})
    just_now = int(now().timestamp())
    table = switch_table()
    table.registered["1001-101-web"] = [Registration("Zentrale", "192.0.2.1:5060", 60)]
    assert "Your phone rings. Answer it." in client.get(f"/start/call/heard/{just_now}").text
    table.registered.clear()
    assert "The connection to your phone is lost." in client.get(f"/start/call/heard/{just_now}").text
    assert "Your phone was not answered." in client.get(f"/start/call/heard/{just_now - 120}").text


def test_who_is_no_employee_becomes_one_on_the_way(client, alone, in_company):
    client.post("/start/number", data={"number": NUMBER})
    client.post("/start/employees", data=rows(("Anna Berg", "101", "")))
    client.post("/start/flow", data=drawn(who="employee:101", second="employee:101"))
    client.post("/start/flow/publish", data={"number": numbers.find_number(NUMBER).id})
    assert "You need a phone" in client.get("/start/call").text
    assert client.post("/start/call/employee").location == "/start/call"
    assert "Ring my phone" in client.get("/start/call").text


def test_who_has_a_flow_of_their_own_is_shown_it(client, alone, in_company, people):
    row = numbers.add_number(NUMBER, service.add_flow("By hand", drawing_by_hand()))
    service.publish(row.flow, "test")
    db.session.commit()
    page = client.get("/start/flow").text
    assert "Your calls have a way already" in page
    assert "By hand" in page


def drawing_by_hand():
    return flow([node("bye", "hangup")])
