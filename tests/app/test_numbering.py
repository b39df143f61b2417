"""Numbers are read as phonenumbers reads them, with nothing but the plan that the portal derives from it."""

import itertools
import json
import random

import phonenumbers
import pytest
from phonenumbers import PhoneNumber, PhoneNumberFormat, PhoneNumberType

from app.number_beginnings import beginning
from app.numbering import COUNTRIES, numbering_plan
from designer.runtime import numbers
from designer.runtime.numbers import ANONYMOUS, MOST_EXTENSION_DIGITS

GERMAN, ITALIAN, AMERICAN = (numbering_plan(country) for country in ("DE", "IT", "US"))
FIXED_LINE, MOBILE = PhoneNumberType.FIXED_LINE, PhoneNumberType.MOBILE
FIXED_LINE_OR_MOBILE = PhoneNumberType.FIXED_LINE_OR_MOBILE
BATCH = 2_000
"""Each number is written in at least five ways."""


@pytest.mark.parametrize(
    "written",
    [
        "+4930555010",
        "+49 (0)30 555-010",
        "+49 030 555010",
        "030 555010",
        "030/55 50 10",
        "(030) 555.010",
        "0049 30 555010",
        "004930555010",
        "4930555010",
        "%2B4930555010",
        "%2b49%2030%20555010",
        "tel:+49-30-555-010",
        "tel:555010;phone-context=+4930",
        "TEL:555010;isub=1;Phone-Context=%2B49-30",
        "sip:555010;phone-context=+4930@carrier.example;user=phone",
        "sips:555010;PHONE-CONTEXT=+4930:secret@carrier.example;x=+4940",
        "sip:+4930555010:secret@carrier.example",
        "tel:030555010;phone-context=carrier.example",
        "sip:+4930555010;npdi@carrier.example;user=phone",
        "sips:030555010@carrier.example",
        "\u202a+49 30 555010\u202c",
        "\uff0b\uff14\uff19 30 555010",
        "\u0660\u0663\u0660 555010",
    ],
)
def test_every_way_to_write_a_number_is_the_same_number(written):
    assert numbers.read(GERMAN, written) == "+4930555010"


@pytest.mark.parametrize(
    "written", ["101", "112", "115", "22922", "555010", "*21#", "anonymous", "", "0", "00", "00012", "9" * 60]
)
def test_what_is_no_number_of_the_network_stays_as_it_is_written(written):
    assert numbers.read(GERMAN, written) == written


@pytest.mark.parametrize("uri", ["sip:192.168.100.200", "SIP:0305550100", "sips:10.0.0.1:5061;user=phone"])
def test_a_host_alone_is_no_number(uri):
    assert numbers.read(GERMAN, uri) == ""


def test_national_prefixes_are_those_of_the_country():
    assert numbers.read(ITALIAN, "06 1234 5678") == "+390612345678"
    assert numbers.read(AMERICAN, "(202) 555-0143") == numbers.read(AMERICAN, "1 202 555 0143") == "+12025550143"
    assert numbers.read(AMERICAN, "011 49 30 555010") == "+4930555010"


@pytest.mark.parametrize(
    ("country", "written", "full"),
    [
        ("AU", "1300 123 527", "+611300123527"),
        ("AU", "1800 123 456", "+611800123456"),
        ("AU", "1900 123 456", "+611900123456"),
        ("IE", "1800 123 456", "+3531800123456"),
        ("IE", "1850 123 456", "+3531850123456"),
        ("IN", "1800 12 3456", "+911800123456"),
        ("IN", "1860 345 1234", "+9118603451234"),
        ("IL", "1-800-123-456", "+9721800123456"),
        ("KR", "1544-1234", "+8215441234"),
        ("AU", "2 1234 5678", "212345678"),
        ("IE", "1 234 5678", "12345678"),
        ("PY", "2123456", "2123456"),
    ],
)
def test_numbers_of_services_need_no_national_prefix(country, written, full):
    assert numbers.read(numbering_plan(country), written) == full


@pytest.mark.parametrize("country", COUNTRIES)
def test_numbers_of_services_are_read_as_they_are_written_in_each_country(country):
    for example in filter(is_of_a_service, examples(country)):
        national = phonenumbers.format_number(example, PhoneNumberFormat.NATIONAL)
        if len(numbers.dialled(national)) > MOST_EXTENSION_DIGITS:
            full = phonenumbers.format_number(example, PhoneNumberFormat.E164)
            assert numbers.read(numbering_plan(country), national) == full


def test_without_a_country_only_what_says_its_country_is_read():
    assert numbers.read(None, "0049 30 555010") == "+4930555010"
    assert numbers.read(None, "030 555010") == "030555010"


