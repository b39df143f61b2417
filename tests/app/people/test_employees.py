"""The list of employees, and the page of one."""

import re
from io import BytesIO

import pytest

from app.auth.models import User
from app.db import company_scope, db
from app.hours.service import add_calendar
from app.people.models import Employee, Group
from app.people.service.employee_list import PAGE
from app.people.service.employees import ExtensionTaken, add_employee, next_extension
from app.people.service.groups import add_group
from tests.app.people.people import ANNA, add_people, png

URL = "/settings/employees"
SEARCH = '<button class="btn btn-outline-primary" type="submit">'


@pytest.fixture
def people(app, company_id):
    """Ids by extension. Anna is in Sales, and Özge is a manager in the portal."""
    with app.app_context(), company_scope(company_id):
        found = add_people()
        add_group("Sales", [found["101"]])
        mail = found["102"].email
        db.session.add(User(name="Özge", email=mail, role="manager", password_hash="-", employee_id=found["102"].id))
        db.session.commit()
        return {extension: each.id for extension, each in found.items()}


def shown(client, query=""):
    """The extensions on the list, in their order."""
    page = client.get(f"{URL}?{query}")
    assert page.status_code == 200
    return re.findall(r'<td><span class="extension">(\d+)<', page.text)


@pytest.mark.parametrize(
    ("query", "extensions"),
    [
        ("", ["101", "102", "1001"]),
        ("text=berg", ["101"]),
        ("text=ÖZIL", ["102"]),
        ("text=10", ["101", "102", "1001"]),
        ("text=oezil@", ["102"]),
        ("text=🦊", ["1001"]),
        ("text=%25", []),
        ("text=_", []),
        ("group=sales", ["101"]),
        ("group=nobody", []),
        ("role=manager", ["102"]),
        ("role=none", ["101", "1001"]),
        ("role=emperor", ["101", "102", "1001"]),
        ("sort=name", ["101", "102", "1001"]),
        ("sort=name&falling=1", ["1001", "102", "101"]),
        ("sort=email", ["101", "102", "1001"]),
        ("sort=password_hash", ["101", "102", "1001"]),
        ("page=2", []),
        ("page=-1", ["101", "102", "1001"]),
        ("page=" + "9" * 400, ["101", "102", "1001"]),
    ],
)
def test_the_list_is_searched_sorted_and_narrowed(client, people, query, extensions):
    assert shown(client, query) == extensions


@pytest.fixture
def absent(people, app, company_id):
    """Anna is on do not disturb, with voicemail when she is busy; Özge's calendar is never open; who has 1001 forwards
    all calls to Anna, and to Sales when busy."""
    with app.app_context(), company_scope(company_id):
        found = {each.extension: each for each in db.session.query(Employee)}
        never = add_calendar("Never", [[]] * 7, {})
        found["101"].chosen, found["101"].forward_busy = "do_not_disturb", "voicemail"
        found["102"].hours_id, found["102"].forward_no_answer = never.id, "outside:+49301"
        found["1001"].forward_always, found["1001"].forward_busy = "employee:101", "group:sales"
        add_employee("103", "There")
        db.session.add(Employee(extension="104", name="Without a phone"))
        db.session.commit()


def test_the_list_says_who_is_rung_now_and_where_else_calls_go(client, absent):
    def said(extension):
        row = client.get(f"{URL}?text={extension}").text.split("<tbody>")[1].split("</tr>")[0]
        return re.sub(r"\s+", " ", re.sub(r"</?[^>]*>", " ", row.split('"extension"')[1]))

    assert "Do not disturb All calls: voicemail" in said("101")
    assert "Outside hours All calls: +49301" in said("102")
    assert "All calls: Anna Berg (101) When busy: Sales" in said("1001")
    assert "Not connected" in said("103")
    assert "Not connected" in said("104")


