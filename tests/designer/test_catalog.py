"""Things that must be true of every node type, present and future."""

import dataclasses
import json
import re
from pathlib import Path

import pytest

from designer.drawing.catalog import GROUPS, NODE_TYPES, describe
from designer.drawing.checks.hours_overlap import WRONG
from designer.drawing.fields import CONTROLS, declared
from designer.drawing.nodes_doc import document

DOCS = Path(__file__).parents[2] / "docs"


@pytest.fixture(params=NODE_TYPES)
def cls(request):
    return NODE_TYPES[request.param]


def test_it_says_what_it_does(cls):
    assert cls.__doc__.endswith(".")
    assert cls.label
    assert cls.group in GROUPS
    assert re.fullmatch(r"#[0-9a-f]{6}", cls.color)
    assert re.fullmatch(r"Icon[A-Za-z0-9]+", cls.icon)


def test_each_setting_has_a_label_and_an_acceptable_default(cls):
    for spec in declared(cls).values():
        assert spec.label
        assert spec.kind in CONTROLS
        assert spec.fault(spec.default) is None
        assert spec.initial is None or spec.fault(spec.initial) is None


def test_it_is_frozen(cls):
    with pytest.raises(dataclasses.FrozenInstanceError):
        cls().label = "x"


def test_each_outlet_has_a_label(cls):
    for outlet in cls().outlets():
        assert str(cls().outlet_words(outlet))


def test_its_ops_say_where_each_outlet_leads(cls):
    outlets = tuple((outlet, f"to-{outlet}") for outlet in cls().outlets())
    said = repr(cls().lower(outlets))
    assert all(f"to-{outlet}" in said for outlet, _ in outlets)


def test_the_catalogue_is_json():
    assert json.loads(json.dumps(describe())) == describe()


def test_the_documentation_is_fresh():
    assert (DOCS / "nodes.md").read_text() == document()


def test_the_example_of_the_format_compiles():
    from designer.drawing.compiler import compile_flow
    from tests.designer.drawing import KNOWN

    example = re.search(r"```json\n(.*?)```", (DOCS / "flow-format.md").read_text(), re.S).group(1)
    assert compile_flow(json.loads(example), KNOWN).diagnostics == ()


def test_every_code_of_a_fault_is_documented():
    sources = [path.read_text() for path in (DOCS.parent / "designer").rglob("*.py")]
    codes = {code for text in sources for code in re.findall(r'Diagnostic\(\s*"([a-z-]+)"', text)}
    codes |= {code for code, _ in WRONG.values()}
    documented = set(re.findall(r"`([a-z-]+)`", (DOCS / "flow-format.md").read_text()))
    assert len(codes) > 20
    assert codes - documented == set()
