"""Lists of callers: as people write them, and as the switch gets them."""

import io

import pytest

from app.audit.models import AuditEntry
from app.db import company_scope, db
from app.flows import numbers, service
from app.lists import service as lists
from app.lists.callers import MOST_ENTRIES, Caller, read_callers, read_entry
from app.lists.models import CallerList
from app.lists.packed import Broken, pack, unpack
from app.numbering import plan_of
from app.tables import Row, read_csv, read_rows, write_csv
from designer.drawing.compiler import compile_flow
from designer.trying.script import Script
from designer.trying.simulate import simulate
from tests.app.journal_of_calls import MORNING
from tests.app.lists.conftest import VIPS
from tests.app.settings.test_pages import directory
from tests.designer.drawing import DIRECTORY, KNOWN, flow, node

BAD_ROWS = "Number;Note\n" + "\n".join(f"x{index};Nobody" for index in range(10_000))


def decides_by(name):
    nodes = [node("who", "caller_list", list=name), node("end", "hangup")]
    return flow(nodes, ("who", "listed", "end"), ("who", "other", "end"))


@pytest.mark.parametrize(
    ("text", "country", "entry"),
    [
        ("+49 (170) 123-45", "DE", "+4917012345"),
        ("+49 (0)170 12345", "DE", "+4917012345"),
        ("0049 170 12345", "CH", "+4917012345"),
        ("0170/12345", "DE", "+4917012345"),
        ("044 668 18 00", "CH", "+41446681800"),
        ("06 1234567", "IT", "+39061234567"),
        ("0170*", "DE", "+49170*"),
        ("+49\u00a0170\u20135*", "", "+491705*"),
        ("+49 0170*", "DE", "+49170*"),
        ("0049 0170*", "DE", "+49170*"),
        ("(202)*", "US", "+1202*"),
        ("1 202*", "US", "+1202*"),
        ("090*", "JP", "+8190*"),
        ("10*", "DE", "10*"),
        ("20*", "US", "20*"),
        ("101", "DE", "101"),
        ("Anonymous", "DE", "anonymous"),
        ("anonym", "DE", "anonymous"),
    ],
)
def test_numbers_are_read_as_people_write_them(app, text, country, entry):
    with app.test_request_context():
        assert read_entry(text, plan_of(country)) == entry


@pytest.mark.parametrize(
    ("text", "country"),
    [
        *[(text, "DE") for text in ("", "Anna", "*", "+", "+0123", "+49170**", "4.9E+11", "=1+1", "+" + "1" * 21)],
        ("0170 12345", "US"),
        ("49170*", "DE"),
        ("1202*", "US"),
        ("011*", "AR"),
        ("٠١٧٠", "DE"),
        ("📞", "DE"),
    ],
)
def test_what_is_no_number_is_refused(app, text, country):
    with app.test_request_context(), pytest.raises(ValueError, match="“"):
        read_entry(text, plan_of(country))


