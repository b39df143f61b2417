"""Numbers that lead to rescuers and the police, and are nobody's own."""

EMERGENCY = frozenset({"110", "112"})
