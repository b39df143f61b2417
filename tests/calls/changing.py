"""``python -m tests.calls.changing``: a process beside others that changes the company of an exchange, again and again.

Arguments: what it does, "import" or "change", how often, and its own name. It prints how often it was done.
"""

import json
import sys

from sqlalchemy import select

from app import create_app
from app.company.models import Company
from app.db import company_scope, db
from app.lists import service as callers
from app.people.models import Employee
from app.people.service.employee_import import carry_out, keep
from config import Config


def main(kind: str, count: int, name: str) -> None:
    app = create_app(Config.from_env())
    for place in range(count):
        with app.test_request_context():  # nobody is signed in
            company = db.session.scalars(select(Company.id)).first()
            with company_scope(company):
                CHANGES[kind](name, place)
                db.session.commit()
            db.session.remove()
    sys.stdout.write(f"{json.dumps({'done': count})}\n")


def _import(name: str, place: int) -> None:
    """Ten new employees, and a new name for one who is there."""
    rows = [f"{name}{place:03}{each},{name} {place} {each},,,," for each in range(10)]
    table = "\n".join(["extension,name,email,skills,groups,role", *rows, f"102,Ben after {name} {place},,,,"])
    carry_out(keep(table.encode(), "people.csv"), by=None)


def _change(name: str, place: int) -> None:
    if place % 2:
        callers.add_caller_list(f"{name} {place}", [f"+4917{place:06}"])
    else:
        employee = db.session.scalars(select(Employee).where(Employee.extension == "103")).one()
        employee.name = f"Clara after {name} {place}"
        callers.add_caller_list(f"{name} {place}", [])


CHANGES = {"import": _import, "change": _change}

if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3])
