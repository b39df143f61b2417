"""One fault that is repeated doesn't fill the disk, and hides no other."""

from switch.few_faults import MOST, OVER_MS, FewFaults


def test_of_each_kind_so_many_a_minute_are_told_and_how_many_were_not():
    faults = FewFaults()
    told = [faults.worded(0, "a", "text") for _ in range(MOST + 100)]
    assert told == ["text"] * MOST + [""] * 100
    assert faults.worded(1, "b", "other") == "other"
    assert faults.worded(OVER_MS, "a", "text") == "text (and 100 more of this kind before)"
    assert faults.worded(OVER_MS, "a", "text") == "text"
