"""People to test with, and pictures of them."""

import struct
import zlib

from app.people.service.employees import add_employee

ANNA = {"extension": "101", "name": "Anna Berg", "email": "anna@demo.example"}


def add_people():
    """In the company in force; by extension."""
    anna = add_employee("101", "Anna Berg", "anna@demo.example", ["french"])[0]
    oezil = add_employee("102", "Özge Özil", "oezil@demo.example")[0]
    omar = add_employee("1001", "عمر 🦊")[0]
    return {each.extension: each for each in (anna, oezil, omar)}


def png(width, height, said_width=None):
    """A black picture; *said_width* is what its head claims instead."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", said_width or width, height, 1, 0, 0, 0, 0)
    rows = bytes(1 + -(-width // 8)) * height
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
