from typing import get_args

import pytest

from switch.orders import Order, TryFlow, from_json, to_json

TRY = TryFlow("1001", "101", "+4930555010", "+4917012345", "0" * 64, "", "Main")


def test_an_order_names_its_fields():
    assert to_json(TRY)["agent"] == "101"
    assert from_json(to_json(TRY)) == TRY


def test_each_order_has_a_tag_of_its_own():
    values = {"str": "x", "int": 1}
    found = [cls(*(values.get(str(field), {}) for field in cls.__annotations__.values())) for cls in get_args(Order)]
    assert [from_json(to_json(order)) for order in found] == found


@pytest.mark.parametrize("data", [{"type": "open_door"}, {"type": "withdraw", "company": "1001"}, ["try"], {}])
def test_what_is_no_order_is_refused(data):
    with pytest.raises(ValueError, match=r"unknown type|lacks|not an object"):
        from_json(data)
