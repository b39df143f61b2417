from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.references import references

status = Blueprint("status", __name__, url_prefix="/status", template_folder="templates")


@status.get("/")
def index() -> ResponseReturnValue:
    people = {each.name: each.label for each in references() if each.kind == "employee"}
    return render_template("status/index.html", people=people)