def test_every_bad_line_is_told_and_what_is_there_already_is_left(app):
    with app.test_request_context():
        read = read_callers(read_rows("0170 1, Ben\nAnna\n*\n+491701\n0171 1"), plan_of("DE"), {"+491711"})
    assert read.new == [Caller("+491701", "Ben")]
    assert read.known == 1
    assert [(fault.line, fault.sentence.split("”")[0][1:]) for fault in read.faults] == [
        (2, "Anna"),
        (3, "*"),
        (4, "+491701"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", list(",;\t|"))
def test_a_csv_file_may_come_from_any_program(app, encoding, delimiter):
    text = delimiter.join(("0170 1", "Größe & Söhne")) + "\r\n" + delimiter.join(("0170 2", "Zoë")) + "\r\n"
    with app.test_request_context():
        found = read_csv(text.encode(encoding))
    assert found == [Row(1, ("0170 1", "Größe & Söhne")), Row(2, ("0170 2", "Zoë"))]


def test_columns_are_found_by_their_names(app):
    table = read_rows("Kunde;Bemerkung;Telefon\nAnna;lieb;0170 1\n")
    with app.test_request_context():
        assert read_callers(table, plan_of("DE"), ()).new == [Caller("+491701", "lieb")]


@pytest.mark.parametrize("data", [b"\x00\x01\x02", b"\xff\xfe\x00", b'a,"' + b"x" * 200_000])
def test_what_is_no_table_is_refused(app, data):
    with app.test_request_context(), pytest.raises(ValueError, match=r"no text file|can't be read"):
        read_csv(data)


def test_what_was_exported_is_imported_again_and_is_no_formula(app):
    table = [["+491701", "=HYPERLINK(1)"], ["anonymous", "-1"], ["101", "plain"]]
    data = write_csv(table, ";")
    assert b"'+491701;'=HYPERLINK(1)" in data
    with app.test_request_context():
        assert [list(row.cells) for row in read_csv(data)] == table


def test_what_is_packed_comes_back_or_is_refused(app):
    assert unpack(pack("0170 1, Zoë")) == "0170 1, Zoë"
    with app.test_request_context():
        for broken in ("", "x", pack("a")[:-5], pack("0" * 5_000_000)):
            with pytest.raises(Broken):
                unpack(broken)


def test_a_list_goes_to_the_switch(client, switch, vips):
    assert directory(switch)["lists"] == {"vips": ["+4917012345", "+49171*", "anonymous"]}
    assert client.post(f"{vips}/add", data={"number": "0172 1", "note": "Ben"}).status_code == 302
    client.post(f"{vips}/remove", data={"entry": ["1", "3"]})
    assert directory(switch)["lists"] == {"vips": ["+49171*", "+491721"]}
    client.post(f"{vips}/delete")
    assert directory(switch)["lists"] == {}


def test_two_lists_are_ready_made(client, switch):
    assert "Make VIP and Blocked" in client.get("/settings/lists").text
    client.post("/settings/lists/ready-made")
    client.post("/settings/lists/ready-made")
    assert directory(switch)["lists"] == {"blocked": [], "vip": []}


@pytest.mark.parametrize("change", [{"many": "nobody"}, {"label": ""}])
def test_a_faulty_list_is_not_kept_and_nothing_typed_is_lost(client, app, company_id, change):
    page = client.post("/settings/lists/new", data={**VIPS, **change})
    assert page.status_code == 422
    assert {**VIPS, **change}["many"].splitlines()[0] in page.text
    with app.app_context(), company_scope(company_id):
        assert db.session.query(CallerList).count() == 0


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        ("Anna", "“Anna” is no number. Write it like"),
        ("0170 12345", "is on the list already"),
        ("", "This field is required."),
    ],
)
def test_a_faulty_caller_is_told_beside_the_field(client, rows, vips, number, sentence):
    page = client.post(f"{vips}/add", data={"number": number, "note": "👑 ملك"})
    assert page.status_code == 422
    assert sentence in page.text
    assert 'value="👑 ملك"' in page.text
    assert len(rows()) == 3


def test_many_are_pasted_or_none(client, rows, vips):
    page = client.post(f"{vips}/add-many", data={"many": "0172 1\nAnna\n0172 2, Ben"})
    assert page.status_code == 422
    assert "1 line can't be taken." in page.text
    assert "0172 2, Ben" in page.text
    assert len(rows()) == 3
    client.post(f"{vips}/add-many", data={"many": "0172 1\n0172 2, Ben\n+49171*"})
    assert rows()[3:] == [("+491721", ""), ("+491722", "Ben")]


def test_callers_are_found_by_number_and_note(client, vips):
    client.post(f"{vips}/add-many", data={"many": "0172 1, 100% Ben\n0173 2, Cara"})
    for text in ("0172", "+49 172", "100%", "ben", "%"):
        assert "100% Ben" in client.get(vips, query_string={"text": text}).text, text
    for text in ("_", "0199", "Cara"):
        assert "100% Ben" not in client.get(vips, query_string={"text": text}).text, text


def test_a_long_list_has_pages(client, app, company_id, vips):
    with app.app_context(), company_scope(company_id):
        found = db.session.query(CallerList).one()
        lists.add_callers(found, [Caller(f"+49172{index:04}") for index in range(250)])
        db.session.commit()
    first, last = client.get(vips).text, client.get(f"{vips}?page=99").text
    assert "+491720249" in first
    assert "+491720000" not in first
    assert "Page 1 of 3" in first
    assert "+4917012345" in last


def upload(client, url, data):
    return client.post(
        f"{url}/import", data={"table": (io.BytesIO(data), "callers.csv")}, content_type="multipart/form-data"
    )


def packed(page):
    return page.text.partition('name="rows" value="')[2].partition('"')[0]


