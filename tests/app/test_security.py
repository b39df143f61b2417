"""What every answer is protected by, whatever it is."""

import re

import pytest

ALL = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
ANSWERS = {
    "/settings/employees": 200,
    "/api/catalogue": 200,
    "/settings/employees/export.csv": 200,
    "/healthz": 200,
    "/livez": 200,
    "/nowhere": 404,
    "/": 302,
    "/static/nothing.js": 404,
}


@pytest.mark.parametrize("path", ANSWERS)
def test_every_answer_has_the_headers(client, path):
    answer = client.get(path)
    assert answer.status_code == ANSWERS[path]
    assert {name: answer.headers[name] for name in ALL} == ALL
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert "camera=()" in answer.headers["Permissions-Policy"]
    if answer.mimetype.startswith("text/"):
        assert "charset=utf-8" in answer.headers["Content-Type"]


@pytest.mark.parametrize("path", ["/healthz", "/livez"])
def test_a_browser_that_is_signed_in_also_sees_that_the_portal_runs(client, path):
    client.get("/settings/employees")
    assert client.get(path).json == {"status": "ok"}


@pytest.mark.parametrize("path", ["/settings/employees", "/api/catalogue", "/settings/employees/export.csv"])
def test_what_is_a_companys_is_kept_in_no_cache(client, path):
    assert "no-store" in client.get(path).headers["Cache-Control"]


def test_a_page_runs_no_script_but_ours(client):
    one, other = (client.get("/settings/employees").headers["Content-Security-Policy"] for _each in range(2))
    script = re.search(r"script-src ([^;]*);", one)[1]
    assert re.fullmatch(r"'self' 'nonce-[\w-]{20,}'", script)
    assert script not in other
    assert "unsafe-inline" not in one.replace("style-src-attr 'unsafe-inline'", "")


def test_what_is_no_page_runs_nothing(client):
    policy = client.get("/api/catalogue").headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none';")
    assert "script-src" not in policy


@pytest.mark.parametrize(("scheme", "name"), [("http", "zentrale"), ("https", "__Host-zentrale")])
def test_cookies_are_out_of_reach(visitor, scheme, name):
    answer = visitor.get("/sign-in", base_url=f"{scheme}://localhost")
    (cookie,) = [each for each in answer.headers.getlist("Set-Cookie") if each.startswith(f"{name}=")]
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))
    assert ("Secure" in cookie) == (scheme == "https")
    assert "Domain" not in cookie
    assert answer.headers.get("Strict-Transport-Security") == (
        "max-age=31536000; includeSubDomains" if scheme == "https" else None
    )


@pytest.mark.parametrize("body", ["x", 7, [1], None])
@pytest.mark.parametrize("path", ["/settings/employees/new", "/settings/imports", "/messages/new", "/account"])
def test_json_is_no_form(client, path, body):
    answer = client.post(path, json=body)
    assert answer.status_code in (404, 405, 422)
