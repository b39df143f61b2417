from switch.recent_count import RecentCount


def test_what_is_long_ago_counts_no_more():
    found = RecentCount(100)
    assert found.add(0, 3) == 3
    assert found.add(50, 4) == 7
    assert found.add(99, 0) == 7
    assert found.add(100, 0) == 4
    assert found.add(150, 0) == 0