def test_a_file_is_shown_before_it_is_imported(client, rows, vips):
    page = upload(client, vips, "Number;Note\n0172 1;Ben\nAnna;\n0170 12345;Anna\n".encode("cp1252"))
    assert page.status_code == 200
    for words in ("1 caller would be added", "Line 3:", "1 is on the list already and stays as it is."):
        assert words in page.text
    assert len(rows()) == 3
    client.post(f"{vips}/import", data={"rows": packed(page)})
    assert rows()[3:] == [("+491721", "Ben")]


def test_ten_thousand_bad_rows_are_told_briefly(client, rows, vips):
    page = upload(client, vips, BAD_ROWS.encode())
    assert "10000 lines can't be taken." in page.text
    assert "And 9950 more." in page.text
    assert len(page.data) < 60_000
    assert len(rows()) == 3


@pytest.mark.parametrize(
    ("data", "told"),
    [(b"", "0 callers would be added"), (b"\x89PNG\r\n\x1a\n\x00\x00", "This is no text file.")],
)
def test_a_file_that_is_no_table_changes_nothing(client, rows, vips, data, told):
    assert told in upload(client, vips, data).text
    assert len(rows()) == 3


def test_a_file_that_is_too_large_is_refused(client, vips):
    body, kind = b"0170 1\n" * 1_000_000, "multipart/form-data; boundary=x"
    assert client.post(f"{vips}/import", data=body, content_type=kind).status_code == 413


def test_a_spoiled_confirmation_changes_nothing(client, rows, vips):
    page = client.post(f"{vips}/import", data={"rows": "spoiled"}, follow_redirects=True)
    assert "did not arrive whole" in page.text
    assert len(rows()) == 3


def test_what_the_switch_can_not_carry_is_refused(client, rows, vips):
    many = "\n".join(f"+49172{index:05}" for index in range(MOST_ENTRIES))
    page = client.post(f"{vips}/add-many", data={"many": many})
    assert page.status_code == 422
    assert f"at most {MOST_ENTRIES} callers" in page.text
    assert "room for 9997 more, and these are 10000" in page.text
    confirmed = client.post(f"{vips}/import", data={"rows": pack(many)}, follow_redirects=True)
    assert f"at most {MOST_ENTRIES} callers" in confirmed.text
    assert len(rows()) == 3


def test_the_longest_lists_are_imported(client, switch, vips):
    many = "\n".join(f"+49172{index:05},Note {index}" for index in range(MOST_ENTRIES - 3))
    page = upload(client, vips, many.encode())
    assert client.post(f"{vips}/import", data={"rows": packed(page)}).status_code == 302
    assert len(directory(switch)["lists"]["vips"]) == MOST_ENTRIES


def test_a_list_is_exported(client, vips):
    answer = client.get(f"{vips}/callers.csv")
    assert answer.data.decode("utf-8-sig").splitlines()[1].startswith("'+4917012345,Anna,2")
    assert "vips.csv" in answer.headers["Content-Disposition"]


def test_two_who_rename_a_list_see_each_other(client, app, company_id, vips):
    assert client.post(vips, data={"label": "Best", "revision": "1"}).status_code == 302
    page = client.post(vips, data={"label": "Dear", "revision": "1"})
    assert page.status_code == 409
    assert "called it “Best” in between" in page.text
    assert 'value="Dear"' in page.text
    assert client.post(vips, data={"label": "Dear", "revision": "2"}).status_code == 302
    assert "Dear" in client.get("/settings/lists").text


def test_what_was_added_and_removed_is_written_down(client, app, company_id, vips):
    client.post(f"{vips}/remove", data={"entry": ["1", "77"]})
    with app.app_context(), company_scope(company_id):
        entries = [each for each in db.session.query(AuditEntry).order_by(AuditEntry.id) if "entries" in each.after]
        assert [(each.action, each.after["entries"], each.after["count"]) for each in entries] == [
            ("added", "+4917012345, +49171*, anonymous", 3),
            ("deleted", "+4917012345", 1),
        ]


def test_another_companys_list_is_not_there(client, other_client, rows, vips):
    for path in ("", "/import", "/callers.csv"):
        assert other_client.get(vips + path).status_code == 404
    for path in ("/add", "/add-many", "/remove", "/import", "/delete", "/callers/1"):
        assert other_client.post(vips + path, data={"number": "1", "many": "1", "entry": "1"}).status_code == 404
    other_client.post("/settings/lists/new", data=VIPS)
    other_client.post("/settings/lists/2/remove", data={"entry": "1"})
    assert len(rows()) == 3