@pytest.mark.parametrize(
    ("state", "extensions"),
    [
        ("do_not_disturb", ["101"]),
        ("outside_hours", ["102"]),
        ("forwards", ["101", "102", "1001"]),
        ("not_connected", ["103", "104", "1001"]),
        ("free", []),
        ("x", 5),
    ],
)
def test_the_list_is_narrowed_to_who_is_rung_now(client, absent, state, extensions):
    found = shown(client, f"state={state}")
    assert found == extensions or len(found) == extensions


def test_the_list_has_pages(client, app, company_id):
    with app.app_context(), company_scope(company_id):
        db.session.add_all(Employee(extension=str(200 + index), name=f"Nr {index}") for index in range(PAGE + 1))
        db.session.commit()
    assert len(shown(client)) == PAGE
    assert shown(client, "page=2") == [str(200 + PAGE)]
    assert "51 employees" in client.get(URL).text


def test_another_companys_people_are_not_on_the_list(other_client, people):
    assert shown(other_client) == []


def test_an_empty_list_says_what_to_do(client):
    page = client.get(URL).text
    assert "Enter the people who are to take calls." in page
    assert f'href="{URL}/new"' in page


def test_the_next_free_extension_is_suggested(client, people, in_company):
    assert 'value="103"' in client.get(f"{URL}/new").text
    db.session.add(Employee(extension="999", name="Last"))
    assert next_extension() == "100"


def test_emergency_numbers_are_not_suggested(in_company):
    db.session.add(Employee(extension="109", name="Anna"))
    assert next_extension() == "111"
    db.session.add(Employee(extension="111", name="Ben"))
    assert next_extension() == "113"


def test_an_extension_is_no_inner_number_of_the_company(client, in_company):
    from app.flows.numbers import add_number
    from app.flows.service import add_flow, publish

    flow = add_flow("Main")
    end = {"id": "bye", "type": "hangup", "label": "", "settings": {}, "position": {"x": 0, "y": 0}}
    wire = {"from": "start", "outlet": "next", "to": "bye"}
    flow.draft = {**flow.draft, "nodes": [*flow.draft["nodes"], end], "wires": [wire]}
    publish(flow, "Olga")
    add_number("200", flow)
    db.session.commit()
    page = client.post(f"{URL}/new", data={**ANNA, "extension": "200"})
    assert page.status_code == 422
    assert "200 is a number that leads elsewhere." in page.text


def test_a_number_to_which_nothing_is_assigned_yet_is_nobodys_extension(in_company):
    from app.flows.numbers import add_number

    add_number("201")
    with pytest.raises(ExtensionTaken, match="201 is a number that leads elsewhere"):
        add_employee("201", "Anna")


def test_names_of_any_script_are_kept(client, people):
    page = client.get(URL).text
    assert re.search(r'dir="auto"[^>]*>عمر 🦊<', page)
    saved = client.post(f"{URL}/{people['1001']}", data={"name": "يوسف 👩‍👧", "revision": 1}, follow_redirects=True)
    assert "يوسف 👩‍👧" in saved.text


def test_the_second_of_two_who_change_somebody_sees_what_the_first_did(client, people):
    url = f"{URL}/{people['101']}"
    assert 'name="revision" type="hidden" value="1"' in client.get(url).text
    client.post(url, data={"name": "Anna Kaya", "email": "kaya@demo.example", "revision": 1})
    late = client.post(url, data={"name": "Anne Berg", "email": "kaya@demo.example", "skills": "tax", "revision": 1})
    assert late.status_code == 409
    assert "Olga Owner has changed this while you were writing" in late.text
    theirs = late.text.split('class="table table-sm conflict"')[1].split("</table>")[0]
    assert "Anna Kaya" in theirs
    assert "Anne Berg" in theirs
    assert "kaya@" not in theirs
    assert 'value="Anne Berg"' in late.text
    assert 'value="tax"' in late.text
    assert 'name="revision" type="hidden" value="2"' in late.text
    assert "Anna Kaya" in client.get(url).text
    client.post(url, data={"name": "Anne Berg", "email": "kaya@demo.example", "skills": "tax", "revision": 2})
    assert 'value="Anne Berg"' in client.get(url).text


