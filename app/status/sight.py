"""Says who looks at a wall, and what they may see: those who see the same share a room."""

from dataclasses import dataclass

from app.db.groups import Groups


@dataclass(frozen=True, slots=True)
class Sight:
    """Describes what is looked at. *groups* are those that it is about, None for the company as a whole.

    *language* is that of the sentences. *sees_health* adds the section "health". *screen* is the id of a TV screen,
    with its *figures*; None for a page. *flow* is the id of a flow: then its calls in progress alone are looked at, on
    its drawing; None for a wall.
    """

    company_id: int
    groups: Groups
    language: str
    sees_health: bool = False
    screen: int | None = None
    figures: tuple[str, ...] = ()
    flow: int | None = None

    @property
    def room(self) -> str:
        """Return the name of its room."""
        groups = "all" if self.groups is None else ",".join(sorted(self.groups))
        what = f"{self.language} {self.sees_health} {self.screen} {self.figures} {self.flow}"
        return f"wall of {self.company_id} {what}: {groups}"