def test_emergency_numbers_are_those_of_the_country():
    assert [each for each in ("110", "112", "911", "115") if numbers.is_emergency(GERMAN, each)] == [
        "110",
        "112",
    ]
    assert [each for each in ("110", "112", "911") if numbers.is_emergency(AMERICAN, each)] == ["110", "112", "911"]


@pytest.mark.parametrize(
    ("written", "caller"),
    [
        (["101"], ANONYMOUS),
        (["1\u20110\u20111"], ANONYMOUS),
        (["\u0661\u0660\u0661"], ANONYMOUS),
        (["tel:101"], ANONYMOUS),
        (["%3101"], ANONYMOUS),
        (["101", "sip:+4917012345@c.example"], "+4917012345"),
        (["anna", "tel:+49-170-12345"], "+4917012345"),
        (["0170 12345", "+4930555010"], "+4917012345"),
        (["101!"], ANONYMOUS),
        (["101$"], ANONYMOUS),
        (["101%C2%AD"], ANONYMOUS),
        (["101%5C"], ANONYMOUS),
        (["101%00"], ANONYMOUS),
        (["+4917012345%00"], ANONYMOUS),
        (["+101"], ANONYMOUS),
        (["line1"], ANONYMOUS),
        (["anna.berg", "sip:anna.berg@c.example"], ANONYMOUS),
        (["0170"], ANONYMOUS),
        (["1234567"], "1234567"),
        (["line1", "1234567", "tel:+4917012345"], "+4917012345"),
        (["1.0.1"], ANONYMOUS),
        (["sip:192.168.100.200"], ANONYMOUS),
        ([""], ANONYMOUS),
        ([], ANONYMOUS),
    ],
)
def test_nobody_outside_looks_like_a_colleague(written, caller):
    assert numbers.from_carrier(GERMAN, *written) == caller


@pytest.mark.parametrize(
    "written", ["Anna Berg", "\u0410\u043d\u043d\u0430", "Studio 54", "\u4e09\u6728", "A", "4 Paws"]
)
def test_a_name_has_letters(written):
    assert numbers.is_name(written)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "101",
        "1 0 1",
        "#1_0_1",
        "(101)",
        "+101",
        "\u2116 101",
        "\u00aa101",
        "1\u00ba01",
        "tel:101",
        "sip:101@c.example",
        "101@c.example",
        "101;ext",
        "%3101",
        "0170 12345",
        "\u0661\u0660\u0661",
        "\uff11\uff10\uff11",
        "\u2460\u24ea\u2460",
        "\U0001d7cf\U0001d7ce\U0001d7cf",
        "1\u20e30\u20e31\u20e3",
        "1\u200b0\u200b1",
        "101\u3164",
        "101\uffa0",
        "\u4e00\u3007\u4e00",
    ],
)
def test_nobodys_name_looks_like_an_extension(written):
    assert not numbers.is_name(written)


@pytest.mark.parametrize(
    "written",
    [
        "110",
        "112",
        "+112",
        "+49112",
        "0049112",
        "49112",
        "0112",
        "+49 0112",
        "0049 (0)110",
        "tel:112",
        "1\u00ad1\u00ad2",
    ],
)
def test_nobody_is_called_for_help_however_it_is_written(written):
    number = numbers.read(GERMAN, written)
    assert numbers.reaches_emergency(GERMAN, number)
    assert not numbers.can_be_called(number, GERMAN)


@pytest.mark.parametrize("country", COUNTRIES)
def test_no_number_of_any_country_is_an_emergency_number(country):
    plan = numbering_plan(country)
    for example in examples(country):
        number = phonenumbers.format_number(example, PhoneNumberFormat.E164)
        assert numbers.can_be_called(number, plan), number


@pytest.mark.parametrize("caller", [ANONYMOUS, "101", "line1", "0112", "112", ""])
def test_who_has_no_number_outside_cant_be_called_back(caller):
    assert not numbers.can_be_called_back(caller, GERMAN)
    assert numbers.can_be_called_back("+4917012345", GERMAN)


@pytest.mark.parametrize(
    ("written", "begins"),
    [("0170", "+49170"), ("+49 170", "+49170"), ("0049 170", "+49170"), ("0", "+49"), ("170", ""), ("*", "")],
)
def test_the_beginning_of_a_number_is_read_like_a_whole_one(written, begins):
    assert beginning(GERMAN, written) == begins


