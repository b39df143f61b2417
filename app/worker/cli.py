"""Provides ``flask worker``, a process of the Procfile."""

import gc
import logging
import os
import signal
from typing import cast

from flask import Flask, current_app
from flask.cli import AppGroup, with_appcontext

from app.config import config
from app.db import row_estimates
from app.heartbeat import give_sign, sign_file
from app.ports.jobs import Periodic, periodic_jobs, services
from app.worker.service import Worker

NICER = 10
"""The worker's niceness. Calls come first; its jobs can wait until the processor is free."""

SIGN_S = 5

SELDOM = (10_000, 10, 10)
"""How many new objects trigger a search for reference cycles. Other objects are freed at once."""

worker = AppGroup("worker", help="Follows the journal, makes recordings, asks web servers, keeps the switch right.")


@worker.command("run")
@with_appcontext
def run() -> None:
    """Work until SIGTERM or SIGINT, then finish the jobs under way."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    os.nice(NICER)
    app = cast(Flask, current_app._get_current_object())  # type: ignore[attr-defined]  # the threads outlive this context
    sign = sign_file(config().run_dir)
    show_life = Periodic("show that the worker is alive", SIGN_S, lambda: give_sign(sign, found.troubles))
    look = Periodic("estimate the rows of tables", row_estimates.EVERY_S, row_estimates.estimate_rows)
    found = Worker(app, [*periodic_jobs.of(app), show_life, look], services.of(app))
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: found.stop())
    gc.collect()
    gc.freeze()  # what is there now is there to stay: looking for garbage among it took a tenth of the worker's time
    gc.set_threshold(*SELDOM)
    found.start()
    found.wait()
    sign.unlink(missing_ok=True)
