"""The list of calls over the days on which tests have calls, with numbers as the record has them."""

import re
from urllib.parse import urlencode

DAYS = {"from": "2024-05-01", "to": "2026-11-30"}


def plain(page):
    """The text of a page without the spaces within numbers."""
    return re.sub(r"(?<=[+\d]) (?=\d)", "", page)


def listed(client, **how):
    """The text of the list. *headers* are those of the request; the rest narrows it."""
    headers = how.pop("headers", None)
    return plain(client.get(f"/calls/?{urlencode(DAYS | how)}", headers=headers, follow_redirects=True).text)
