"""Employees from a table: what would be done is shown first, and then all good rows are taken over, or none."""

import csv
import io
import re
from html import unescape

import pytest

from app.auth.models import Invitation, User
from app.db import company_scope, db
from app.outbox.models import OutgoingMail
from app.people.employee_csv import COLUMN_OF, COLUMNS, MOST_BYTES, read_table
from app.people.models import Employee, EmployeeImport, Group
from app.people.service.groups import add_group
from app.people.service.import_plan import Addresses
from app.tables import GUARD, NoTable, write_csv
from tests.app.german import GERMAN
from tests.app.people.people import add_people
from tests.app.settings.test_pages import directory

URL = "/settings/employees/import"


@pytest.fixture
def people(app, company_id):
    """Anna, 101, in Sales; Özge, 102; and somebody with 1001."""
    with app.app_context(), company_scope(company_id):
        found = add_people()
        add_group("Sales", [found["101"]])
        add_group("Support & Rückfragen", [])
        db.session.commit()


@pytest.fixture
def employees(app, company_id):
    """What is known of them, by extension."""

    def employees():
        with app.app_context(), company_scope(company_id):
            return {
                each.extension: (each.name, each.email, each.skills, sorted(m.group.label for m in each.memberships))
                for each in db.session.query(Employee)
            }

    return employees


def send(client, table):
    """The page that says what would be done."""
    data = {"file": (io.BytesIO(table if isinstance(table, bytes) else table.encode()), "people.csv")}
    answer = client.post(URL, data=data)
    assert answer.status_code == 302, re.findall(r'faults">([^<]*)', answer.text)
    return answer.location


def counts(client, page):
    found = re.findall(r'<span class="h1 mb-0[^"]*">(\d+)</span>', client.get(page).text)
    return dict(zip(("added", "changed", "same", "faults"), map(int, found), strict=True))


TABLES = {
    "commas": "extension,name,email\n201,Jürgen Groß,j@demo.example\n".encode(),
    "semicolons": "Nebenstelle;Name;E-Mail\r\n201;Jürgen Groß;j@demo.example\r\n".encode("cp1252"),
    "tabs": "Durchwahl\tName\tE-Mail-Adresse\n201\tJürgen Groß\tj@demo.example\n".encode("utf-16"),
    "a byte order mark": "Extension,Name,Mail\n201,Jürgen Groß,j@demo.example".encode("utf-8-sig"),
    "quotes": '"Name","Extension","E-Mail"\n"Jürgen Groß","201","j@demo.example"\n\n\n'.encode(),
}


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_tables_of_many_kinds_are_read(client, table, employees):
    page = send(client, table)
    assert counts(client, page) == {"added": 1, "changed": 0, "same": 0, "faults": 0}
    client.post(page)
    assert employees()["201"][:2] == ("Jürgen Groß", "j@demo.example")


def test_a_table_that_was_pasted_is_read(client, employees):
    page = client.post(URL, data={"text": "extension\tname\n201\tعمر 🦊\n"}).location
    client.post(page)
    assert employees()["201"][0] == "عمر 🦊"


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        (b"", "There is nothing in it."),
        (b"\n \n", "There is nothing in it."),
        (b"a,b\n1,2\n", "The first line must name the columns, “extension” among them"),
        (b"extension\n101\n", "“name” among them"),
        (b"extension,name,Name\n101,A,B\n", "The column “name” is there twice."),
        (b"extension,name,mail,e-mail\n101,A,,\n", "“mail” and “e-mail” are the same column."),
        (b"extension,name\n", "There are no rows below the first line"),
        (b'extension,name\n101,Anna\n102,"Ben\n103,Cem\n', "begins in line 3 is never closed"),
        (b"PK\x03\x04\x00\x00binary", "This is no text file."),
        (b"extension,name\n" + b"1,x\n" * 20_001, "At most 20000 rows at a time."),
        (b'extension,name\n101,"' + b"x" * 200_000 + b'"\n', "Line 2 can't be read as a table."),
    ],
)
def test_what_is_no_table_is_told_beside_the_field(client, table, sentence):
    answer = client.post(URL, data={"file": (io.BytesIO(table), "people.csv")})
    assert answer.status_code == 422
    assert sentence in unescape(answer.text)
    assert 'id="file-faults"' in answer.text


