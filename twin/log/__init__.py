"""The event log of a run: an append-only Arrow log with acknowledged batches, forks and caches.

Only this room and what stands on run directories know Arrow. The engine appends through
`LogWriter`; everybody else reads through `LogReader`. FORMAT.md says what every byte of a run
directory means. `twin.log.export` is for those who need it: it loads Parquet.
"""

from twin.log.columns import EventColumns, FactColumns
from twin.log.digest import digest
from twin.log.files import DiskFiles
from twin.log.keyframes import Keyframe, KeyframeStore
from twin.log.lifecycle import create_run, delete_run, fork_run
from twin.log.manifest import Manifest
from twin.log.memory import MemoryLog
from twin.log.reader import LogReader, open_log
from twin.log.samplereader import SampleReader
from twin.log.samples import SampleWriter
from twin.log.settings import Durability, WriteSettings
from twin.log.verify import repair, verify
from twin.log.writer import LogWriter

__all__ = [
    "DiskFiles",
    "Durability",
    "EventColumns",
    "FactColumns",
    "Keyframe",
    "KeyframeStore",
    "LogReader",
    "LogWriter",
    "Manifest",
    "MemoryLog",
    "SampleReader",
    "SampleWriter",
    "WriteSettings",
    "create_run",
    "delete_run",
    "digest",
    "fork_run",
    "open_log",
    "repair",
    "verify",
]
