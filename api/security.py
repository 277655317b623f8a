"""Who may come in: the one door before everything else, for HTTP and websockets alike.

A browser gets in by a link that works once and leaves with a cookie; a script brings the token.
Host and Origin are checked before anything is read or accepted, so a page from elsewhere can
neither ask nor listen. SECURITY.md says what is promised.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Awaitable, Callable, Collection, MutableMapping
from dataclasses import dataclass, field
from http import HTTPStatus
from http.cookies import CookieError, SimpleCookie
from time import monotonic
from typing import Any, Literal, NamedTuple
from urllib.parse import parse_qs

from api.problems import MEDIA_TYPE, problem_of
from twin.errors import Fault

Role = Literal["view", "control"]
Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

Refused = tuple[int, str, str]
"""Status, what is wrong, what to do."""

COOKIE = "switchyard_session"
ENTER = "/enter"
LINK_S = 600.0
BODY_BYTES_MAX = 1 << 20
_TOKEN_BYTES = 32
_CLOSE_POLICY = 1008
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})

HEADERS: tuple[tuple[bytes, bytes], ...] = (
    (
        b"content-security-policy",
        b"default-src 'self'; img-src 'self' data: blob:; style-src 'self'; script-src 'self'; "
        b"connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; "
        b"frame-ancestors 'none'",
    ),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
)


class _Link(NamedTuple):
    """What a key that works once opens."""

    role: Role
    page: str
    until_s: float


@dataclass(slots=True)
class Keys:
    """Tokens, links that work once, and sessions; all of it lives as long as the server.

    Attributes:
        tokens: what scripts bring, by role.
    """

    tokens: dict[Role, str] = field(
        default_factory=lambda: {
            "control": secrets.token_urlsafe(_TOKEN_BYTES),
            "view": secrets.token_urlsafe(_TOKEN_BYTES),
        }
    )
    _links: dict[str, _Link] = field(default_factory=dict[str, "_Link"])
    _sessions: dict[str, Role] = field(default_factory=dict[str, Role])

    def link(self, role: Role, page: str = "/") -> str:
        """A key that opens the door once, for ten minutes, and leads to a page."""
        key = secrets.token_urlsafe(_TOKEN_BYTES)
        self._links[key] = _Link(role, page, monotonic() + LINK_S)
        return key

    def enter(self, key: str) -> tuple[str, str] | None:
        """A session and its first page for a key, which is spent; None for one that is no good."""
        link = self._links.pop(key, None)
        if link is None or monotonic() > link.until_s:
            return None
        session = secrets.token_urlsafe(_TOKEN_BYTES)
        self._sessions[session] = link.role
        return session, link.page

    def role_of_session(self, session: str) -> Role | None:
        """What a session may do."""
        return self._sessions.get(session)

    def role_of_token(self, token: str) -> Role | None:
        """What a token may do; it takes as long whether it is nearly right or not."""
        found: Role | None = None
        for role, known in self.tokens.items():
            if hmac.compare_digest(known.encode(), token.encode()):
                found = role
        return found


class Door:
    """Lets in who may come in, and tells the app their role (`scope["state"]["role"]`)."""

    def __init__(self, app: App, keys: Keys, hosts: Collection[str]) -> None:
        """Stand before `app`.

        Args:
            app: what is behind.
            keys: who has which.
            hosts: values of the Host header that are ours, with their port.
        """
        self._app = app
        self._keys = keys
        self._hosts = frozenset(host.lower() for host in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what may pass."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        refusal = self._refusal(scope)
        if refusal is not None:
            await _refuse(scope, send, *refusal)
        elif scope["type"] == "websocket":
            await self._app(scope, receive, send)
        elif _enters(scope):
            await self._enter(scope, send)
        else:
            counted = _Counted(scope, receive, send)
            await self._app(scope, counted.receive, counted.send)

    def _refusal(self, scope: Scope) -> Refused | None:
        """Status, what is wrong and what to do, for what may not pass."""
        headers = _headers(scope)
        refused = self._from_elsewhere(scope, headers)
        if refused is not None or _enters(scope):
            return refused
        role = self._role(headers)
        if role is None:
            return 401, "there is no session", "open the link that `twin serve` printed"
        scope.setdefault("state", {})["role"] = role
        return None

    def _from_elsewhere(self, scope: Scope, headers: dict[str, str]) -> Refused | None:
        """What comes from a page that is not ours, or to a name that is not."""
        if headers.get("host", "").lower() not in self._hosts:
            return 421, "this host is not served here", "open the address that was printed"
        origin = headers.get("origin")
        foreign = origin is not None and origin.lower() not in _origins(self._hosts)
        listens = scope["type"] == "websocket"
        changes = not listens and scope["method"] not in _SAFE
        site = headers.get("sec-fetch-site", "same-origin")
        if foreign or (changes and site not in ("same-origin", "none")):
            return 403, "the request comes from another site", "open the page itself"
        if listens and origin is None and "authorization" not in headers:
            return 403, "a websocket needs its origin", "connect from the page, or with a token"
        return None

    def _role(self, headers: dict[str, str]) -> Role | None:
        given = headers.get("authorization", "")
        if given:
            kind, _, token = given.partition(" ")
            return self._keys.role_of_token(token) if kind.lower() == "bearer" else None
        jar = SimpleCookie()
        try:
            jar.load(headers.get("cookie", ""))
        except CookieError:
            return None
        return self._keys.role_of_session(jar[COOKIE].value) if COOKIE in jar else None

    async def _enter(self, scope: Scope, send: Send) -> None:
        """Spend a key for a cookie and go to the page."""
        query = parse_qs(scope.get("query_string", b"").decode("ascii", "replace"))
        entered = self._keys.enter(query.get("key", [""])[0])
        if entered is None:
            what, remedy = (
                "this link was used or is too old",
                "start `twin serve` again for a new one",
            )
            await _refuse(scope, send, 401, what, remedy)
            return
        session, page = entered
        cookie = f"{COOKIE}={session}; HttpOnly; SameSite=Strict; Path=/"
        headers = [(b"location", page.encode()), (b"set-cookie", cookie.encode()), *HEADERS]
        start = {"type": "http.response.start", "status": 303, "headers": headers}
        await send(start)
        await send({"type": "http.response.body", "body": b""})


class _Counted:
    """What comes and goes for one request: counted on its way in, completed on its way out."""

    def __init__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self._scope, self._receive, self._send = scope, receive, send
        self._came = 0
        self._refused = False

    async def receive(self) -> Message:
        """The next piece, as long as there is not too much, whatever its length says."""
        message = await self._receive()
        self._came += len(message.get("body", b""))
        return message if self._came <= BODY_BYTES_MAX else {"type": "http.disconnect"}

    async def send(self, message: Message) -> None:
        """What the app answers, with what every answer carries."""
        if self._refused:
            return
        if message["type"] == "http.response.start":
            if self._came > BODY_BYTES_MAX:
                self._refused = True
                what, remedy = "the body is too large", f"send at most {BODY_BYTES_MAX} bytes"
                await _refuse(self._scope, self._send, 413, what, remedy)
                return
            message["headers"] = [*message.get("headers", ()), *HEADERS]
        await self._send(message)


def _enters(scope: Scope) -> bool:
    return scope["type"] == "http" and scope["path"] == ENTER


def _headers(scope: Scope) -> dict[str, str]:
    """The first of each header; a second Host or Origin would be somebody's trick."""
    found: dict[str, str] = {}
    for name, value in scope["headers"]:
        found.setdefault(name.decode("latin-1").lower(), value.decode("latin-1"))
    return found


def _origins(hosts: Collection[str]) -> set[str]:
    return {f"{scheme}://{host}" for host in hosts for scheme in ("http", "https")}


async def _refuse(scope: Scope, send: Send, status: int, what: str, remedy: str) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": _CLOSE_POLICY, "reason": what})
        return
    problem = problem_of(status, [Fault(what=what, remedy=remedy)])
    html = "text/html" in _headers(scope).get("accept", "")
    kind = "text/plain; charset=utf-8" if html else MEDIA_TYPE
    body = f"{what}: {remedy}\n" if html else problem.model_dump_json()
    headers = [(b"content-type", kind.encode()), *HEADERS]
    if status == HTTPStatus.UNAUTHORIZED:
        headers.append((b"www-authenticate", b"Bearer"))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body.encode()})
