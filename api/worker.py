"""The engine in a process of its own: it appends to one run's log and says how far it is.

Orders come as lines of JSON on standard input; what it has to say goes out the same way, and rows
of watched signals as raw float64 after their line. When its input ends, so does it, with a whole
log. A crash of it is nobody else's.
"""

from __future__ import annotations

import gc
import json
import queue
import sys
import threading
from array import array
from collections.abc import Callable, Mapping
from io import FileIO
from pathlib import Path
from time import perf_counter
from typing import Any, BinaryIO

import msgspec

from twin.drivers.hand import Deed
from twin.errors import TwinError
from twin.facts.control import AnyCommand, CommandRefused
from twin.facts.operator import AlarmAcknowledged, OperatorNoted
from twin.run.conduct import AS_FAST_AS_IT_GOES, SLICE_S, Conductor, Deeded
from twin.run.marks import marks_of
from twin.run.state import conditions_of
from twin.run.words import sentence
from twin.signals import Signal, catalogue

TICK_S = 1.0 / 30.0
_FLUSH_S = 0.25
_BEAT_S = 1.0
_MARKS_S = 0.1

Order = Mapping[str, Any]


class Worker:
    """One run, one engine, one pair of pipes."""

    def __init__(self, run_dir: Path, out: BinaryIO) -> None:
        """Take up a run; it waits.

        Raises:
            TwinError: the run can't be taken up.
        """
        self._conductor = Conductor(run_dir)
        self._out = out
        self._signals = catalogue(self._conductor.plant.parts)
        self._watched: list[Signal] = []
        self._watch_n = 0
        self._frame_s, self._frame_due_s = TICK_S, 0.0
        self._flush_due_s = self._beat_due_s = self._marks_due_s = 0.0
        self._marked_seq, self._told_seq = -1, -1
        self._framed = (-1, -1)
        self._answers: dict[str, list[dict[str, Any]]] = {}
        self._stopped = False
        self._acts: dict[str, Callable[[Order], None]] = {
            "play": self._play,
            "pause": self._pause,
            "step": self._step,
            "do": self._do,
            "watch": self._watch,
            "stop": self._stop,
        }

    def run(self, orders: queue.Queue[Order | None]) -> None:
        """Until it is told to stop, its input ends, or the scenario does.

        Raises:
            TwinError: the disk refuses.
        """
        begun_s = perf_counter()
        whole = False
        try:
            self._say_status()
            while not self._stopped and not self._conductor.is_complete:
                self._take(orders)
                self._turn()
            whole = True
        finally:
            self._conductor.close(perf_counter() - begun_s, whole=whole)
        self._say_facts(self._conductor.last_seq)
        self._say_status()

    # ---------------------------------------------------------------- orders
    def _take(self, orders: queue.Queue[Order | None]) -> None:
        """Carry out what has come; wait for the next tick where nothing hurries."""
        wait_s = self._patience_s()
        try:
            order = orders.get(timeout=wait_s) if wait_s else orders.get_nowait()
            while True:
                if order is None:
                    self._stopped = True
                    return
                self._acts[str(order["op"])](order)
                order = orders.get_nowait()
        except queue.Empty:
            return

    def _patience_s(self) -> float:
        conductor = self._conductor
        if not conductor.playing:
            return _BEAT_S
        return 0.0 if conductor.speed_ratio == AS_FAST_AS_IT_GOES else TICK_S

    def _play(self, order: Order) -> None:
        self._conductor.play(perf_counter(), float(order["speed"]))
        self._say_status()

    def _pause(self, _order: Order) -> None:
        self._conductor.pause()
        self._stand()

    def _step(self, order: Order) -> None:
        self._conductor.step(int(order.get("count", 1)))
        self._stand()

    def _stand(self) -> None:
        """Time stands: what it stands at is shown in this turn, the next comes a beat later."""
        self._frame_due_s = self._marks_due_s = 0.0
        self._say_status()

    def _stop(self, _order: Order) -> None:
        self._stopped = True

    def _watch(self, order: Order) -> None:
        known = self._signals
        self._watched = [known[name] for name in order["names"]]
        self._watch_n = int(order.get("n", 0))
        self._frame_s = 1.0 / max(float(order.get("hz", 30.0)), 0.1)
        self._framed = (-1, -1)
        self._marked_seq = -1

    def _do(self, order: Order) -> None:
        """Deeds with a number of their own happen once, however often they are sent."""
        name = str(order["id"])
        answers = self._answers.get(name)
        if answers is None:
            deeds = [_deed_of(deed) for deed in order["deeds"]]
            answers = [_answer(done) for done in self._conductor.do(deeds)]
            self._answers[name] = answers
        self._say({"type": "done", "id": name, "results": answers})
        self._say_facts(self._conductor.last_seq)
        self._say_status()

    # ---------------------------------------------------------------- time
    def _turn(self) -> None:
        now_s = perf_counter()
        conductor = self._conductor
        if conductor.playing:
            conductor.advance(now_s)
            conductor.took(perf_counter() - now_s)
        fast = conductor.playing and conductor.speed_ratio == AS_FAST_AS_IT_GOES
        if not fast or now_s >= self._flush_due_s:
            self._flush_due_s = now_s + _FLUSH_S
            self._say_facts(conductor.flush())
        if self._watched and now_s >= self._frame_due_s:
            # A turn at full speed lasts as long as a frame: one a moment early must count.
            self._frame_due_s = now_s + self._frame_s * 0.9 - (SLICE_S / 2.0 if fast else 0.0)
            self._say_frame()
        if self._watched and now_s >= self._marks_due_s:
            self._marks_due_s = now_s + _MARKS_S
            self._say_marks()
        if now_s >= self._beat_due_s:
            self._say_status()

    # ---------------------------------------------------------------- words
    def _say_frame(self) -> None:
        conductor = self._conductor
        t_us, plant = conductor.reached_us, conductor.plant
        if self._framed == (t_us, plant.last_seq):
            return
        self._framed = (t_us, plant.last_seq)
        row = array("d", [signal.at(plant, t_us) for signal in self._watched])
        head = {"type": "frame", "t_us": t_us, "seq": plant.last_seq, "n": self._watch_n}
        self._say({**head, "bytes": 8 * len(row)}, row.tobytes())

    def _say_marks(self) -> None:
        plant = self._conductor.plant
        if plant.last_seq != self._marked_seq:
            self._marked_seq = plant.last_seq
            said = {"marks": marks_of(plant), "conditions": conditions_of(plant)}
            self._say({"type": "marks", "t_us": plant.t_us, "seq": plant.last_seq, **said})

    def _say_facts(self, seq: int) -> None:
        if seq != self._told_seq:
            self._told_seq = seq
            self._say({"type": "facts", "seq": seq})

    def _say_status(self) -> None:
        self._beat_due_s = perf_counter() + _BEAT_S
        conductor = self._conductor
        state = "playing" if conductor.playing else "paused"
        self._say(
            {
                "type": "status",
                "state": "complete" if conductor.is_complete else state,
                "t_us": conductor.reached_us,
                "seq": conductor.last_seq,
                "speed": conductor.speed_ratio,
            }
        )

    def _say(self, words: Mapping[str, Any], row: bytes = b"") -> None:
        self._out.write(json.dumps(words).encode() + b"\n" + row)
        self._out.flush()


