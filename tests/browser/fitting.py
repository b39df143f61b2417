"""Says whether a page fits its screen."""

from playwright.sync_api import Page

from tests.waiting import until

TOO_WIDE = "() => document.documentElement.scrollWidth - innerWidth"


def fits(page: Page) -> bool:
    """Return whether nothing stands out sideways, once the scripts of the page have drawn for this width."""
    return until(lambda: page.evaluate(TOO_WIDE) <= 0)
