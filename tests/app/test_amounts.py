"""How a figure came about is written with the numbers of its formula."""

import pytest
from flask_babel import force_locale

from app.amounts import figure, filled
from app.ports.figures import Quotient


@pytest.mark.parametrize(
    ("language", "text", "quotient", "said"),
    [
        ("en", "86\u00a0%", Quotient(412, 480, "calls", "calls"), "412 of 480 = 86\u00a0%"),
        ("de", "86\u00a0%", Quotient(4120, 4800, "calls", "calls"), "4.120 von 4.800 = 86\u00a0%"),
        ("en", "0:30", Quotient(5400, 180, "seconds", "calls"), "1 h 30 min / 180 = 0:30"),
        ("en", "4.5", Quotient(9, 2, "score", "calls"), "9.0 / 2 = 4.5"),
        ("de", "50\u00a0%", Quotient(1800, 3600, "seconds", "seconds"), "30:00 von 1 h 00 min = 50\u00a0%"),
        ("en", "412", None, "=\u00a0412"),
        ("en", "–", Quotient(0, 0, "calls", "calls"), ""),
    ],
)
def test_a_formula_is_filled_in(app, language, text, quotient, said):
    with app.test_request_context(), force_locale(language):
        assert filled(text, quotient) == said


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (12 / 31, "39"),
        (2 / 3, "67"),
        (0.385, "39"),
        (0.29, "29"),
        (0.7999, "80"),
        (1, "100"),
        (0.9999, "99,9"),
        (0, "0"),
    ],
)
def test_a_share_is_rounded_as_on_the_wall(app, share, said):
    with app.test_request_context(), force_locale("de"):
        assert figure(share, "share") == f"{said}\u00a0%"
