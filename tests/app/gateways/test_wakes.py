"""Wake-ups between processes: datagrams on one machine, and Redis, under the same tests."""

import contextlib
import queue
import socket
import threading

import pytest

from app.gateways.wakes import PREFIX, LocalWakes, RedisWakes
from tests.ports import free_ports
from tests.redis_server import running_redis
from tests.waiting import until


@pytest.fixture(scope="module")
def redis_url(tmp_path_factory):
    with running_redis(tmp_path_factory.mktemp("redis")) as url:
        yield url


@pytest.fixture(params=["local", "redis"])
def wakes(request, tmp_path):
    if request.param == "local":
        return LocalWakes(tmp_path / ("long" * 30) / "run")
    return RedisWakes(request.getfixturevalue("redis_url"))


@pytest.fixture
def hear(wakes):
    """Starts to listen, and gives what was heard so far and what waits until so many were."""
    listeners = []

    def hear():
        listener, heard, changed = wakes.listener(), [], threading.Condition()

        def listen():
            for word in listener.words():
                with changed:
                    heard.append(word)
                    changed.notify_all()

        thread = threading.Thread(target=listen)
        thread.start()
        listeners.append((listener, thread))

        def until(count):
            with changed:
                assert changed.wait_for(lambda: len(heard) >= count, 10)
            return heard

        return until

    yield hear
    for listener, thread in listeners:
        listener.stop()
        thread.join(10)
        assert not thread.is_alive()


def test_all_listeners_are_woken(wakes, hear):
    first, second = hear(), hear()
    wakes.send("7")
    wakes.send("messages")
    assert first(2) == second(2) == ["7", "messages"]


def test_nobody_needs_to_listen(wakes):
    wakes.send("7")


def test_the_socket_of_a_process_that_died_is_taken_away(tmp_path):
    wakes = LocalWakes(tmp_path)
    wakes.listener()._socket.close()
    assert list(tmp_path.glob(f"{PREFIX}*"))
    wakes.send("7")
    assert not list(tmp_path.glob(f"{PREFIX}*"))


def test_a_redis_that_is_away_only_leaves_a_word_in_the_log(caplog):
    RedisWakes(f"redis://127.0.0.1:{free_ports(1)[0]}").send("7")
    assert "Redis can't be reached" in caplog.text


def test_a_listener_hears_again_once_redis_is_back(tmp_path):
    (port,) = free_ports(1)
    wakes = RedisWakes(f"redis://127.0.0.1:{port}")
    listener, heard = wakes.listener(), queue.Queue()  # begun while there is no Redis
    thread = threading.Thread(target=lambda: [heard.put(word) for word in listener.words()])
    thread.start()

    def is_heard(word):
        wakes.send(word)
        with contextlib.suppress(queue.Empty):
            return heard.get(timeout=0.2) == word
        return False

    for word in ("7", "8"):
        with running_redis(tmp_path, port):
            assert until(lambda word=word: is_heard(word), 30)
    listener.stop()
    thread.join(10)
    assert not thread.is_alive()


def test_a_redis_that_does_not_answer_holds_up_few_commits(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        wakes = RedisWakes(f"redis://127.0.0.1:{deaf.getsockname()[1]}")
        tried = [wakes.send("7") for _ in range(50)]
        deaf.setblocking(False)
        asked = 0
        with contextlib.suppress(BlockingIOError):
            while True:
                deaf.accept()[0].close()
                asked += 1
    assert len(tried) == 50
    assert asked <= 4
