"""Where series come from: readers of weather, price and difficulty files, one format a file.

This room knows the disk and Arrow. It reads files as they are, with their traps, and hands on what
`twin.series` checks and lays over a run.
"""

from twin.sources.asked import Asked
from twin.sources.checkpoints import read_epochs
from twin.sources.jobs import JobSource, RecordedJobs, load_jobs
from twin.sources.llm_requests import read_requests
from twin.sources.load import READERS, load, span_of
from twin.sources.recognise import FORMATS, recognise

__all__ = [
    "FORMATS",
    "READERS",
    "Asked",
    "JobSource",
    "RecordedJobs",
    "load",
    "load_jobs",
    "read_epochs",
    "read_requests",
    "recognise",
    "span_of",
]
