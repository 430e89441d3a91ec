"""What a contributor is told holds: the forms and workflows parse, and name versions, files and tools that exist."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parent.parent
PROJECT: Mapping[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
SETTINGS = [".pre-commit-config.yaml", *(str(p.relative_to(ROOT)) for p in sorted((ROOT / ".github").rglob("*.yml")))]
FORMS = sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("[!c]*.yml"))


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def parsed(name: str) -> Any:
    return yaml.safe_load(read(name))


def lint_lines() -> list[str]:
    """Return the commands of .ci/run that lint, format and type the code."""
    return re.findall(r"^\.venv/bin/(?:ruff|mypy)\b.*$", read(".ci/run"), re.MULTILINE)


# ---- versions ------------------------------------------------------------------------------------------------------


def pythons() -> list[str]:
    """Return the Pythons that pyproject.toml names, oldest first."""
    found = [c.rpartition(" ")[2] for c in PROJECT["classifiers"] if re.search(r":: 3\.\d+$", c)]
    return sorted(found, key=lambda version: int(version.partition(".")[2]))


def test_the_oldest_python_is_the_one_that_is_required() -> None:
    assert PROJECT["requires-python"] == f">={pythons()[0]}"


def test_the_workflow_tries_the_oldest_and_the_newest_python() -> None:
    jobs = parsed(".github/workflows/ci.yml")["jobs"]
    ends = [pythons()[0], pythons()[-1]]
    assert jobs["suite"]["strategy"]["matrix"]["python"] == ends
    (gate,) = (step["with"]["python-version"] for step in jobs["gate"]["steps"] if "with" in step)
    assert sorted(gate.split()) == ends


def test_the_workflow_tries_the_lowest_numpy_on_the_oldest_python_and_the_newest_on_the_newest() -> None:
    matrix = parsed(".github/workflows/ci.yml")["jobs"]["suite"]["strategy"]["matrix"]
    (numpy,) = (d for d in PROJECT["dependencies"] if d.startswith("numpy"))
    lowest = f"{numpy.replace('>=', '==')}.*"
    assert matrix["include"] == [
        {"python": pythons()[0], "numpy": lowest},
        {"python": pythons()[-1], "numpy": numpy},
    ]


def test_the_workflow_runs_the_gate_on_linux_and_the_test_line_of_the_readme_elsewhere() -> None:
    jobs = parsed(".github/workflows/ci.yml")["jobs"]
    assert [step["run"] for step in jobs["gate"]["steps"] if "run" in step] == ["bash .ci/run"]
    assert jobs["suite"]["strategy"]["matrix"]["os"] == ["macos-latest", "windows-latest"]
    (pattern,) = re.findall(r"""^line=\$\(grep -x '.*' README\.md\)$""", read(".ci/run"), re.MULTILINE)
    assert pattern in jobs["suite"]["steps"][-1]["run"]


# ---- forms and hooks -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SETTINGS)
def test_a_settings_file_is_yaml(name: str) -> None:
    assert isinstance(parsed(name), dict)


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.name)
def test_an_issue_form_asks_labelled_questions(path: Path) -> None:
    form = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert form["name"]
    assert form["description"]
    ids = [field["id"] for field in form["body"]]
    assert len(set(ids)) == len(ids) > 0
    assert all(field["attributes"]["label"] for field in form["body"])


def test_there_is_a_form_for_a_bug_a_question_and_a_feature() -> None:
    assert [path.stem for path in FORMS] == ["bug", "feature", "question_bank"]


def test_the_hooks_are_local_and_run_what_the_gate_runs() -> None:
    repositories = parsed(".pre-commit-config.yaml")["repos"]
    assert [repository["repo"] for repository in repositories] == ["local"]
    assert [hook["entry"] for hook in repositories[0]["hooks"]] == lint_lines()


def test_every_page_of_the_project_is_one_of_the_checkout() -> None:
    home = PROJECT["urls"]["Homepage"]
    assert {"Homepage", "Source", "Issues", "Changelog"} == PROJECT["urls"].keys()
    assert all(url.startswith(home) for url in PROJECT["urls"].values())
    assert (ROOT / PROJECT["urls"]["Changelog"].removeprefix(f"{home}/blob/main/")).is_file()
    for name in ("SECURITY.md", ".github/ISSUE_TEMPLATE/config.yml"):
        assert f"{home}/security/advisories/new" in read(name)
