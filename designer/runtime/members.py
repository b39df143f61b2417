"""Tells who of a group can be rung, and how long they have for wrap-up."""

from designer.runtime.availability import present
from designer.runtime.directory import Directory, Group

NO_GROUP: Group = {"members": []}


def members_of(directory: Directory, group: str) -> dict[str, list[str]]:
    """Return the skills of each member of the group who has a phone, by extension."""
    employees = directory["employees"]
    found = directory["groups"].get(group, NO_GROUP)["members"]
    return {
        each: employees[each].get("skills", []) for each in found if each in employees and employees[each]["phones"]
    }


def able(directory: Directory, group: str, skill: str, at_ms: int) -> list[str]:
    """Return the extensions of those in the group who have *skill* ("" for none) and are available at this moment."""
    members = members_of(directory, group)
    return present(directory, (name for name, skills in members.items() if not skill or skill in skills), at_ms)


def wrap_up_s(directory: Directory, group: str) -> int:
    """Return how many seconds of wrap-up the group gives an agent after a talk."""
    return directory["groups"].get(group, NO_GROUP).get("wrap_up_s", 0)
