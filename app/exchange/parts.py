"""Provides the files and command lines of rtpengine and Kamailio, all from ``Config``.

Both run privately: no file of the system's own services is read or written.
"""

import json
import os
import resource
import secrets
import shutil
import string
from pathlib import Path

from app.exchange import location_database
from app.gateways import run_secret
from app.numbering import numbering_plan
from config import Config
from switch.settings import GUEST_S, RPC_SOCKET

REPOSITORY = Path(__file__).resolve().parents[2]


BUFFER_BYTES = 16_384
"""The buffer of each connection: four times Kamailio's default, because browsers' offers are long."""

FILES_BESIDES = 1_024
"""Open files of a Kamailio process that are not connections."""


class CfgTemplate(string.Template):
    """Defines a template with ``@{name}``, because Kamailio's own variables begin with "$"."""

    delimiter = "@"


def rtpengine_command(config: Config) -> list[str]:
    """Return rtpengine's command: in userspace, recording as pcap; digits go to the switch's event port.

    It lacks --player-cache, which 12.5 has: it would save 1 ms per call, but with it 12.5.1 dies of SIGSEGV as soon
    as a call plays a second prompt that was never played before (media_player_cache_entry_init loses the player's
    packet).
    """
    return [
        _daemon("rtpengine"),
        "--config-file=none",
        "--table=-1",
        f"--interface={config.rtp_host}",
        f"--listen-ng=127.0.0.1:{config.ng_port}",
        f"--port-min={config.rtp_port_min}",
        f"--port-max={config.rtp_port_max}",
        f"--dtmf-log-dest=127.0.0.1:{config.event_port}",
        f"--recording-dir={config.spool_dir}",
        "--recording-method=pcap",
        "--recording-format=eth",
        "--num-threads=2",
        "--timeout=60",
        "--silent-timeout=3600",
        "--delete-delay=0",
        "--foreground",
        "--log-stderr",
        "--log-level=4",
    ]


def kamailio_command(config: Config) -> list[str]:
    """Write the files with which Kamailio starts into ``run_dir``, and return its command line."""
    config.run_dir.mkdir(parents=True, exist_ok=True)
    config.journal_dir.mkdir(parents=True, exist_ok=True)
    settings = config.run_dir / "switch.json"
    _write_private(settings, json.dumps(_settings(config), indent=1))
    start = config.run_dir / "exchange_start.py"
    _write_private(start, _start_script(settings))
    cfg = config.run_dir / "kamailio.cfg"
    _write_private(cfg, _cfg(config, start))
    return [
        *("/usr/bin/env", f"--chdir={config.run_dir}"),  # where it makes the socket of RPC_SOCKET
        _daemon("kamailio"),
        "-DD",
        "-E",
        *("-f", str(cfg)),
        *("-m", str(config.switch_memory_mb)),
        *("-M", str(private_mb(config))),
        *("-Y", str(config.run_dir)),
        *("-w", str(config.run_dir)),
        *("-P", str(config.run_dir / "kamailio.pid")),
    ]


def private_mb(config: Config) -> int:
    """Return the private memory of each Kamailio process; unused memory costs nothing.

    One process reads all registrations at once when it starts, which needs more there than in the shared memory.
    """
    return config.switch_memory_mb // 4


def connections(config: Config) -> int:
    """Return the most connections at one time; together they fill a third of the memory at most."""
    return config.switch_memory_mb * 4


def _daemon(name: str) -> str:
    """Return a program's path. Debian keeps some programs where only root looks for them."""
    return shutil.which(name) or f"/usr/sbin/{name}"


def _settings(config: Config) -> dict[str, object]:
    """Return what ``switch.settings.Settings`` reads."""
    return {
        "switch": config.node_name,
        "sip_address": f"{config.sip_host}:{config.sip_port}",
        "event_port": config.event_port,
        "rpc_port": config.rpc_port,
        "ng_port": config.ng_port,
        "realm": config.sip_realm,
        "leg_secret": secrets.token_hex(16),
        "trunks": [str(network) for network in config.trunks],
        "max_calls": config.max_calls,
        "calls_per_second": config.calls_per_second or 0,
        "longest_wait_ms": config.longest_wait_ms,
        "longest_unanswered_s": config.longest_unanswered_s,
        "trunk": config.trunk,
        "trunk_media": [str(network) for network in config.trunk_media],
        "trunk_plan": numbering_plan(config.trunk_country),
        "web_port": config.web_port,
        "phone_port": config.phone_port,
        "phone_origins": config.portal_origins,
        "trusted_proxies": config.trusted_proxies,
        "prompts_dir": str(config.prompts_dir),
        "published_dir": str(config.home),
        "snapshot": str(config.snapshot),
        "reachable": str(config.run_dir / "reachable.json"),
        "locations": str(config.run_dir / "location.db"),
        "journal_dir": str(config.journal_dir),
        "secret": run_secret.current(config).hex(),
        "spool_dir": str(config.spool_dir),
        "disk_reserve_mb": config.disk_reserve_mb,
    }


def _start_script(settings: Path) -> str:
    return (
        f"import sys\n\nsys.path.insert(0, {str(REPOSITORY)!r})\n\n"
        f"from switch import routing\n\n\ndef mod_init():\n    return routing.start({str(settings)!r})\n"
    )


def _cfg(config: Config, start: Path) -> str:
    return CfgTemplate((REPOSITORY / "switch" / "kamailio.cfg").read_text()).substitute(
        debug="1",
        workers=config.sip_workers,
        sip_address=f"{config.sip_host}:{config.sip_port}",
        sip_port=config.sip_port,
        event_address=f"127.0.0.1:{config.event_port}",
        event_port=config.event_port,
        sip_host=config.sip_host,
        phone_address=f"{config.sip_host}:{config.phone_port}",
        rpc_address=f"127.0.0.1:{config.rpc_port}",
        rpc_socket=f"/proc/self/cwd/{RPC_SOCKET}",
        modules=_modules(),
        location_database=location_database.prepared(config.run_dir / "location.db"),
        buffer_bytes=BUFFER_BYTES,
        buffers_mb=connections(config) * BUFFER_BYTES >> 20,
        connections=connections(config),
        open_files=_open_files(connections(config)),
        guest_s=GUEST_S,
        start=start,
    )


def _open_files(connections: int) -> int:
    """Return as many open files as Kamailio needs, or as it may have."""
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    wanted = connections + FILES_BESIDES
    return wanted if most == resource.RLIM_INFINITY else min(wanted, most)


def _modules() -> str:
    """Return where Debian keeps Kamailio's modules on this machine's architecture."""
    found = sorted(Path("/usr/lib").glob("*/kamailio/modules/tm.so"))
    return f"{found[0].parent}/" if found else "/usr/lib/kamailio/modules/"


def _write_private(path: Path, text: str) -> None:
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        os.fchmod(file.fileno(), 0o600)  # if it was there already
        file.write(text)
