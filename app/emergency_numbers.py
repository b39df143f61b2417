"""Lists the emergency numbers. Nobody may have one as an extension or forward calls to one."""

EMERGENCY = frozenset({"110", "112"})
