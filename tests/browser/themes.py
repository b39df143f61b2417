"""Light and dark. ``make test`` looks at every page in both (``test_frame``); what a test does besides that, it does in
one, and ``make proof`` in the other, too."""

import pytest

THEMES = ("light", pytest.param("dark", marks=pytest.mark.proof))
