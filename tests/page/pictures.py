"""Pictures of the page beside those that were kept: equal, alike, or else.

On the chromium and the font that the kept ones were drawn with, every pixel must be the same.
Others draw letters a little differently: there a picture may differ in so many pixels, since an
element that moved, vanished or changed its colour differs in more.
"""

from __future__ import annotations

import hashlib
import io
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from tests.page.chromium import chromium, font, version

KEPT = Path(__file__).parent / "baselines"
DRAWN_WITH = KEPT / "drawn-with.json"
# Of another machine: a pixel differs when a channel does by more, and so many pixels may.
_CHANNEL_LEVELS = 48
_PIXEL_FRAC = 0.02


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a picture compares.

    Attributes:
        holds: whether it is as it should be.
        words: what differs.
    """

    holds: bool
    words: str


def drawn_with() -> dict[str, str]:
    """What decides how letters look: the browser's major version and the font's file."""
    binary, file = chromium(), font()
    assert binary is not None, "a browser took the picture"
    letters = hashlib.sha256(file.read_bytes()).hexdigest()[:16] if file is not None else "none"
    return {"chromium": version(binary), "font": letters}


def same_machine() -> bool:
    """Whether the kept pictures were drawn as pictures are drawn here."""
    return json.loads(DRAWN_WITH.read_text(encoding="utf-8")) == drawn_with()


def judge(taken: bytes, kept: bytes, *, exact: bool) -> tuple[Verdict, Image.Image | None]:
    """Compare a picture with the one that was kept.

    Args:
        taken: a PNG of now.
        kept: the picture that was kept.
        exact: whether every pixel must be the same.

    Returns:
        The verdict, and a picture of what differs if anything does.
    """
    now, then = (_pixels(one) for one in (taken, kept))
    if now.shape != then.shape:
        return Verdict(holds=False, words=f"it is {now.shape[:2]}, not {then.shape[:2]}"), None
    apart = np.abs(now.astype(np.int16) - then.astype(np.int16)).max(axis=2)
    pixels_count = int((apart > 0).sum())
    if pixels_count == 0:
        return Verdict(holds=True, words="the same"), None
    far_frac = float((apart > _CHANNEL_LEVELS).mean())
    rows, columns = np.nonzero(apart)
    where = f"within x {columns.min()} to {columns.max()}, y {rows.min()} to {rows.max()}"
    words = f"{pixels_count} pixels differ {where}; {far_frac:.2%} of all by much"
    marked = then // 2 + 96
    marked[apart > 0] = (255, 0, 0)
    return Verdict(holds=not exact and far_frac <= _PIXEL_FRAC, words=words), Image.fromarray(
        marked
    )


def keep(name: str, taken: bytes) -> None:
    """Keep a picture as the one to compare with, as small as it goes without loss."""
    KEPT.mkdir(exist_ok=True)
    picture = Image.open(io.BytesIO(taken)).convert("RGB")
    picture.save(KEPT / f"{name}.webp", lossless=True, quality=100, method=6)
    DRAWN_WITH.write_text(json.dumps(drawn_with(), indent=1) + "\n", encoding="utf-8")


def _pixels(picture: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(picture)).convert("RGB"))