def test_what_was_pasted_is_kept_when_it_is_no_table(client):
    answer = client.post(URL, data={"text": "my <table>"})
    assert answer.status_code == 422
    assert 'id="text-faults"' in answer.text
    assert "my &lt;table&gt;</textarea>" in answer.text


def test_the_columns_that_are_needed_are_named_as_the_reader_writes_them(client):
    page = unescape(client.post(URL, data={"text": "Nummer;Name\n101;A\n"}, headers=GERMAN).text)
    assert "„Nebenstelle“" in page
    assert "Nebenstelle, Name, E-Mail, Fähigkeiten, Gruppen, Rolle, Leitet." in page


@pytest.mark.parametrize(
    ("table", "lost"),
    [
        ("Nebenstelle,Name\n505,Müller, Änne\n", "Änne"),
        ("extension,name,\n505,Müller,Änne\n", "Änne"),
        ("extension;name\n505;Müller;;a;b\n", "a, b"),
    ],
)
def test_a_cell_behind_the_last_column_is_a_fault_of_its_row(client, employees, table, lost):
    page = send(client, table)
    assert counts(client, page) == {"added": 0, "changed": 0, "same": 0, "faults": 1}
    told = unescape(client.get(page).text)
    assert f">{lost}</td><td>This row has more cells than there are columns." in told
    assert '"Smith, Ann"' in told
    assert lost in client.get(f"{page}/faults.csv").text
    assert employees() == {}


def test_a_name_with_a_comma_is_written_in_quotation_marks(client, employees):
    client.post(send(client, 'extension,name,\n505, "Müller, Änne",\n'))
    assert employees()["505"][0] == "Müller, Änne"


def test_a_column_without_a_name_is_not_left_out_tacitly(client):
    page = client.get(send(client, "extension,,name,,email\n505,,Ann,x,\n")).text
    assert "left out: column 4." in page


def test_what_is_too_long_says_how_long_it_may_be(client):
    page = client.get(send(client, f"extension,name\n505,{'x' * 121}\n")).text
    assert "This is too long: at most 120 characters." in page


def test_each_row_says_what_is_wrong_and_nothing_is_changed(client, people, employees):
    before = employees()
    table = (
        "extension,name,email,skills,groups,role,Shoe size\n"
        "1,A,a@demo.example,,,,44\n"
        "110,B,,,,,\n"
        "301,,nowhere,two words,Nobody,emperor,\n"
        "302,C,,,,manager,\n"
        "303,D,,,,,\n"
        "303,E,,,,,\n"
    )
    page = client.get(send(client, table))
    faults = re.findall(
        r'<tr><td class="number">(\d+)</td><td>([^<]*)</td><td[^>]*>([^<]*)</td><td>([^<]*)</td>', unescape(page.text)
    )
    assert faults == [
        ("2", "Extension", "1", "Two to six digits, the first one not 0."),
        ("3", "Extension", "110", "This is an emergency number."),
        ("4", "Name", "–", "The name is missing."),
        ("4", "E-mail", "nowhere", "This is no e-mail address."),
        ("4", "Skills", "two words", "“two words” is not one plain word such as french."),
        ("4", "Groups", "Nobody", "There is no group “Nobody”."),
        ("4", "Role", "emperor", "There is no role “emperor”."),
        ("5", "Role", "manager", "Somebody with a role needs an e-mail for the invitation."),
        ("7", "Extension", "303", "The extension is in line 6 already."),
    ]
    assert "left out: Shoe size" in page.text
    assert employees() == before


