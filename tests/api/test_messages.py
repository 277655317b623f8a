"""What a page may say is a closed set."""

from __future__ import annotations

import msgspec
import pytest

from api.messages import Follow, Ping, Play, Seek, Subscribe, decode


def test_each_message_is_read():
    assert decode('{"type": "follow"}') == Follow()
    assert decode('{"type": "seek", "t_ms": 5}') == Seek(5.0)
    assert decode('{"type": "play", "speed": 60}') == Play(60.0)
    assert decode('{"type": "ping", "n": 3}') == Ping(3)
    wanted = Subscribe(signals=["a.b_w"], hz=5.0, facts=True, from_seq=7, marks=True)
    text = '{"type":"subscribe","signals":["a.b_w"],"hz":5,"facts":true,"from_seq":7,"marks":true}'
    assert decode(text) == wanted


@pytest.mark.parametrize("text", ["{}", '{"type": "x"}', "[]", '{"type": "ping", "n": "1"}', "1"])
def test_anything_else_is_not(text):
    with pytest.raises(msgspec.ValidationError):
        decode(text)