def test_a_form_without_its_revision_saves_nothing(client, people):
    assert client.post(f"{URL}/{people['101']}", data={"name": "Anne"}).status_code == 422
    assert client.post(f"{URL}/{people['101']}", data={"name": "Anne", "revision": "x"}).status_code == 422
    assert "Anne" not in client.get(f"{URL}/{people['101']}").text


def test_faults_are_told_beside_their_field_and_nothing_is_lost(client, people):
    page = client.post(f"{URL}/{people['101']}", data={"name": "", "email": "nowhere", "skills": "a b", "revision": 1})
    assert page.status_code == 422
    assert re.search(r'id="email-faults">This is no e-mail address\.<', page.text)
    assert 'value="nowhere"' in page.text
    assert 'value="a b"' in page.text
    assert 'id="name-faults"' in page.text


def test_skills_that_are_in_use_are_offered(client, people):
    assert 'data-skill="french"' in client.get(f"{URL}/{people['102']}").text


def photo_of(client, employee_id):
    """The URL of the photo on the employee's page, or None."""
    found = re.search(r'src="(/settings/employees/\d+/photo-[^"]+)"', client.get(f"{URL}/{employee_id}").text)
    return found and found[1]


def send(client, employee_id, data, name="anna.png"):
    return client.post(f"{URL}/{employee_id}/photo", data={"photo": (BytesIO(data), name)})


def test_a_photo_is_made_small_and_can_be_removed(client, other_client, people):
    anna = people["101"]
    assert send(client, anna, png(300, 200)).status_code == 302
    first = photo_of(client, anna)
    picture = client.get(first)
    assert picture.mimetype == "image/jpeg"
    assert picture.data.startswith(b"\xff\xd8\xff")
    assert picture.headers["Cache-Control"] == "private, max-age=31536000, immutable"
    assert first in client.get(URL).text
    assert other_client.get(first).status_code == 404
    client.post(f"{URL}/{anna}/photo/delete")
    assert photo_of(client, anna) is None
    assert client.get(first).status_code == 404


@pytest.mark.parametrize("data", [b"a text", b"\xff\xd8\xff\xe0 a text", png(64, 64, said_width=30_000_000), b""])
def test_what_is_no_picture_is_told_beside_the_field(client, people, data):
    page = send(client, people["101"], data, "anna.jpg")
    assert page.status_code == 422
    assert re.search(r'id="photo-faults">This can&#39;t be read as a picture', page.text)
    assert photo_of(client, people["101"]) is None


def test_without_ffmpeg_the_photo_stays_as_it_was(client, people, monkeypatch):
    send(client, people["101"], png(300, 200))
    before = photo_of(client, people["101"])
    monkeypatch.setenv("PATH", "/nowhere")
    page = send(client, people["101"], png(100, 100))
    assert page.status_code == 422
    assert "ffmpeg is not installed" in page.text
    assert photo_of(client, people["101"]) == before


def test_who_may_only_look_is_offered_nothing_to_change(client, app, people, company_id):
    with app.app_context(), company_scope(company_id):
        db.session.query(User).filter_by(name="Olga Owner").one().role = "supervisor"
        db.session.commit()
    for path in ("", f"/{people['101']}", f"/{people['101']}/phones"):
        main = client.get(URL + path).text.split("<main")[1].split("</main>")[0]
        assert 'type="submit"' not in main.replace(SEARCH, "")
    assert "disabled>" in client.get(f"{URL}/{people['101']}").text
    assert client.post(f"{URL}/{people['101']}", data={"name": "X", "revision": 1}).status_code == 403


def test_groups_of_somebody_lead_to_the_group(client, people, in_company):
    group = db.session.query(Group).one()
    assert f'href="/settings/groups/{group.id}"' in client.get(f"{URL}/{people['101']}").text
