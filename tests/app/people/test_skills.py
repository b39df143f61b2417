import pytest

from app.people.skills import parse_skills, write_skills
from tests.app.settings.test_pages import ANNA, directory


def test_skills_are_read_as_people_write_them(app):
    with app.test_request_context():
        assert parse_skills(" French,billing ,, french") == ["billing", "french"]
        assert parse_skills(write_skills(["a", "b"])) == ["a", "b"]


@pytest.mark.parametrize("text", ["very good", "a" * 33, "é", ",".join(f"a{number}" for number in range(21))])
def test_other_skills_are_refused(app, text):
    with app.test_request_context(), pytest.raises(ValueError):  # noqa: PT011 - the sentence is for people
        parse_skills(text)


def test_skills_go_to_the_switch_and_can_be_changed(client, switch):
    client.post("/settings/employees/new", data={**ANNA, "skills": "french, billing"})
    assert directory(switch)["employees"]["101"]["skills"] == ["billing", "french"]
    assert 'value="billing, french"' in client.get("/settings/employees/1").text
    client.post("/settings/employees/1", data={**ANNA, "skills": "german", "revision": "1"})
    assert directory(switch)["employees"]["101"]["skills"] == ["german"]
    page = client.post("/settings/employees/1", data={**ANNA, "skills": "two words", "revision": "2"})
    assert page.status_code == 422
    assert "“two words” is not one plain word" in page.text
