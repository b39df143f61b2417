"""A private PostgreSQL for tests: a cluster of its own in a folder of its own, on a free port."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from tests.ports import free_ports
from tests.waiting import until

START_LIMIT_S = 30
USER = "postgres"
QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "shared_buffers=32MB", "max_connections=40")


class Postgres:
    """*url* is of a database; its user may do everything."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._made = 0

    def address(self, database: str) -> str:
        return f"postgresql://{USER}@127.0.0.1:{self._port}/{database}"

    def new_database(self) -> str:
        """The URL of an empty one."""
        self._made += 1
        name = f"test{self._made}"
        with psycopg.connect(self.address("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE template0")
        return self.address(name)

    def answers(self) -> bool:
        try:
            psycopg.connect(self.address("postgres"), connect_timeout=1).close()
        except psycopg.OperationalError:
            return False
        return True


@contextmanager
def running_postgres() -> Iterator[Postgres]:
    """PostgreSQL refuses to run as root; then it runs as the user that its package has made."""
    owner = USER if os.getuid() == 0 else None
    folder = Path(tempfile.mkdtemp(prefix="zentrale-postgres-"))
    try:
        if owner:
            account = pwd.getpwnam(owner)
            os.chown(folder, account.pw_uid, account.pw_gid)
        data, programs = folder / "data", _programs()
        make = [
            programs / "initdb",
            "-D",
            data,
            "-U",
            USER,
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
            "--no-sync",
        ]
        subprocess.run(make, check=True, user=owner, cwd=folder, capture_output=True)
        (port,) = free_ports(1)
        settings = [part for each in QUICK for part in ("-c", each)]
        run = [programs / "postgres", "-D", data, "-p", str(port), "-h", "127.0.0.1", "-k", folder, *settings]
        with (folder / "log").open("wb") as log:
            server = subprocess.Popen(run, user=owner, cwd=folder, stdout=log, stderr=log)
        try:
            postgres = Postgres(port)
            if not until(postgres.answers, START_LIMIT_S):
                raise RuntimeError((folder / "log").read_text("utf-8", "replace"))
            yield postgres
        finally:
            server.terminate()
            server.wait(START_LIMIT_S)
    finally:
        shutil.rmtree(folder)


def _programs() -> Path:
    """The newest version's, as Debian lays them."""
    return max(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
