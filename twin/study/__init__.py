"""Many runs: a plan drawn again and again from keyed luck, in worker processes.

Each run depends on the seed and its number alone, so the result is the same however many workers
made it and however often it was stopped.
"""

from twin.study.chunks import CHUNK_COUNT, Chunk, Job, drawn, job_of
from twin.study.report import Report, beats_frac, report
from twin.study.simulate import simulate

__all__ = [
    "CHUNK_COUNT",
    "Chunk",
    "Job",
    "Report",
    "beats_frac",
    "drawn",
    "job_of",
    "report",
    "simulate",
]