def test_flows_may_refer_to_it_and_then_it_stays(client, app, company_id, switch, vips):
    assert client.get("/api/references").json["list"] == [{"name": "vips", "label": "VIPs"}]
    with app.app_context(), company_scope(company_id):
        drawn = service.add_flow("Main", decides_by("vips"))
        numbers.add_number("+4930555010", drawn)
        db.session.flush()
        db.session.refresh(drawn)
        service.publish(drawn, "Olga")
        db.session.commit()
    page = client.post("/settings/lists/1/delete", follow_redirects=True)
    assert "The list VIPs can&#39;t be deleted: it decides in “Main”." in page.text
    assert "vips" in directory(switch)["lists"]
    assert "It decides in “Main”." in client.get("/settings/lists").text


@pytest.mark.parametrize(
    ("caller", "outlet"), [("+4917012345", "listed"), ("+4917199999", "listed"), ("", "listed"), ("+4930123", "other")]
)
def test_the_directory_says_it_as_calls_read_it(app, caller, outlet):
    """The format of an entry is a contract with ``designer.runtime.ops.listed``."""
    nodes = [node("who", "caller_list", list="vips"), node("listed", "hangup"), node("other", "hangup")]
    graph = flow(nodes, ("who", "listed", "listed"), ("who", "other", "other"))
    program = compile_flow(graph, {**KNOWN, "list": {"vips"}}).program
    with app.test_request_context():
        entries = [each.entry for each in read_callers(read_rows(VIPS["many"]), plan_of("DE"), ()).new]
    trace = simulate(program, {**DIRECTORY, "lists": {"vips": entries}}, Script(caller, MORNING))
    assert trace.path[-1] == outlet


def changed(client, url, number, note, seen="+4917012345 Anna", **more):
    data = {"changed-number": number, "changed-note": note, "changed-seen": seen}
    return client.post(f"{url}/callers/1", data=data | more)


def test_a_caller_is_changed_in_its_row(client, switch, rows, vips):
    page = client.get(f"{vips}?change=1").text
    assert 'name="changed-note"' in page
    assert 'name="changed-seen" type="hidden" value="+4917012345 Anna"' in page
    answer = changed(client, vips, "0170 / 999", "Anna 👑 عمر", text="anna", page="1")
    assert answer.location == f"{vips}?text=anna&page=1#caller-1"
    assert rows()[0] == ("+49170999", "Anna 👑 عمر")
    assert directory(switch)["lists"]["vips"][0] == "+49170999"
    assert "changed-note" not in client.get(f"{vips}?change=77").text


@pytest.mark.parametrize(
    ("number", "note", "sentence"),
    [
        ("nobody", "x", "is no number. Write it like +49 170 12345"),
        ("anonym", "x", "This caller is on the list already."),
        ("", "x", "This field is required."),
        ("0170 1", "x" * 121, "longer than 120 characters"),
        ("0170 1", "a\nb", "the end of a line"),
    ],
)
def test_what_is_wrong_with_a_changed_caller_is_said_in_its_row(client, rows, vips, number, note, sentence):
    before = rows()
    page = changed(client, vips, number, note)
    assert page.status_code == 422
    row = page.text.split('<tr id="caller-1"')[1].split("</tr>")[0]
    assert sentence in row
    assert f'value="{number}"' in row
    assert rows() == before


def test_two_who_change_a_caller_see_each_other(client, rows, vips):
    changed(client, vips, "0170 12345", "Anne")
    late = changed(client, vips, "0170 12345", "Hanna")
    assert late.status_code == 409
    assert "Somebody else has made it +4917012345 Anne in between." in late.text
    assert 'value="Hanna"' in late.text
    assert changed(client, vips, "0170 12345", "Hanna", seen="+4917012345 Anne").status_code == 302
    assert rows()[0][1] == "Hanna"
    client.post(f"{vips}/remove", data={"entry": ["1"]})
    gone = changed(client, vips, "0170 12345", "Johanna")
    assert "You can add them again." in gone.text
    assert 'value="Johanna"' in gone.text


def test_a_changed_caller_is_written_down(client, app, company_id, vips):
    changed(client, vips, "0170 12345", "Anne")
    with app.app_context(), company_scope(company_id):
        last = db.session.query(AuditEntry).order_by(AuditEntry.id.desc()).first()
        assert last.after["entries"] == "+4917012345 (Anna) → +4917012345 (Anne)"
