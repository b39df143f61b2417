"""Packs a long text into a hidden field of a form, so that what was shown is what is done."""

import base64
import binascii
import zlib

from flask_babel import gettext as _

from app.web.errors import Refused

MOST_BYTES = 4 * 2**20


class Broken(Refused):
    """Says that the field did not come back unchanged."""

    code = "broken"


def pack(text: str) -> str:
    """Return *text* compressed, in base64."""
    return base64.b64encode(zlib.compress(text.encode())).decode()


def unpack(field: str) -> str:
    """Return the packed text. Raise Broken if the field did not come back unchanged."""
    try:
        stream = zlib.decompressobj()
        data = stream.decompress(base64.b64decode(field, validate=True), MOST_BYTES)
        if stream.unconsumed_tail or not stream.eof:
            raise ValueError
        return data.decode()
    except (ValueError, binascii.Error, zlib.error) as problem:
        raise Broken(_("The file did not arrive whole. Choose it once more.")) from problem
