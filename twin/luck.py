"""Luck: random numbers that depend on what they are for, never on when they are asked.

The n-th draw of a stream is a pure function of (seed, stream, subject, n): a counter-based one
(Philox 4x64-10, Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC11), keyed by a
stable hash. Two forks therefore share every failure and every delivery wherever their plants agree,
and adding a device moves no other's luck. No state enters: what is kept is a cache that can be
thrown away.
"""

from __future__ import annotations

import math
from collections import OrderedDict
from hashlib import blake2b
from statistics import NormalDist

import numpy as np
from numpy.random import Philox
from numpy.typing import NDArray

_BLOCK = 64
_WORDS_PER_COUNT = 4
_MASK_64 = (1 << 64) - 1
_SPACING = 2.0**-52
_KEPT_STREAMS = 4096
_inverse_normal = NormalDist().inv_cdf


class Stream:
    """Numbered draws for one subject. Each number n is one draw, seen in any of three shapes.

    `uniform(n)`, `exponential(n)` and `normal(n)` are increasing functions of the *same* draw:
    whoever needs two independent numbers takes two numbers n, or two streams. Reading in rising
    order is cheapest: 64 draws are kept.
    """

    __slots__ = ("_block_frac", "_first", "_key", "_philox")

    def __init__(self, key: bytes, philox: Philox) -> None:
        self._key = np.frombuffer(key, dtype="<u8").astype(np.uint64)
        self._philox = philox
        self._first = 0
        self._block_frac: list[float] = []

    def uniform(self, n: int) -> float:
        """The n-th draw, strictly between 0 and 1 (a multiple of 2^-53, never an end)."""
        offset = n - self._first
        if 0 <= offset < len(self._block_frac):
            return self._block_frac[offset]
        return self._load(n)

    def exponential(self, n: int) -> float:
        """The n-th draw as Exp(1): what an integrated hazard must reach for a failure to happen."""
        return -math.log1p(-self.uniform(n))

    def normal(self, n: int) -> float:
        """The n-th draw as a standard normal (by the inverse distribution function)."""
        return _inverse_normal(self.uniform(n))

    def uniforms(self, first: int, count: int) -> NDArray[np.float64]:
        """The draws first, first + 1, ...: the same numbers `uniform` gives one by one."""
        assert first >= 0 <= count, "draws are numbered from 0"
        skip = first % _WORDS_PER_COUNT
        raw = self._raw(first // _WORDS_PER_COUNT, skip + count)[skip:]
        return ((raw >> np.uint64(12)).astype(np.float64) + 0.5) * _SPACING

    def exponentials(self, first: int, count: int) -> NDArray[np.float64]:
        """`exponential` of each of the draws first, first + 1, ..."""
        return -np.log1p(-self.uniforms(first, count))

    def normals(self, first: int, count: int) -> NDArray[np.float64]:
        """`normal` of each of the draws first, first + 1, ..."""
        return np.array(
            [_inverse_normal(u) for u in self.uniforms(first, count).tolist()], dtype=np.float64
        )

    def _load(self, n: int) -> float:
        assert n >= 0, "draws are numbered from 0"
        self._first = n - n % _BLOCK
        self._block_frac = self.uniforms(self._first, _BLOCK).tolist()
        return self._block_frac[n - self._first]

    def _raw(self, counter: int, count: int) -> NDArray[np.uint64]:
        words = [counter & _MASK_64, counter >> 64, 0, 0]
        philox = self._philox
        philox.state = {
            "bit_generator": "Philox",
            "state": {"counter": np.array(words, dtype=np.uint64), "key": self._key},
            "buffer": np.zeros(_WORDS_PER_COUNT, dtype=np.uint64),
            "buffer_pos": _WORDS_PER_COUNT,
            "has_uint32": 0,
            "uinteger": 0,
        }
        return philox.random_raw(count)


class Luck:
    """All the luck of one run, from its seed.

    >>> first, again = Luck(7), Luck(7)
    >>> first.stream("failure", "T1").uniform(3) == again.stream("failure", "T1").uniform(3)
    True
    """

    __slots__ = ("_philox", "_streams", "seed")

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self._philox = Philox(key=0)
        self._streams: OrderedDict[tuple[str, str], Stream] = OrderedDict()

    def stream(self, name: str, subject: str = "") -> Stream:
        """The stream of that name for that subject; the most recently used 4,096 stay warm."""
        streams = self._streams
        found = streams.get((name, subject))
        if found is None:
            found = Stream(_key(self.seed, name, subject), self._philox)
            streams[name, subject] = found
            if len(streams) > _KEPT_STREAMS:
                streams.popitem(last=False)
        else:
            streams.move_to_end((name, subject))
        return found


def _key(seed: int, name: str, subject: str) -> bytes:
    """128 bits that differ whenever seed, name or subject do: the length is hashed too."""
    text = f"{seed}:{len(name)}:{name}:{subject}"
    return blake2b(text.encode(), digest_size=16).digest()
