"""Names the parameters of a selection's URL, as ``app.ports.figures`` reads them."""

HOURS_FILTER = "hours"
WEEKDAY_FILTER = "weekday"
WAITED_FILTER = "waited"
TALKED_FILTER = "talked"

FILTERS = (
    "group",
    "number",
    "flow",
    "block",
    "tag",
    "employee",
    "caller",
    "country",
    "direction",
    "outcome",
)
"""The filters by name, in the order in which one is chosen where a name could be for several."""

ALL_VALUES = {
    "outcome": ("answered", "missed", "voicemail", "callback", "abandoned", "menu", "refused"),
    "direction": ("in", "out", "internal"),
    WEEKDAY_FILTER: ("mon", "tue", "wed", "thu", "fri", "sat", "sun"),
    "recorded": ("yes", "no"),
    "known": ("new", "returning"),
}
"""All values of filters that have few. Blocked and test calls are in no sum, so no "not" means them."""

OPPOSITES: dict[tuple[str, tuple[str, ...]], tuple[str, ...]] = {("outcome", ("answered",)): ("missed", "abandoned")}
"""What "not" means where it is less than all other values."""