def _deed_of(plain: Mapping[str, Any]) -> Deed:
    """A command, or what somebody says, from its JSON."""
    kind = plain.get("kind")
    subject = str(plain.get("subject", ""))
    by = str(plain.get("by", "operator"))
    if kind == AlarmAcknowledged.__name__:
        return subject, AlarmAcknowledged(str(plain["alarm"]), by, str(plain.get("note", "")))
    if kind == OperatorNoted.__name__:
        return subject, OperatorNoted(str(plain["text"]), by)
    fields = {name: value for name, value in plain.items() if name != "kind"}
    return msgspec.convert({"type": kind, **fields}, AnyCommand)


def _answer(done: Deeded) -> dict[str, Any]:
    fact = done.fact
    refused = isinstance(fact, CommandRefused)
    return {
        "seq": done.seq,
        "t_us": done.t_us,
        "accepted": not refused,
        "why": fact.why if isinstance(fact, CommandRefused) else "",
        "words": sentence(done.subject, fact),
    }


def _listen(orders: queue.Queue[Order | None]) -> None:
    """Pass on each line; unbuffered, because a buffer's lock outlives its thread."""
    for line in FileIO(0, closefd=False):
        orders.put(msgspec.json.decode(line, type=dict[str, Any]))
    orders.put(None)


def _run_dir(orders: queue.Queue[Order | None]) -> Path | None:
    """The run on the command line, else the one that the first order names; None if none comes."""
    if len(sys.argv) > 1:
        return Path(sys.argv[1])
    order = orders.get()
    return None if order is None else Path(order["run_dir"])


def main() -> int:
    """Run the engine of the run on the command line, or of the first that is given."""
    gc.collect()
    gc.freeze()  # what imports made lasts: looking through it costs 30 ms each time
    orders: queue.Queue[Order | None] = queue.Queue()
    threading.Thread(target=_listen, args=(orders,), daemon=True).start()
    run_dir = _run_dir(orders)
    if run_dir is None:
        return 0
    try:
        Worker(run_dir, sys.stdout.buffer).run(orders)
    except TwinError as wrong:
        sys.stderr.write("\n".join(str(fault) for fault in wrong.faults) + "\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
