from switch.lately import Lately


def test_what_is_long_ago_counts_no_more():
    found = Lately(100)
    assert found.lately(0, 3) == 3
    assert found.lately(50, 4) == 7
    assert found.lately(99, 0) == 7
    assert found.lately(100, 0) == 4
    assert found.lately(150, 0) == 0
