"""Tasks again and again; what one of them does is nothing to the others."""

import threading

import pytest
from flask import current_app

from app.heartbeat import age_s
from app.ports.jobs import Periodic, Service, periodic_jobs, services
from app.worker.service import Worker
from tests.waiting import until

LIMIT_S = 30


@pytest.fixture
def start(app):
    workers = []

    def start(*tasks):
        workers.append(Worker(app, tasks))
        workers[-1].start()
        return workers[-1]

    yield start
    for worker in workers:
        worker.stop()
        worker.wait()


class Calls:
    """A task that counts, and can be held up."""

    def __init__(self, fails=False):
        self.count, self.fails = 0, fails
        self.came, self.may_go = threading.Condition(), threading.Event()
        self.may_go.set()

    def __call__(self):
        assert current_app.name == "app"
        with self.came:
            self.count += 1
            self.came.notify_all()
        assert self.may_go.wait(LIMIT_S)
        if self.fails:
            raise RuntimeError("broken")

    def wait(self, count):
        with self.came:
            return self.came.wait_for(lambda: self.count >= count, LIMIT_S)


def test_a_task_is_done_again_and_again(start):
    task = Calls()
    start(Periodic("count", 0.01, task))
    assert task.wait(3)


def test_a_task_that_fails_is_tried_again_and_the_log_has_its_name(start, caplog):
    broken = Calls(fails=True)
    start(Periodic("make trouble", 0.01, broken))
    assert broken.wait(2)
    assert "make trouble" in caplog.text
    assert "RuntimeError: broken" in caplog.text


def test_what_fails_now_is_known_and_the_log_is_not_filled_with_it(start, caplog):
    broken = Calls(fails=True)
    worker = start(Periodic("make trouble", 0.01, broken))
    assert broken.wait(3)
    ((task, reason),) = {(each.task, each.reason) for each in worker.troubles}
    assert (task, reason) == ("make trouble", "RuntimeError: broken")
    assert caplog.text.count("Traceback") == 1
    broken.fails = False
    count = broken.count
    assert broken.wait(count + 3)
    assert until(lambda: not worker.troubles)


def test_a_slow_task_keeps_no_other_waiting(start):
    slow, quick = Calls(), Calls()
    slow.may_go.clear()
    start(Periodic("slow", 0.01, slow), Periodic("quick", 0.01, quick))
    assert slow.wait(1)
    assert quick.wait(5)
    assert slow.count == 1
    slow.may_go.set()


def test_what_is_under_way_is_finished_before_the_end(start):
    slow = Calls()
    slow.may_go.clear()
    worker = start(Periodic("slow", 60, slow))
    assert slow.wait(1)
    worker.stop()
    ended = threading.Thread(target=worker.wait)
    ended.start()
    assert ended.is_alive()
    slow.may_go.set()
    ended.join(LIMIT_S)
    assert not ended.is_alive()


def test_a_service_runs_until_the_worker_stops(app):
    began, ended = threading.Event(), threading.Event()

    def run(stopped):
        began.set()
        assert stopped.wait(LIMIT_S)
        ended.set()

    worker = Worker(app, (), [Service("serve", run)])
    worker.start()
    assert began.wait(LIMIT_S)
    assert not ended.is_set()
    worker.stop()
    worker.wait()
    assert ended.is_set()


def test_a_service_that_fails_is_started_again(app, caplog):
    runs = Calls(fails=True)
    worker = Worker(app, (), [Service("make trouble", lambda _stopped: runs())], again_s=0.01)
    worker.start()
    assert runs.wait(2)
    worker.stop()
    worker.wait()
    assert "make trouble" in caplog.text


def test_features_have_told_the_worker_what_to_do(app):
    names = {task.name for task in periodic_jobs.of(app)}
    assert {"follow the journal", "keep the switch as published"} <= names
    assert "answer web requests" in {service.name for service in services.of(app)}


def test_a_task_with_a_sign_gives_it_each_time_that_it_went_well(start, config):
    config.run_dir.mkdir(parents=True, exist_ok=True)
    broken, whole = Calls(fails=True), Calls()
    start(Periodic("make trouble", 0.01, broken, "trouble.sign"), Periodic("count", 0.01, whole, "count.sign"))
    assert broken.wait(2)
    assert whole.wait(2)
    assert age_s(config.run_dir / "count.sign") is not None
    assert age_s(config.run_dir / "trouble.sign") is None
