import pytest

from designer.drawing.checks.recording_without_consent import recording_without_consent
from tests.designer.checks.ways import found_by
from tests.designer.drawing import node

RULE = {"consent"}
CONSENT = node("consent", "consent", prompt="welcome")
RING = node("ring", "ring", who="employee:101")


def found(*args):
    return found_by(recording_without_consent, *args, rule=RULE)


@pytest.mark.parametrize(
    "records",
    [
        node("r", "ring", who="employee:101"),
        node("r", "queue", group_name="sales"),
        node("r", "record", action="on"),
        node("r", "outside", destination="112", record=True),
    ],
)
def test_whatever_records(records):
    assert found([records]) == [("no-consent", "r")]


@pytest.mark.parametrize(
    "silent",
    [
        node("r", "ring", who="employee:101", record=False),
        node("r", "record", action="off"),
        node("r", "voicemail", mailbox="employee:101"),
    ],
)
def test_what_does_not_record_a_talk(silent):
    assert found([silent]) == []


def test_without_the_rule_nothing_is_asked_for():
    assert found_by(recording_without_consent, [RING]) == []
    assert found_by(recording_without_consent, [RING], rule={"other"}) == []


def test_who_agreed_may_be_recorded_and_who_refused_not():
    assert found([CONSENT, RING], ("consent", "agreed", "ring")) == []
    assert found([CONSENT, RING], ("consent", "refused", "ring")) == [("no-consent", "ring")]


def test_who_can_not_refuse_has_been_told():
    told = node("consent", "consent", prompt="welcome", refuse_key="")
    assert found([told, RING], ("consent", "agreed", "ring"), ("consent", "refused", "ring")) == []


def test_one_way_around_it_is_enough():
    vip = node("vip", "caller_list", list="vip")
    wires = (("vip", "listed", "consent"), ("vip", "other", "ring"), ("consent", "agreed", "ring"))
    assert found([vip, CONSENT, RING], *wires) == [("no-consent", "ring")]


def test_consent_that_comes_after_is_too_late():
    assert found([RING, CONSENT], ("ring", "busy", "consent")) == [("no-consent", "ring")]
