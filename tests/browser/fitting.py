"""Says whether a page fits its screen."""

from playwright.sync_api import Page

from tests.waiting import until

TOO_WIDE = "() => document.documentElement.scrollWidth - innerWidth"


def fits(page: Page) -> bool:
    """Return whether nothing stands out sideways, once the scripts of the page have drawn for this width.

    A page that is only being loaded has no document to measure yet."""
    page.wait_for_load_state()
    return until(lambda: page.evaluate(TOO_WIDE) <= 0)
