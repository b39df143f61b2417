"""SIP on a stream: where one message ends and the next begins (RFC 3261 section 18.3)."""

import re

LENGTH = re.compile(rb"^(?:Content-Length|l)\s*:\s*(\d+)", re.IGNORECASE | re.MULTILINE)


def messages_of(data: bytes) -> tuple[list[bytes], bytes]:
    """(the whole messages in *data*, the rest)."""
    found = []
    data = data.lstrip(b"\r\n")
    while (end := data.find(b"\r\n\r\n")) >= 0:
        length = LENGTH.search(data[:end])
        size = end + 4 + int(length.group(1) if length else 0)
        if len(data) < size:
            break
        found.append(data[:size])
        data = data[size:].lstrip(b"\r\n")
    return found, data
