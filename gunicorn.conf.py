"""Configures gunicorn, which serves the portal and reads this file by itself when started in this folder."""

import gc

from config import Config

_config = Config.from_env()

bind = f"{_config.http_host}:{_config.http_port}"
worker_class = "gevent"
workers = 1  # several need the Redis message queue, and then run as several portals
control_socket_disable = True
forwarded_allow_ips = ""  # app/web/proxies.py alone reads X-Forwarded-*
graceful_timeout = 3  # an open live page holds its websocket for ever
accesslog = None
errorlog = "-"
proc_name = "zentrale-portal"


def post_worker_init(_worker: object) -> None:
    """Exempt what a worker has loaded from garbage collection, which held a page up for 0.1 s."""
    gc.collect()
    gc.freeze()
