"""A real nginx between browsers and the exchange, as docs/operations.md has it, apart from TLS."""

import shutil
import subprocess
import time
from pathlib import Path

import requests

from tests.ports import free_ports

START_LIMIT_S = 20
CONFIGURATION = """
daemon off;
master_process off;
pid {home}/nginx.pid;
error_log {home}/error.log;
events {{}}
http {{
    access_log {home}/access.log;
    {temporary}
    map $http_upgrade $connection_upgrade {{
        default upgrade;
        ''      close;
    }}
    server {{
        listen 127.0.0.1:{port};
        proxy_http_version 1.1;
        location / {{
            proxy_pass http://127.0.0.1:{far_port};
            proxy_set_header Upgrade $http_upgrade;
            proxy_set_header Connection $connection_upgrade;
            proxy_set_header Host $host;
            proxy_read_timeout {patience_s}s;
        }}
        location = /here {{
            return 204;
        }}
    }}
}}
"""
FOLDERS = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


class Nginx:
    """Leads its *port* to *far_port*, and gives up a connection on which nothing comes from there for *patience_s*.
    Stop it."""

    def __init__(self, home: Path, far_port: int, patience_s: int = 60) -> None:
        (self.port,) = free_ports(1)
        self._home = home
        temporary = " ".join(f"{name}_temp_path {home}/{name};" for name in FOLDERS)
        text = CONFIGURATION.format(
            home=home, port=self.port, far_port=far_port, patience_s=patience_s, temporary=temporary
        )
        (home / "nginx.conf").write_text(text)
        self.start()

    def start(self) -> None:
        program = shutil.which("nginx") or "/usr/sbin/nginx"
        self._process = subprocess.Popen([program, "-p", str(self._home), "-c", str(self._home / "nginx.conf")])
        end = time.monotonic() + START_LIMIT_S
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > end:
                raise RuntimeError((self._home / "error.log").read_text())

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait(timeout=10)

    def connections(self) -> int:
        """How many it has had to the end."""
        return (self._home / "access.log").read_text().count(" 101 ")

    def _answers(self) -> bool:
        try:
            return requests.get(f"http://127.0.0.1:{self.port}/here", timeout=1).status_code == 204
        except requests.RequestException:
            return False
