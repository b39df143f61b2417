import json

import pytest

from switch.settings import Settings

DATA = {
    "switch": "node1",
    "sip_address": "127.0.0.1:5070",
    "event_port": 1,
    "rpc_port": 2,
    "ng_port": 3,
    "realm": "zentrale",
    "leg_secret": "s",
    "trunks": ["127.0.0.0/8", "192.0.2.7/32"],
    "max_calls": 10,
    "calls_per_second": 0,
    "longest_wait_ms": 250,
    "longest_unanswered_s": 1800,
    "trunk": "192.0.2.7:5060",
    "trunk_media": [],
    "trunk_plan": None,
    "web_port": 5,
    "phone_port": 6,
    "phone_origins": ["https://exchange.example"],
    "trusted_proxies": 0,
    "prompts_dir": "/p",
    "published_dir": "/data",
    "snapshot": "/data/run/entries.db",
    "reachable": "/data/run/reachable.json",
    "locations": "/data/run/location.db",
    "journal_dir": "/j",
    "spool_dir": "/s",
    "disk_reserve_mb": 500,
    "secret": "00",
}


@pytest.mark.parametrize(
    ("host", "expected"), [("127.0.0.9", True), ("192.0.2.7", True), ("192.0.2.8", False), ("198.51.100.1", False)]
)
def test_calls_are_taken_from_trunks_only(tmp_path, host, expected):
    path = tmp_path / "switch.json"
    path.write_text(json.dumps(DATA))
    assert Settings.read(path).is_trunk(host) is expected
