"""Reads the folder in which rtpengine leaves its recordings: ``pcaps/*.pcap``, each with a ``metadata/*.txt``.

rtpengine moves the metadata file from ``tmp/`` to ``metadata/`` when the recording stops, after it has closed the pcap
file: a pcap file named there is complete. The first line is the pcap file's path, and the last one what the switch gave
to ``start recording``: ``recording:<id>|caller:<port>``, the port being rtpengine's towards the caller.
"""

import re
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

SAME_BEGINNING_S = 5.0
NAMED = re.compile(r"recording:(?P<recording>[^|\s]+)(?:\|caller:(?P<port>[0-9]{1,5}))?")


@dataclass(frozen=True)
class Capture:
    """Describes a recording's files."""

    recording: str
    pcap: Path
    metadata: Path
    caller_port: int | None

    @property
    def is_complete(self) -> bool:
        """Return whether rtpengine itself ended it."""
        return self.metadata.suffix == ".txt"

    @property
    def is_there(self) -> bool:
        """Return whether the pcap file exists; False if only its metadata is left."""
        return self.pcap.is_file()

    @property
    def unwritten_s(self) -> float:
        """Return how many seconds ago it was last written to."""
        return time.time() - self.pcap.stat().st_mtime

    def delete(self) -> None:
        """Delete both files."""
        self.pcap.unlink(missing_ok=True)
        self.metadata.unlink(missing_ok=True)

    def set_aside(self, folder: Path) -> None:
        """Move both files to *folder*, out of the way. Moved back, they are found again."""
        folder.mkdir(exist_ok=True)
        for path in (self.pcap, self.metadata):
            if path.exists():
                path.replace(folder / path.name)


def finished(spool: Path) -> dict[str, Capture]:
    """Return all complete captures by recording id, without those whose metadata names none."""
    found = (_read(path, spool) for path in sorted((spool / "metadata").glob("*.txt")))
    return {capture.recording: capture for capture in found if capture}


def _read(metadata: Path, spool: Path) -> Capture | None:
    """Return the capture of a metadata file.

    Its pcap file is looked for in *spool*, because rtpengine may see the folder under another path.
    """
    lines = metadata.read_text("utf-8", "replace").split("\n")
    for line in reversed(lines):
        if named := NAMED.fullmatch(line):
            port = int(named["port"]) if named["port"] else None
            return Capture(named["recording"], spool / "pcaps" / Path(lines[0]).name, metadata, port)
    return None


def cut_off(spool: Path, recording: str, call: str, began_at: float) -> Capture | None:
    """Return what rtpengine left when it died while writing this recording, or None.

    *began_at* is in seconds since 1970. A call's file is named ``<call>-<16 hex digits>.pcap``; of several, the one
    counts whose first packet arrived when this recording began.
    """
    for unmoved in (spool / "tmp").glob("*.tmp"):
        capture = _read(unmoved, spool)
        if capture and capture.recording == recording:
            return capture
    known = {capture.pcap for capture in finished(spool).values()}
    name = re.compile(re.escape(quote(call, safe="")) + r"-[0-9a-f]{16}\.pcap")
    near = [
        (abs(_first_packet_at(path) - began_at), path)
        for path in (spool / "pcaps").glob("*.pcap")
        if name.fullmatch(path.name) and path not in known
    ]
    apart_s, path = min(near, default=(SAME_BEGINNING_S, spool))
    if apart_s >= SAME_BEGINNING_S:
        return None
    return Capture(recording, path, spool / "tmp" / f"rtpengine-meta-{path.stem}.tmp", None)


def _first_packet_at(pcap: Path) -> float:
    """Return a time in seconds since 1970; 0 for a file without packets."""
    with pcap.open("rb") as file:
        header = file.read(32)
    if len(header) < 32:
        return 0.0
    return int.from_bytes(header[24:28], "little") + int.from_bytes(header[28:32], "little") / 1e6
