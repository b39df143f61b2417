"""Finds the page of a form whose own address only takes what the form sends."""

from flask.globals import request_ctx
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect


def page_above(path: str) -> str:
    """Return the nearest address above *path* that can be opened; "/" at the last."""
    parts = [part for part in path.split("/") if part]
    for count in range(len(parts) - 1, 0, -1):
        address = "/" + "/".join(parts[:count])
        if _can_be_opened(address):
            return address
    return "/"


def _can_be_opened(address: str) -> bool:
    assert request_ctx.url_adapter is not None  # there is a request
    try:
        request_ctx.url_adapter.match(address, method="GET")
    except RequestRedirect:
        return True
    except HTTPException:
        return False
    return True
