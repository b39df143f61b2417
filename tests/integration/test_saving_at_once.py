"""Several people save at the same moment, in the portal as it is served: nothing is lost, and nobody waits long."""

import copy
import re
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests

from tests.installation import OWNER, Installation
from tests.postgres import running_postgres
from tests.repeated import first
from tests.system_sounds import link_sounds, made_once

ROUNDS, PEOPLE = 5, 4
LIMIT_S = 10.0
"""Far more than it takes, and far less than a process that stands still for another one's database."""


class Person:
    """A browser in which the owner is signed in."""

    def __init__(self, installation: Installation) -> None:
        self._url = installation.url
        self._session = requests.Session()
        page = self.get("/sign-in").text
        data = {"email": OWNER, "password": installation.password(), **_token(page)}
        answer = self._session.post(f"{self._url}/sign-in", data=data, timeout=LIMIT_S)
        assert answer.ok, answer.text
        self._token = _token(self.get("/flows/").text)

    def get(self, path: str) -> requests.Response:
        return self._session.get(f"{self._url}{path}", timeout=LIMIT_S)

    def send(self, path: str, files: dict[str, tuple[str, str]] | None = None, **data: str) -> requests.Response:
        """As a form."""
        return self._session.post(
            f"{self._url}{path}", data=self._token | data, files=files, timeout=LIMIT_S, allow_redirects=False
        )

    def api(self, method: str, path: str, data: object) -> requests.Response:
        how = {"X-CSRFToken": self._token["csrf_token"]}
        return self._session.request(method, f"{self._url}/api{path}", json=data, headers=how, timeout=LIMIT_S)


def _token(page: str) -> dict[str, str]:
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page) or re.search(
        r'csrf-token" content="([^"]+)"', page
    )
    assert found, page
    return {"csrf_token": found.group(1)}


@pytest.fixture(scope="module", params=first(["sqlite", "postgresql"]))
def installation(request, tmp_path_factory):
    home = tmp_path_factory.mktemp("installation") / "data"
    link_sounds(made_once(), home / "prompts")
    if request.param == "sqlite":
        yield from _running(Installation(home))
    else:
        with running_postgres() as server:
            yield from _running(Installation(home, database_url=server.new_database()))


def _running(found):
    try:
        found.start()
        yield found
        log = (found.config.logs_dir / "portal.log").read_text()
        assert "WORKER TIMEOUT" not in log
        assert "Traceback" not in log, log
    finally:
        found.kill()


@pytest.fixture(scope="module")
def people(installation):
    return [Person(installation) for _ in range(PEOPLE)]


@pytest.fixture(autouse=True)
def _it_answers_meanwhile(installation):
    """However busy it is, it is seen to be alive all the time."""
    over, answers = threading.Event(), []

    def look():
        while not over.wait(0.05):
            answers.append(requests.get(f"{installation.url}/livez", timeout=LIMIT_S).status_code)

    with ThreadPoolExecutor(1) as pool:
        looking = pool.submit(look)
        yield
        over.set()
        looking.result()
    assert set(answers) == {200}


def at_once(people, do):
    """What *do* gives for each person and their place, all begun at the same moment."""
    ready = threading.Barrier(len(people))

    def one(place):
        ready.wait(LIMIT_S)
        return do(people[place], place)

    with ThreadPoolExecutor(len(people)) as pool:
        return list(pool.map(one, range(len(people))))


def statuses(answers):
    return Counter(answer.status_code for answer in answers)


def draft(person):
    return person.get("/api/flows/1").json()


def save(person, label, flow):
    graph = copy.deepcopy(flow["graph"])
    graph["nodes"][0]["label"] = label
    return person.api("PUT", "/flows/1/draft", {"graph": graph, "revision": flow["revision"]})


def test_different_things_are_all_kept(people):
    def change(person, place):
        if place == 0:
            return save(person, f"In round {turn}", flow)
        extension = f"{place}{turn:02}"
        return person.send("/settings/employees/new", extension=f"4{extension}", name=f"Person {extension}")

    for turn in range(ROUNDS):
        flow = draft(people[0])
        assert statuses(at_once(people, change)) == {200: PEOPLE}
        assert draft(people[0])["graph"]["nodes"][0]["label"] == f"In round {turn}"
    page = "".join(people[0].get(f"/settings/employees?page={page}").text for page in (1, 2))
    assert len(set(re.findall(r"Person \d{3}", page))) == ROUNDS * (PEOPLE - 1)


def test_of_those_who_draw_the_same_flow_one_is_kept_and_the_others_are_told(people):
    for turn in range(ROUNDS):
        flow = draft(people[0])
        answers = at_once(people, lambda person, place, flow=flow, turn=turn: save(person, f"{turn} {place}", flow))
        assert statuses(answers) == {200: 1, 409: PEOPLE - 1}
        (kept,) = (place for place, answer in enumerate(answers) if answer.ok)
        assert draft(people[0])["graph"]["nodes"][0]["label"] == f"{turn} {kept}"


def test_the_same_flow_published_by_all_is_one_version(people):
    for turn in range(ROUNDS):
        assert save(people[0], f"Published in {turn}", draft(people[0])).ok
        revision = draft(people[0])["revision"]
        answers = at_once(
            people, lambda person, _, revision=revision: person.api("POST", "/flows/1/publish", {"revision": revision})
        )
        assert statuses(answers) == {200: PEOPLE}
        assert len({answer.json()["version"] for answer in answers}) == 1


def test_flows_of_the_same_name_are_all_made(people):
    for turn in range(ROUNDS):
        answers = at_once(people, lambda person, _, turn=turn: person.send("/flows/", name=f"Same {turn}", template=""))
        assert statuses(answers) == {302: PEOPLE}
        assert len({answer.headers["Location"] for answer in answers}) == PEOPLE


def test_an_extension_is_given_once_and_the_others_are_told(people):
    for turn in range(ROUNDS):
        answers = at_once(
            people,
            lambda person, _, turn=turn: person.send("/settings/employees/new", extension=f"50{turn}", name="Same"),
        )
        assert statuses(answers) == {200: 1, 422: PEOPLE - 1}
        assert all("belongs to another employee" in answer.text for answer in answers if answer.status_code == 422)


def test_groups_lists_and_hours_of_the_same_name_are_all_made(people):
    for what in ("groups", "lists"):
        for turn in range(ROUNDS):
            answers = at_once(
                people,
                lambda person, _, what=what, turn=turn: person.send(
                    f"/settings/{what}/new", label=f"Same {turn}", strategy="all", wrap_up="0"
                ),
            )
            assert statuses(answers) == {302: PEOPLE}, answers[0].text


def test_a_table_that_is_taken_over_twice_is_taken_over_once(people):
    for turn in range(ROUNDS):
        rows = "".join(f"{6000 + turn * 30 + each},Import {turn} {each},,,,\n" for each in range(20))
        table = f"extension,name,email,skills,groups,role\n{rows}"
        looked_at = people[0].send("/settings/employees/import", files={"file": ("table.csv", table)})
        answers = at_once(people, lambda person, _, at=looked_at.headers["Location"]: person.send(at))
        assert statuses(answers) == {302: PEOPLE}
