"""Who measures a server can ask it, find its engines, and stop it."""

from __future__ import annotations

from api.served import serve


def test_a_server_is_asked_and_stopped(tmp_path):
    served = serve(tmp_path)
    try:
        assert served.engines() == []
        body = {"scenario": "scene-t1-trips", "name": "one", "speed": 1.0}
        served.ask("POST", "/api/v1/runs", body)
        assert len(served.engines()) == 1
        assert served.rss_mb() > 10.0
        assert served.live("one").startswith("ws://127.0.0.1:")
    finally:
        served.stop()
    assert served.process.returncode is not None