@pytest.mark.parametrize(
    ("country", "written", "begins"),
    [
        ("DE", "+49 0170", "+49170"),
        ("DE", "0049 0170", "+49170"),
        ("DE", "49170", "+49170"),
        ("DE", "1\u00ad", ""),
        ("JP", "090", "+8190"),
        ("AR", "011", ""),
        ("AR", "+54 11", "+5411"),
        ("BR", "0 11", "+5511"),
        ("MG", "032", "+26132"),
        ("GG", "07781", "+447781"),
        ("US", "1 202", "+1202"),
        ("US", "(202)", "+1202"),
        ("RU", "+7 800", "+7800"),
        ("RU", "8 800", "+7800"),
        ("IT", "06", "+3906"),
    ],
)
def test_the_beginning_of_a_number_follows_the_rules_of_the_country(country, written, begins):
    assert beginning(numbering_plan(country), written) == begins


@pytest.mark.parametrize("batch", [0, *(pytest.param(batch, marks=pytest.mark.proof) for batch in range(1, 10))])
def test_what_begins_a_number_is_read_as_the_number_or_not_at_all(batch):
    chance, read = random.Random(batch), 0
    for country, number in itertools.islice(random_numbers(batch), 500):
        plan, full = numbering_plan(country), phonenumbers.format_number(number, PhoneNumberFormat.E164)
        written = numbers.dialled(phonenumbers.format_number(number, PhoneNumberFormat.NATIONAL))
        if len(written) <= MOST_EXTENSION_DIGITS or numbers.read(plan, written) != full:
            continue
        first = written[: chance.randrange(2, len(written))]
        found = beginning(plan, first)
        assert full.startswith(found), (country, first)
        read += bool(found)
    assert read > 250


def test_every_plan_is_plain_json_of_a_few_hundred_bytes():
    sizes = [len(json.dumps(numbering_plan(country))) for country in COUNTRIES]
    assert len(sizes) > 200
    assert max(sizes) < 2_000


@pytest.mark.parametrize(
    "batch", [0, *(pytest.param(batch, marks=pytest.mark.proof) for batch in range(1, 100_000 // (5 * BATCH)))]
)
def test_numbers_of_all_countries_are_read_as_phonenumbers_does(batch):
    read = 0
    for country, number in random_numbers(batch):
        plan, expected = numbering_plan(country), phonenumbers.format_number(number, PhoneNumberFormat.E164)
        for written in spellings(country, number):
            assert numbers.read(plan, written) == expected, (country, written)
            read += 1
    assert read > 5 * BATCH


def random_numbers(seed):
    """(country, number) of *BATCH* valid numbers: examples of every country and kind, with other digits at the end."""
    chance, found = random.Random(seed), 0
    pool = [(country, example) for country in COUNTRIES for example in examples(country)]
    while found < BATCH:
        country, example = chance.choice(pool)
        digits = phonenumbers.national_significant_number(example)
        kept = chance.randrange(len(digits))
        changed = digits[:kept] + "".join(chance.choice("0123456789") for _ in digits[kept:])
        number = phonenumbers.parse(f"+{example.country_code}{changed}")
        if phonenumbers.is_valid_number_for_region(number, country):
            found += 1
            yield country, number


def examples(country):
    found = (phonenumbers.example_number_for_type(country, kind) for kind in PhoneNumberType.values())
    return [example for example in found if example]


def spellings(country, number: PhoneNumber):
    """As people and carriers write it; not those that phonenumbers itself takes for another number, nor a national
    number as short as an extension, nor one without the prefix that everybody there writes, if it is of no service."""
    full = phonenumbers.format_number(number, PhoneNumberFormat.E164)
    yield full
    yield f"%2B{full[1:]}"
    yield phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL)
    yield phonenumbers.format_number(number, PhoneNumberFormat.RFC3966)
    plan, digits = numbering_plan(country), phonenumbers.national_significant_number(number)
    prefix = phonenumbers.ndd_prefix_for_region(country, strip_non_digits=True) or ""
    national = phonenumbers.format_number(number, PhoneNumberFormat.NATIONAL)
    for written in (national, (prefix if plan["needs_prefix"] else "") + digits, full[1:]):
        plain = numbers.dialled(written)
        is_whole = not plan["needs_prefix"] or plain.startswith((prefix, plan["code"]))
        is_whole = is_whole or (written == national and is_of_a_service(number))
        if is_whole and len(plain) > MOST_EXTENSION_DIGITS and reading(written, country) == full:
            yield written


def is_of_a_service(number: PhoneNumber) -> bool:
    """Whether it is neither landline nor mobile, and phonenumbers knows how people write it."""
    digits = phonenumbers.national_significant_number(number)
    is_known = phonenumbers.format_number(number, PhoneNumberFormat.NATIONAL) != digits
    return is_known and phonenumbers.number_type(number) not in (FIXED_LINE, MOBILE, FIXED_LINE_OR_MOBILE)


def reading(written, country):
    try:
        return phonenumbers.format_number(phonenumbers.parse(written, country), PhoneNumberFormat.E164)
    except phonenumbers.NumberParseException:
        return ""
