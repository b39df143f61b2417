"""Recognises sound files by their first bytes, because names and types from outside prove nothing."""

MIMETYPES = {
    "wav": "audio/wav",
    "mp3": "audio/mpeg",
    "m4a": "audio/mp4",
    "ogg": "audio/ogg",
    "webm": "audio/webm",
}
MATROSKA = b"\x1a\x45\xdf\xa3"
LAYER_3 = 0b01


def kind_of(source: bytes) -> str | None:
    """Return a key of MIMETYPES, or None for any other file."""
    if source[:4] == b"RIFF" and source[8:12] == b"WAVE":
        return "wav"
    if source[4:8] == b"ftyp":
        return "m4a"
    if source[:4] == b"OggS":
        return "ogg"
    if source[:4] == MATROSKA:
        return "webm"
    return "mp3" if source[:3] == b"ID3" or _is_mpeg_frame(source) else None


def _is_mpeg_frame(source: bytes) -> bool:
    """Check the eleven bits of the sync word, then version and layer (ISO 11172-3 section 2.4.1.3)."""
    return len(source) > 3 and source[0] == 0xFF and source[1] & 0xE0 == 0xE0 and source[1] >> 1 & 0b11 == LAYER_3
