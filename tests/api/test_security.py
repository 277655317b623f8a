"""The door: sessions, links, hosts, origins, sizes, and what every answer carries."""

from __future__ import annotations

import pytest

from api.security import BODY_BYTES_MAX, COOKIE, Keys
from tests.api.client import Browser


def test_nobody_gets_in_without_a_session(server):
    answer = Browser(server.base).ask("GET", "/api/v1/runs")
    assert answer.status == 401
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json["faults"][0]["remedy"] == "open the link that `twin serve` printed"


def test_a_link_works_once(server, browser):
    again = Browser(server.base).ask("GET", server.links["control"].removeprefix(server.base))
    assert again.status == 401


@pytest.mark.parametrize("cookie", [f"{COOKIE}=wrong", f"{COOKIE}=", "x=1", "; ; =\x01"])
def test_a_wrong_cookie_is_no_session(server, cookie):
    assert Browser(server.base, cookie).ask("GET", "/api/v1/runs").status == 401


def test_a_wrong_token_is_no_session(server):
    for given in ("Bearer wrong", "Basic x", "Bearer"):
        answer = Browser(server.base).ask("GET", "/api/v1/runs", authorization=given)
        assert answer.status == 401


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "127.0.0.1:1", "localhost.evil:80"])
def test_another_host_is_not_served(browser, host):
    assert browser.ask("GET", "/api/v1/runs", host=host).status == 421


def test_another_origin_is_refused_even_with_the_cookie(browser):
    answer = browser.ask("POST", "/api/v1/runs", {}, origin="http://evil.example")
    assert answer.status == 403
    sec = browser.ask("POST", "/api/v1/runs", {}, sec_fetch_site="cross-site")
    assert sec.status == 403
    assert browser.ask("GET", "/api/v1/runs", origin=browser.base).status == 200


def test_the_cookie_is_for_this_site_and_no_script(server):
    serving = server.base.rsplit(":", 1)[0]
    assert serving == "http://127.0.0.1"
    key = Keys()
    entered = key.enter(key.link("view", "/?run=one"))
    assert entered is not None
    assert (key.role_of_session(entered[0]), entered[1]) == ("view", "/?run=one")
    assert key.enter("no such key") is None


def test_tokens_are_256_bits_and_compared_whole():
    keys = Keys()
    assert len(keys.tokens["control"]) >= 43
    assert keys.role_of_token(keys.tokens["control"]) == "control"
    assert keys.role_of_token(keys.tokens["control"][:-1]) is None


def test_a_body_that_is_too_large_is_413(browser):
    answer = browser.ask("POST", "/api/v1/runs", b"x" * (BODY_BYTES_MAX + 1))
    assert answer.status == 413


def test_every_answer_carries_what_browsers_need(browser):
    for path in ("/api/v1/runs", "/api/v1/none", "/"):
        headers = browser.ask("GET", path).headers
        assert headers["content-security-policy"].startswith("default-src 'self'")
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["x-frame-options"] == "DENY"


def test_the_key_is_not_in_the_address_that_is_left(server, browser):
    answer = Browser(server.base).ask("GET", server.links["view"].removeprefix(server.base))
    assert answer.headers.get("location", "/") == "/"
