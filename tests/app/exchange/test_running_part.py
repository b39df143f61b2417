"""A part has ended once nothing that it has started is left."""

import os
import select
import signal

from app.exchange.running_part import RunningPart
from tests.waiting import until

LARGE = "import pathlib, signal; space = bytearray(b'x') * 500_000_000; pathlib.Path('large').touch(); signal.pause()"
"""It takes a moment to be gone when it is killed."""
PARENT = (
    "import os, pathlib, signal, subprocess, sys;"
    f"child = subprocess.Popen([sys.executable, '-c', {LARGE!r}]);"
    "pathlib.Path('new').write_text(str(child.pid)); os.rename('new', 'child'); signal.pause()"
)


def test_what_a_part_has_started_is_gone_when_it_has_ended(tmp_path):
    (tmp_path / "parent.py").write_text(PARENT)
    part = RunningPart("parent", "python parent.py", tmp_path, tmp_path, lambda: True)
    part.start()
    assert until((tmp_path / "large").exists)
    child = os.pidfd_open(int((tmp_path / "child").read_text()))
    part.ask_to_end()
    assert until(part.ended) == signal.SIGTERM.name
    assert select.select([child], [], [], 0)[0]
    os.close(child)
