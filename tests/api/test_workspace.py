"""A workspace names what lies in it, and nothing else."""

from __future__ import annotations

import pytest

from api.problems import RefusedError
from api.workspace import Workspace
from twin.run.start import Wishes


def test_names_are_the_servers_own_and_never_taken_twice(tmp_path):
    here = Workspace(tmp_path)
    names = [here.create("scene-t1-trips", None, Wishes(span="1m")) for _ in range(2)]
    assert names == ["scene-t1-trips", "scene-t1-trips-2"]
    assert set(here.names()) == set(names)
    with pytest.raises(RefusedError) as refused:
        here.create("scene-t1-trips", names[0], Wishes())
    assert refused.value.status == 409


@pytest.mark.parametrize("name", ["../runs", "", ".", "UP", "none"])
def test_a_name_that_is_no_run_is_404(tmp_path, name):
    with pytest.raises(RefusedError) as refused:
        Workspace(tmp_path).run_dir(name)
    assert refused.value.status == 404


def test_a_deleted_run_lies_in_the_bin(tmp_path):
    here = Workspace(tmp_path)
    name = here.create("scene-t1-trips", "gone", Wishes(span="1m"))
    assert here.view(name).state == "ready"
    here.delete(name)
    assert here.names() == []
    assert (tmp_path / "bin" / "gone" / "manifest.json").is_file()


def test_documents_of_the_users_own_come_first(tmp_path):
    (tmp_path / "mine.yaml").write_text("schema: switchyard.scenario/1\n")
    here = Workspace(tmp_path)
    assert here.documents("scenarios")[0][0] == "mine"
    assert here.scenario("demo-month") == "demo-month"
