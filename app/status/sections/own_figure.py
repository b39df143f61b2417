"""Says what the wall's own figures are made of."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from app.company.targets import Targets
from app.ports.wall import Shown, WallFigure
from app.status.picture import Picture


@dataclass(frozen=True, slots=True)
class OwnFigure:
    """Describes a figure that is made of the picture."""

    figure: WallFigure
    show: Callable[[Picture], Shown]
    targets: Callable[[Targets], tuple[float, float]] | None = None
    """Returns the usual thresholds "watch" and "act" by the targets of the company; None for those of the figure."""

    def by(self, targets: Targets) -> WallFigure:
        """Return the figure with the thresholds of a company."""
        if self.targets is None:
            return self.figure
        watch, act = self.targets(targets)
        return replace(self.figure, watch=watch, act=act)
