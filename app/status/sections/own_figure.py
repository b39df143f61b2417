"""Says what the wall's own figures are made of."""

from collections.abc import Callable
from dataclasses import dataclass

from app.ports.wall import Shown, WallFigure
from app.status.picture import Picture


@dataclass(frozen=True, slots=True)
class OwnFigure:
    """Describes a figure that is made of the picture."""

    figure: WallFigure
    show: Callable[[Picture], Shown]
