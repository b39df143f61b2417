"""The German of this checkout: a browser that asks for it, and all of its texts."""

from functools import cache

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from app.extraction import TRANSLATIONS

PO = TRANSLATIONS / "de" / "LC_MESSAGES" / "messages.po"
GERMAN = {"Accept-Language": "de"}


@cache
def german() -> Catalog:
    with PO.open("rb") as file:
        return read_po(file, locale="de")
