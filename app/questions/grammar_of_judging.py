"""Holds the rules of how good calls were: their ratings, and the quality of their sound."""

from app.questions.findings import FoundFilter, FoundMeasure
from app.questions.parsing import Parse, Rule

BEST_RATING = 5
UNRATED = "0"
POOR = {"quality": FoundFilter("quality", ("bad",)), "rating": FoundFilter("rating", ("1", "2"))}
FINE = {"quality": FoundFilter("quality", ("good",)), "rating": FoundFilter("rating", ("4", "5"))}
"""Gives what is meant by "a poor ..." and "a good ..." of a figure."""


def _poor(_parse: Parse, measure: str) -> FoundFilter | None:
    return POOR.get(measure)


def _fine(_parse: Parse, measure: str) -> FoundFilter | None:
    return FINE.get(measure)


def _rated(_parse: Parse, stars: int) -> FoundFilter | None:
    return FoundFilter("rating", (str(stars),)) if 1 <= stars <= BEST_RATING else None


def _rated_either(parse: Parse, one: int, other: int) -> list[FoundFilter] | None:
    found = [each for each in (_rated(parse, one), _rated(parse, other)) if each]
    return found if len(found) == 2 else None


def _rated_between(_parse: Parse, least: int, most: int) -> FoundFilter | None:
    is_right = 1 <= least <= most <= BEST_RATING
    return FoundFilter("rating", tuple(map(str, range(least, most + 1)))) if is_right else None


def _rated_from(_parse: Parse, stars: int) -> FoundFilter | None:
    return FoundFilter("rating", tuple(map(str, range(stars, BEST_RATING + 1)))) if 1 <= stars <= BEST_RATING else None


def _rated_to(_parse: Parse, stars: int) -> FoundFilter | None:
    return FoundFilter("rating", tuple(map(str, range(1, stars + 1)))) if 1 <= stars <= BEST_RATING else None


def _not_rated(_parse: Parse, value: str, stars: int) -> FoundFilter | None:
    """Return "not rated 5 stars": all other ratings."""
    others = tuple(str(each) for each in range(1, BEST_RATING + 1) if each != stars)
    return FoundFilter("rating", others) if value == UNRATED and len(others) < BEST_RATING else None


def _not_so_many(parse: Parse, stars: int, *_measure: object) -> FoundFilter | None:
    return _not_rated(parse, UNRATED, stars)


def _rated_under(parse: Parse, stars: int) -> FoundFilter | None:
    return _rated_to(parse, stars - 1)


JUDGED = (
    Rule("INT star measure|rated?", lambda parse, stars, *_measure: _rated(parse, stars)),
    Rule("rated INT star?", _rated),
    Rule("rating INT star", _not_rated),
    Rule("not rated? INT star measure?", _not_so_many),
    Rule("ratingof INT star?", _rated),
    Rule("ratingof", lambda _parse: FoundMeasure("rating")),
    Rule("rated? INT and INT star", _rated_either),
    Rule("rated INT and INT", _rated_either),
    Rule("rated? INT to INT star", _rated_between),
    Rule("more INT star", _rated_from),
    Rule("rated INT star? ormore", _rated_from),
    Rule("INT star ormore", _rated_from),
    Rule("rated more INT star?", _rated_from),
    Rule("rated less INT star?", _rated_under),
    Rule("less INT star", _rated_under),
    Rule("rated INT star? orless", _rated_to),
    Rule("rated pronoun? poor", lambda parse: _poor(parse, "rating")),
    Rule("rated pronoun? fine", lambda parse: _fine(parse, "rating")),
    Rule("poor|trouble measure", _poor),
    Rule("measure trouble", _poor),
    Rule("trouble sound", lambda parse: _poor(parse, "quality")),
    Rule("sound trouble", lambda parse: _poor(parse, "quality")),
    Rule("measure poor", _poor),
    Rule("fine measure", _fine),
    Rule("measure fine", _fine),
    Rule("rated", lambda _parse: FoundFilter("rating", tuple("12345"))),
)
