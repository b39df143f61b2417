import json

import pytest

from designer.drawing.fields import reference_to, referred
from designer.runtime.kind_and_name import KindAndName


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [("employee:101", "employee", "101"), ("variable:a:b", "variable", "a:b"), ("caller", "caller", ""), ("", "", "")],
)
def test_a_text_is_taken_apart_at_its_first_colon(text, kind, name):
    found = KindAndName(text)
    assert (found.kind, found.name) == (kind, name)


def test_it_is_written_as_any_other_text():
    assert json.dumps(KindAndName.of("idle", "101")) == '"idle:101"'


@pytest.mark.parametrize(("kinds", "value"), [(["prompt"], "hello:2"), (["employee", "prompt"], "prompt:hello:2")])
def test_a_field_for_several_kinds_names_the_kind(kinds, value):
    assert reference_to("prompt", "hello:2", kinds) == value
    assert referred(value, kinds) == ("prompt", "hello:2")
