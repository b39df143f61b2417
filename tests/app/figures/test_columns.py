import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from app.figures.columns import decode, encode


@given(st.lists(st.integers(-(2**63), 2**63 - 1), max_size=20) | st.lists(st.integers(0, 300), max_size=20))
def test_a_column_comes_back(values):
    assert decode(encode(values)).tolist() == values


def test_small_numbers_take_little_room():
    assert len(encode([3] * 1000)) == 13
    assert len(encode(list(range(256)))) == 5 + 256
    assert len(encode(list(range(-1, 1000)))) == 5 + 2 * 1001
    assert decode(encode([])).tolist() == []
    assert encode(np.asarray([1, 2], dtype=np.int8)) == encode([1, 2])