@pytest.mark.parametrize("role", ["chef", "operator", "supervisor"])
def test_a_wrong_role_is_the_only_fault_of_its_row(client, people, role):
    page = client.get(send(client, f"extension,name,role,supervises\n103,Nobody,{role},Sales\n")).text
    assert re.findall(r'<tr><td class="number">2</td><td>([^<]*)</td>', page) == ["Role"]


@pytest.mark.parametrize("headers", [{}, GERMAN])
def test_the_columns_are_named_in_the_language_of_who_reads(client, people, headers):
    page = client.get("/settings/employees/import", headers=headers).text
    names = re.search(r"<code>(.*)</code>", page)[1].split(", ")
    assert [COLUMN_OF[name.lower()] for name in names] == list(COLUMNS)
    assert ("Nebenstelle" in names) is bool(headers)


def test_what_would_change_is_shown_and_then_done(client, people, employees, switch, app, company_id):
    table = (
        "extension;name;email;skills;groups;role;leitet\n"
        "101;Anna Kaya;anna@demo.example;french, tax;support & rückfragen;;\n"
        "102;Özge Özil;oezil@demo.example;;;;\n"
        "205;Neu Ling;neu@demo.example;;Sales|Support & Rückfragen;Teamleitung;(alle)\n"
    )
    page = send(client, table)
    assert counts(client, page) == {"added": 1, "changed": 1, "same": 1, "faults": 0}
    changed = unescape(client.get(f"{page}?view=changed").text)
    assert "<del>Anna Berg</del> <ins>Anna Kaya</ins>" in changed
    assert "<del>Sales</del> <ins>Support & Rückfragen</ins>" in changed
    told = client.get(client.post(page).location).text
    assert "1 employee was added, 1 changed." in told
    assert employees()["101"] == ("Anna Kaya", "anna@demo.example", ["french", "tax"], ["Support & Rückfragen"])
    assert employees()["205"] == ("Neu Ling", "neu@demo.example", [], ["Sales", "Support & Rückfragen"])
    assert directory(switch)["employees"]["205"]["phones"] == ["1001-205"]
    assert "a:1001-205" in switch.entries
    with app.app_context(), company_scope(company_id):
        assert [each.role for each in db.session.query(Invitation)] == ["supervisor"]
        assert db.session.query(OutgoingMail).count() == 1
        assert [each.content for each in db.session.query(EmployeeImport)] == [b""]
        assert [m.position for m in db.session.query(Group).filter_by(name="sales").one().members] == [0]


def test_a_supervisor_is_limited_to_groups_by_the_table(client, people, app, company_id):
    head = "extension,name,email,role,supervises\n"
    wrong = client.get(send(client, f"{head}205,Neu,neu@demo.example,manager,Sales\n")).text
    assert "Only supervisors are limited to groups." in wrong
    client.post(send(client, f"{head}205,Neu,neu@demo.example,supervisor,Sales\n"))
    with app.app_context(), company_scope(company_id):
        invitation = db.session.query(Invitation).one()
        assert (invitation.role, invitation.groups) == ("supervisor", ["sales"])
        values = {"name": "Neu", "email": "neu@demo.example", "role": "supervisor", "password_hash": "-"}
        db.session.add(User(employee_id=invitation.employee_id, groups=["sales"], **values))
        db.session.delete(invitation)
        db.session.commit()
    exported = client.get("/settings/employees/export.csv").data
    assert "supervisor,Sales" in exported.decode("utf-8-sig")
    assert counts(client, send(client, exported))["same"] == 4
    emptied = send(client, exported.replace(b"supervisor,Sales", b"supervisor,"))
    assert counts(client, emptied)["same"] == 4
    client.post(emptied)
    with app.app_context(), company_scope(company_id):
        assert db.session.query(User).filter_by(name="Neu").one().groups == ["sales"]


def test_columns_that_are_not_there_change_nothing(client, people, employees):
    client.post(send(client, "extension,name\n101,Anna Kaya\n"))
    assert employees()["101"] == ("Anna Kaya", "anna@demo.example", ["french"], ["Sales"])


