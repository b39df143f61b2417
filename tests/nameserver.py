"""A nameserver for one program: it notes what it is asked, and answers only what it was told to.

The program sees another /etc/resolv.conf than everybody else, in a mount namespace of its own. Port 53 is for root.
"""

import os
import secrets
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
SEE_OTHERWISE = 'mount --bind "$0" /etc/resolv.conf && exec "$@"'


class Nameserver:
    """*asked* are the names, in order. *known* are those that it has an address for; to all others, it says nothing."""

    def __init__(self, folder: Path, **known: str) -> None:
        self.asked: list[str] = []
        self._configuration = folder / "resolv.conf"
        host = f"127.{53 + secrets.randbelow(200)}.{secrets.randbelow(256)}.53"  # others have theirs on this machine
        self._configuration.write_text(f"nameserver {host}\n")
        command = [sys.executable, "-m", "tests.nameserver", host, *(f"{name}={known[name]}" for name in known)]
        sudo = ["sudo", "-n"] if os.geteuid() else []
        self._process = subprocess.Popen(
            [*sudo, *command], cwd=REPOSITORY, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert self._process.stdout
        assert self._process.stdout.readline() == "ready\n"
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def within(self, command: list[str]) -> list[str]:
        """*command* such that it asks here, and nobody else."""
        namespace = ["unshare", "--mount", *(["--map-root-user"] if os.geteuid() else [])]
        return [*namespace, "sh", "-c", SEE_OTHERWISE, str(self._configuration), *command]

    def close(self) -> None:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.close()
        self._process.wait(timeout=10)
        self._reader.join(timeout=10)
        self._process.stdout.close()

    def _read(self) -> None:
        assert self._process.stdout
        for line in self._process.stdout:
            self.asked.append(line.strip())


@contextmanager
def nameserver(folder: Path, **known: str) -> Iterator[Nameserver]:
    server = Nameserver(folder, **known)
    try:
        yield server
    finally:
        server.close()


def is_possible() -> bool:
    """Whether this machine lets us have port 53 and a mount namespace; a container may not."""
    sudo = ["sudo", "-n"] if os.geteuid() else []
    return not subprocess.run([*sudo, "unshare", "--mount", "true"], capture_output=True).returncode


def serve(host: str, known: dict[str, str]) -> None:
    """Until standard input ends. *known* are by the first label: all names here end in ".example"."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as door:
        door.bind((host, 53))
        _say("ready")
        threading.Thread(target=_answer, args=(door, known), daemon=True).start()
        sys.stdin.read()


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _answer(door: socket.socket, known: dict[str, str]) -> None:
    while True:
        question, sender = door.recvfrom(4096)
        labels, at = [], 12
        while size := question[at]:
            labels.append(question[at + 1 : at + 1 + size].decode())
            at += 1 + size
        _say(".".join(labels))
        if address := known.get(labels[0]):
            head = question[:2] + bytes.fromhex("8180 0001 0001 0000 0000")
            record = bytes.fromhex("c00c 0001 0001 0000003c 0004") + socket.inet_aton(address)
            door.sendto(head + question[12 : at + 5] + record, sender)


if __name__ == "__main__":
    serve(sys.argv[1], dict(each.split("=") for each in sys.argv[2:]))
