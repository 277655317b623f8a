"""Plans of a workspace: shipped ones, those laid beside its runs, and revisions that were saved.

A revision is never changed: saving makes the next one, under a name that is made here, and only
where the one it was made from is still the last.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from threading import RLock

from api.luck import Luck
from api.plan_forms import TEXT_LENGTH_MAX, PlanTextView, PlanView
from api.problems import RefusedError
from api.reckoning import Desk, as_revision, digest
from twin import shipped
from twin.documents import read
from twin.errors import Fault, PlanError, TwinError
from twin.plan import PlanDocument
from twin.run.examine import document_text

NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,80}")
_FOLDER = "plans"
_BYTES_PER_CHARACTER = 4


@dataclass(frozen=True, slots=True)
class _Known:
    """A plan that was read once."""

    text: str
    view: PlanView


class Shelf:
    """Plans by name."""

    def __init__(self, folder: Path) -> None:
        """Open the plans of a workspace.

        Args:
            folder: the workspace.
        """
        self._folder = folder
        self.desk = Desk(folder)
        self.luck = Luck(self.desk)
        self._known: dict[tuple[str, int], _Known] = {}
        self._lock = RLock()

    def plans(self) -> list[PlanView]:
        """All of them: by plan, the last revision first."""
        with self._lock:
            found = [self._read(name, path).view for name, path in self._places().items()]
        found = [one for one in found if one.plan_id]
        by_revision = {(one.plan_id, one.revision): one.name for one in found}
        found = [
            one.model_copy(update={"baseline": by_revision.get((one.plan_id, one.revision - 1))})
            for one in found
        ]
        return sorted(found, key=lambda one: (one.plan_id, -one.revision, one.name))

    def plan(self, name: str) -> PlanTextView:
        """A plan with its text.

        Raises:
            RefusedError: there is none of that name.
        """
        for one in self.plans():
            if one.name == name:
                return PlanTextView(**one.model_dump(), text=self._text(name))
        known = ", ".join(one.name for one in self.plans())
        raise RefusedError(404, Fault(what="is no plan here", value=name[:80], allowed=known))

    def save(self, text: str, base_hash: str | None) -> PlanView:
        """Keep a text as the next revision of its plan.

        Args:
            text: of the plan; its revision number is set here.
            base_hash: hash of the revision it was made from; None for a plan that is not here yet.

        Raises:
            PlanError: every fault of the text.
            RefusedError: the revision it was made from is not the last, or is not said.
        """
        with self._lock:
            return self._saved(text, base_hash)

    def _saved(self, text: str, base_hash: str | None) -> PlanView:
        plan_id = self.desk.draft(text, "plan").plan.document.plan_id
        last = next((one for one in self.plans() if one.plan_id == plan_id), None)
        _check_base(last, base_hash)
        revision = last.revision + 1 if last else 1
        whole = as_revision(text, revision, "plan")
        self.desk.draft(whole, "plan")
        name = self._name(plan_id, revision)
        if not self._keep(name, whole):
            raise _conflict(f"{name} was saved meanwhile")
        return next(one for one in self.plans() if one.name == name)

    def _name(self, plan_id: str, revision: int) -> str:
        plain = re.sub(r"[^a-z0-9]+", "-", plan_id.lower()).strip("-")[:60] or "plan"
        return f"{plain}-rev{revision}"

    def _keep(self, name: str, text: str) -> bool:
        """Write a file whole or not at all; False where there is one of that name."""
        folder = self._folder / _FOLDER
        folder.mkdir(parents=True, exist_ok=True)
        if name in self._places():
            return False
        beside = folder / f".{name}.{os.getpid()}.part"
        with beside.open("w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(beside, folder / f"{name}.yaml")
        except FileExistsError:
            return False
        finally:
            beside.unlink()
        return True

    def _places(self) -> dict[str, Path | None]:
        """Where each plan lies; None for a shipped one."""
        found: dict[str, Path | None] = {}
        for folder in (self._folder / _FOLDER, self._folder):
            for path in sorted(folder.glob("*.yaml")):
                if NAME.fullmatch(path.stem) and path.is_file():
                    found.setdefault(path.stem, path)
        for name in shipped.names("plans"):
            found.setdefault(name, None)
        return found

    def _text(self, name: str) -> str:
        path = self._places()[name]
        with self._lock:
            return self._read(name, path).text

    def _read(self, name: str, path: Path | None) -> _Known:
        stamp = path.stat().st_mtime_ns if path is not None else 0
        key = (str(path or name), stamp)
        if key not in self._known:
            self._known = {one: known for one, known in self._known.items() if one[0] != key[0]}
            self._known[key] = self._looked(name, path)
        return self._known[key]

    def _looked(self, name: str, path: Path | None) -> _Known:
        try:
            text = document_text(str(path) if path else name, _FOLDER)[0]
            head = dict(_head(text, name))
        except TwinError:
            text, head = "", {}
        faults = self.desk.faults(text, name) if head else []
        view = PlanView(
            name=name,
            plan_id=head.get("plan_id", ""),
            revision=int(head.get("revision", "1")),
            title=head.get("title", ""),
            hash=digest(text),
            shipped=path is None,
            baseline=None,
            fault_count=len(faults),
        )
        return _Known(text, view)


def _head(text: str, file: str) -> Iterator[tuple[str, str]]:
    """What a plan calls itself, as far as it says so; nothing for other documents."""
    if len(text) > TEXT_LENGTH_MAX:
        return
    found = read(text, file=file, error=PlanError)
    if found.get(("schema",)) != PlanDocument.SCHEMA:
        return
    plan_id, revision = found.get(("plan_id",)), found.get(("revision",)) or 1
    if not isinstance(plan_id, str) or not isinstance(revision, int) or revision < 1:
        return
    yield "plan_id", plan_id
    yield "revision", str(revision)
    yield "title", str(found.get(("title",)) or "")


def _check_base(last: PlanView | None, base_hash: str | None) -> None:
    if last is None:
        if base_hash is not None:
            raise _conflict("no revision of this plan is here")
        return
    if base_hash is None:
        remedy = "send If-Match with the hash of the revision it was made from"
        what = "is not said which revision this was made from"
        raise RefusedError(HTTPStatus.PRECONDITION_REQUIRED, Fault(what=what, remedy=remedy))
    if base_hash != last.hash:
        raise _conflict(f"{last.name}, revision {last.revision}, is the last one")


def _conflict(what: str) -> RefusedError:
    remedy = "open the last revision beside yours, and make your changes in it"
    words = f"was not made from the last revision: {what}"
    return RefusedError(HTTPStatus.PRECONDITION_FAILED, Fault(what=words, remedy=remedy))