def test_good_rows_are_taken_over_all_of_them_or_none(client, people, employees, monkeypatch):
    """The invitation of the last row is refused, as when somebody gets the address while the rows are written."""
    monkeypatch.setattr(Addresses, "invite", lambda *_: None)
    table = (
        "extension,name,email,role\n201,A,same@demo.example,employee\n202,B,,\nx,C,,\n"
        "203,D,same@demo.example,employee\n"
    )
    page = send(client, table)
    assert counts(client, page) == {"added": 3, "changed": 0, "same": 0, "faults": 1}
    before = employees()
    answer = client.post(page, headers={"Referer": f"http://localhost{page}"})
    assert "same@demo.example" in unescape(client.get(answer.location).text)
    assert employees() == before
    assert counts(client, page)["added"] == 3


def test_ten_thousand_bad_rows_are_told_a_page_at_a_time(client, people):
    rows = "".join(f"0{index},,nowhere,a b,none,none\n" for index in range(10_000))
    page = send(client, "extension,name,email,skills,groups,role\n" + rows)
    told = client.get(page)
    assert counts(client, page)["faults"] == 10_000
    assert told.text.count("<tr>") == 101
    assert len(told.data) < 200_000
    assert "Page 1 of 600" in told.text
    faults = client.get(f"{page}/faults.csv")
    assert faults.headers["Content-Disposition"] == "attachment; filename=faults.csv"
    lines = list(csv.reader(io.StringIO(faults.data.decode("utf-8-sig"))))
    assert lines[0] == ["Line", "Column", "Value", "Fault"]
    assert len(lines) == 60_001


def test_the_export_can_be_imported_again_and_is_no_formula(client, people, employees, app, company_id):
    with app.app_context(), company_scope(company_id):
        db.session.add(Employee(extension="150", name="=HYPERLINK(A1)", email="+x@demo.example"))
        db.session.commit()
    exported = client.get("/settings/employees/export.csv")
    assert exported.mimetype == "text/csv"
    rows = list(csv.DictReader(io.StringIO(exported.data.decode("utf-8-sig"))))
    assert [row["name"] for row in rows if row["extension"] == "150"] == ["'=HYPERLINK(A1)"]
    assert not [cell for row in rows for cell in row.values() if cell[:1] in tuple("=+-@")]
    assert counts(client, send(client, exported.data)) == {"added": 0, "changed": 0, "same": 4, "faults": 0}


def test_the_template_can_be_imported(client, people):
    page = send(client, client.get("/settings/employees/template.csv").data)
    assert counts(client, page)["faults"] == 0


def test_who_may_not_give_roles_imports_none(client, people, app, company_id):
    with app.app_context(), company_scope(company_id):
        db.session.query(User).one().role = "manager"
        db.session.commit()
    page = send(client, "extension,name,email,role\n201,A,a@demo.example,owner\n")
    assert counts(client, page)["faults"] == 1
    assert "You can&#39;t give or take this role." in client.get(page).text


def test_another_companys_import_is_not_there(client, other_client, people):
    page = send(client, "extension,name\n201,A\n")
    assert other_client.get(page).status_code == 404
    assert other_client.post(page).status_code == 404
    assert other_client.get(f"{page}/faults.csv").status_code == 404


@pytest.mark.parametrize("cell", ["=1+1", "+49", "-1", "@x", "\tx"])
def test_formulas_are_guarded_and_read_back(cell):
    written = write_csv([["extension", "name"], ["101", cell]])
    assert GUARD.encode() + cell.encode() in written
    assert read_table(written).rows[0].values["name"] == cell


def test_a_table_that_is_too_large_is_not_even_looked_at(in_company):
    with pytest.raises(NoTable, match="larger than 5 MB"):
        read_table(b"extension,name\n101," + b"x" * MOST_BYTES)


def test_a_broken_quote_is_no_crash():
    with pytest.raises(NoTable):
        read_table(b'extension,name\n"101,Anna\n' + b"x\n" * 200_000)
