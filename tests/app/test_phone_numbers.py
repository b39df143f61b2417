"""What people type as a number or an address is read in one place, which says what is wrong."""

import re

import pytest

from app.email_addresses import Email
from app.numbering import plan_of
from app.phone_numbers import Extension, PhoneNumber, read_outside_number, read_own_number

GERMAN, AMERICAN = plan_of("DE"), plan_of("US")
EXAMPLE = r"030 123456 or \+49 30 123456\.$"
EMERGENCY = "This is an emergency number."


@pytest.fixture(autouse=True)
def sentences(app):
    """Sentences are in the language of whoever reads them."""
    with app.test_request_context():
        yield


@pytest.mark.parametrize("written", ["+49 30 555010", "030 555010", "0049 (0)30/555010", "4930555010"])
def test_a_number_of_the_network_is_kept_in_full(written):
    assert PhoneNumber.read(written, GERMAN) == read_own_number(written, GERMAN) == "+4930555010"


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        ("", "Write the number in digits"),
        ("+", "Write the number in digits"),
        ("+49 30 CALL", "Write the number in digits"),
        ("200", "The number is too short"),
        ("03", "The number is too short"),
        ("030 12", "The number is too short"),
        ("+49", "The number is too short"),
        ("1" * 40, "The number is too long"),
        ("030 5550101234567890", "The number is too long"),
        ("+999 1234567", "No country has this code"),
        ("+0123456", "No country has this code"),
    ],
)
def test_what_is_no_number_of_the_network_is_refused_with_what_is_wrong(written, fault):
    with pytest.raises(ValueError, match=f"^{fault}.*{EXAMPLE}"):
        PhoneNumber.read(written, GERMAN)


@pytest.mark.parametrize(
    ("country", "example"), [("AT", "01 234567890 or +43 1 234567890."), ("NL", "010 123 4567 or +31 10 123 4567.")]
)
def test_the_example_is_one_of_the_companys_country(country, example):
    for read in (PhoneNumber.read, read_outside_number):
        with pytest.raises(ValueError, match=re.escape(example)):
            read("03", plan_of(country))
    assert PhoneNumber.read(example.partition(" or ")[0], plan_of(country)) == PhoneNumber.read(
        example.partition(" or ")[2].rstrip("."), None
    )


def test_without_a_country_a_number_needs_its_own():
    assert PhoneNumber.read("+49 30 555010", None) == "+4930555010"
    with pytest.raises(ValueError, match=r"^Write the number with its country code, such as \+49 30 123456\.$"):
        PhoneNumber.read("030 555010", None)


def test_a_number_that_a_flow_answers_may_be_one_for_colleagues():
    with pytest.raises(ValueError, match=r"too short.*Numbers that only colleagues dial have two to six digits"):
        read_own_number("1", GERMAN)
    with pytest.raises(ValueError, match=f"too long.*{EXAMPLE}"):
        read_own_number("030 5550101234567890", GERMAN)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("20", "20"),
        ("101", "101"),
        (" 999999 ", "999999"),
        ("1 0 1", "101"),
        ("\uff11\uff10\uff11", "101"),
        ("٣٤", "34"),
    ],
)
def test_an_extension_has_two_to_six_digits(written, expected):
    assert Extension.read(written, GERMAN) == read_own_number(written, GERMAN) == expected


@pytest.mark.parametrize("written", ["", "1", "012", "1234567", "1a", "+49", "12.0", "-12", "1\u201112"])
def test_what_is_no_extension_is_refused(written):
    with pytest.raises(ValueError, match="Two to six digits, the first one not 0"):
        Extension.read(written, GERMAN)


@pytest.mark.parametrize(("number", "plan"), [("112", GERMAN), ("110", AMERICAN), ("911", AMERICAN), ("112", None)])
def test_an_emergency_number_is_nobodys_own(number, plan):
    for read in (Extension.read, read_own_number, read_outside_number):
        with pytest.raises(ValueError, match=EMERGENCY):
            read(number, plan)


@pytest.mark.parametrize("written", ["0112", "+49 112", "0049112", "+112", "0110"])
def test_no_number_is_given_that_leads_to_an_emergency_number(written):
    for read in (PhoneNumber.read, read_own_number):
        with pytest.raises(ValueError, match=EMERGENCY):
            read(written, GERMAN)
    assert Extension.read("49112", GERMAN) == read_own_number("49112", GERMAN) == "49112"


@pytest.mark.parametrize("written", ["0112", "+49 112", "0049112", "49112", "+112"])
def test_calls_are_not_forwarded_to_an_emergency_number_however_it_is_written(written):
    with pytest.raises(ValueError, match=EMERGENCY):
        read_outside_number(written, GERMAN)


@pytest.mark.parametrize("written", ["911", "+1 911", "001911"])
def test_calls_are_not_forwarded_to_an_emergency_number_of_the_carriers_country(written):
    with pytest.raises(ValueError, match=EMERGENCY):
        read_outside_number(written, GERMAN, AMERICAN)


def test_spaces_in_a_number_cut_nothing_off():
    assert PhoneNumber.read("+49" + " " * 80 + "30 555010", GERMAN) == "+4930555010"


def test_an_emergency_number_elsewhere_is_an_extension():
    assert Extension.read("911", GERMAN) == "911"


def test_calls_are_forwarded_to_numbers_and_to_short_codes():
    assert read_outside_number("030 555010", GERMAN) == "+4930555010"
    assert read_outside_number("22922", GERMAN) == "22922"
    assert read_outside_number("5550100", GERMAN) == "5550100"
    for written in ("", "12", "101", "555010", "+49 30 CALL", "1" * 21, "+49" + " " * 80 + "CALL"):
        with pytest.raises(ValueError, match=EXAMPLE):
            read_outside_number(written, GERMAN)


@pytest.mark.parametrize(
    "written", ["anna@demo.example", " Anna.Berg+x@demo.example ", "jürgen@süß.example", "a@firm.local"]
)
def test_an_address_is_taken_without_the_space_around_it(written):
    assert Email.read(written) == written.strip()


@pytest.mark.parametrize(
    "written",
    [
        "",
        "anna",
        "anna@demo",
        "a@b@demo.example",
        "a b@demo.example",
        "a..b@demo.example",
        "a@-x.example",
        "a" * 300 + "@demo.example",
    ],
)
def test_what_is_no_address_is_refused(written):
    with pytest.raises(ValueError, match="This is no e-mail address"):
        Email.read(written)
