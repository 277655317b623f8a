"""How long work takes by its own processor time, whatever else the machine and the suite do."""

import gc
import time
from collections.abc import Callable


def best_cpu_s(work: Callable[[], object], tries_count: int = 3) -> float:
    """Least processor time of some tries; what earlier tests left in memory is not gone through."""
    gc.collect()
    gc.freeze()
    try:
        return min(_cpu_s(work) for _ in range(tries_count))
    finally:
        gc.unfreeze()


def _cpu_s(work: Callable[[], object]) -> float:
    began_s = time.process_time()
    work()
    return time.process_time() - began_s
