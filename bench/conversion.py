"""A process that makes WAV files of what rtpengine recorded, one after the other, until it is told to end.

python -m bench.conversion SPOOL RECORDINGS
"""

import signal
import sys
import time
from pathlib import Path

from app.gateways.capture import convert
from app.gateways.spool import Capture, finished

LOOK_S = 0.5


def make_wav(capture: Capture, folder: Path) -> None:
    draft = folder / f".{capture.recording}.wav"
    convert(capture.pcap, draft, stereo=True, caller_port=capture.caller_port)
    draft.replace(folder / f"{capture.recording}.wav")
    capture.delete()


def main(spool: Path, folder: Path) -> None:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    folder.mkdir(parents=True, exist_ok=True)
    print("ready", flush=True)
    while True:
        captures = finished(spool).values()
        for capture in captures:
            make_wav(capture, folder)
        if not captures:
            time.sleep(LOOK_S)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
