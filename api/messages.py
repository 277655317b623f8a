"""What a page may say over the websocket (PROTOCOL.md), as typed values, and how it is closed."""

from __future__ import annotations

import msgspec

MESSAGE_BYTES_MAX = 64 * 1024
GONE, BAD_ORDER, BAD_TEXT, TOO_FAST, TOO_LARGE = 1001, 1002, 1007, 1008, 1009
TRY_LATER = 1013


class Subscribe(msgspec.Struct, tag="subscribe", forbid_unknown_fields=True):
    """What to send from now on."""

    signals: list[str] = []
    hz: float = 10.0
    facts: bool = False
    from_seq: int | None = None
    marks: bool = False


class Seek(msgspec.Struct, tag="seek", forbid_unknown_fields=True):
    """Cursor to an instant."""

    t_ms: float


class Follow(msgspec.Struct, tag="follow", forbid_unknown_fields=True):
    """Cursor back to the engine."""


class Play(msgspec.Struct, tag="play", forbid_unknown_fields=True):
    """Let time go on."""

    speed: float = 1.0


class Pause(msgspec.Struct, tag="pause", forbid_unknown_fields=True):
    """Stop time."""


class Step(msgspec.Struct, tag="step", forbid_unknown_fields=True):
    """Go by facts."""

    count: int = 1


class Ping(msgspec.Struct, tag="ping", forbid_unknown_fields=True):
    """Is anybody there."""

    n: int = 0


Asked = Subscribe | Seek | Follow | Play | Pause | Step | Ping
decode = msgspec.json.Decoder(Asked).decode
"""One message from its text."""
