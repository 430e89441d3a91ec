"""What a contributor is told holds: the forms and workflows parse, and name versions, files and tools that exist."""

from __future__ import annotations

import ast
import importlib.util
import re
import shlex
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from decompdrill import cli
from decompdrill.draw import RECIPES as RECIPES_OF_DRAWS
from decompdrill.errors import ExitCode
from decompdrill.kinds import KINDS
from decompdrill.model import Form
from decompdrill.topics.library import shipped_topics
from tests.posix import NEED_POSIX

ROOT = Path(__file__).parents[2]
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


# ---- the guide -----------------------------------------------------------------------------------------------------

GUIDE = read("CONTRIBUTING.md")
PATHS = re.findall(r"(?<![\w/.])(?:decompdrill|tests|docs|questions|benchmarks|\.ci)/[\w./-]*\w", GUIDE)


def test_every_file_that_the_guide_names_exists() -> None:
    assert len(PATHS) > 30
    assert [path for path in PATHS if not (ROOT / path).exists()] == []


IN_SHORT = re.findall(r"(?<![\w/.~])(?!python|https?:)[\w.-]+(?:/[\w.-]+)*\.(?:py|md|yaml|toml|txt)\b", GUIDE)


FOLDERS = ("decompdrill", "docs", "questions", "tests")


def places(name: str) -> list[Path]:
    """Return the files that a path may mean: from the root of the checkout, from decompdrill/, or a name without its folder."""
    found = [path for path in (ROOT / name, ROOT / "decompdrill" / name) if path.exists()]
    return found if "/" in name else [*found, *(path for folder in FOLDERS for path in (ROOT / folder).rglob(name))]


def test_every_file_that_the_guide_names_in_short_exists() -> None:
    assert {"where.py", "answers/showing.py", "CHANGELOG.md", "SOURCES.md"} <= set(IN_SHORT)
    assert [name for name in IN_SHORT if not places(name)] == []


@pytest.mark.parametrize(
    ("name", "exists"),
    [
        ("where.py", True),
        ("answers/showing.py", True),
        ("README.md", True),
        ("wherever.py", False),
        ("answers/shown.py", False),
    ],
)
def test_a_short_path_is_looked_for_where_it_may_be(name: str, exists: bool) -> None:
    assert bool(places(name)) is exists


@pytest.mark.parametrize("command", re.findall(r"`decompdrill (check [^`]+)`", GUIDE))
def test_an_answer_that_the_guide_checks_is_right(command: str) -> None:
    assert cli.run(shlex.split(command)) == ExitCode.DONE


COUNTED = ("README.md", "CHANGELOG.md", "CONTRIBUTING.md", "docs/design.md", "docs/practice.md")


@pytest.mark.parametrize("page", COUNTED)
def test_no_page_counts_what_grows(page: str) -> None:
    """A count of kinds or topics would be wrong with the next one."""
    assert re.findall(r"\b\d+ (?:kinds|topics|objectives|recipes)\b.*", read(page)) == []


def test_every_module_that_the_guide_runs_exists() -> None:
    modules = set(re.findall(r"python -m ([\w.]+)", GUIDE))
    assert {"tests.readme", "tests.digests", "benchmarks.oracle"} <= modules
    assert [module for module in modules if importlib.util.find_spec(module) is None] == []


def test_the_examples_of_the_guide_are_things_that_exist() -> None:
    example = dict(re.findall(r"^### (?:A|An) ([a-z ]+?)(?: of [^:]*)?: `([a-z-]+)`", GUIDE, re.MULTILINE))
    assert example.keys() == {"kind", "slip", "recipe", "answer form", "command", "topic", "picture"}
    assert example["kind"] in KINDS
    assert example["slip"] in {slip.id for slip in KINDS["eigenvalues"].slips}
    assert example["recipe"] in RECIPES_OF_DRAWS
    assert example["answer form"] in list(Form)
    assert f"`decompdrill {example['command']}`" in read("docs/commands.md")
    assert example["topic"] in shipped_topics().ids
    assert f"`decompdrill show {example['picture']}`" in read("docs/commands.md")


# ---- recipes -------------------------------------------------------------------------------------------------------

RECIPES = {"default", "setup", "check", "test", "docs", "fuzz", "bench"}
TOOLS = {f".venv/bin/{name}" for name in ("pip", "python", "ruff", "mypy")}


def recipes(text: str) -> dict[str, list[str]]:
    """Return the commands of each recipe of a justfile that has a comment above it."""
    found = re.findall(r"^# .+\n([a-z]+)\b.*:\n((?: {4}.*\n)+)", text, re.MULTILINE)
    return {name: [line.strip() for line in body.splitlines()] for name, body in found}


def missing(command: str) -> list[str]:
    """Return the tools, modules and files that a command of .venv names and that do not exist."""
    tool, *words = command.split()
    gone = [] if tool in TOOLS else [tool]
    if "-m" in words:
        module = words[words.index("-m") + 1]
        gone += [] if importlib.util.find_spec(module) else [module]
    return gone + [word for word in words if word.endswith(".py") and not (ROOT / word).is_file()]


COMMANDS = [c for name, body in recipes(read("justfile")).items() for c in body if name not in {"default", "setup"}]


def test_every_recipe_of_the_justfile_has_a_comment() -> None:
    assert recipes(read("justfile")).keys() == RECIPES
    assert set(re.findall(r"^([a-z]+)\b.*:$", read("justfile"), re.MULTILINE)) == RECIPES


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_of_the_justfile_names_what_exists(command: str) -> None:
    assert missing(command) == []


@pytest.mark.parametrize(
    ("command", "gone"),
    [
        (".venv/bin/python -m benchmarks.fuzz --seed 1", []),
        (".venv/bin/python -m benchmarks.fizz --seed 1", ["benchmarks.fizz"]),
        (".venv/bin/python docs/generat.py", ["docs/generat.py"]),
        (".venv/bin/rough check .", [".venv/bin/rough"]),
    ],
)
def test_a_command_that_names_what_does_not_exist_is_seen(command: str, gone: list[str]) -> None:
    assert missing(command) == gone


def test_set_up_check_and_test_are_those_of_the_readme_and_the_gate() -> None:
    (line,) = re.findall(r"^python3 -m venv .* -m pytest -q -n auto$", read("README.md"), re.MULTILINE)
    found = recipes(read("justfile"))
    (test,) = re.findall(r"^test \*arguments='(.*)':$", read("justfile"), re.MULTILINE)
    assert " && ".join([*found["setup"], *found["test"]]).replace("{{arguments}}", test) == line
    assert found["check"] == lint_lines()


def test_the_gate_reaches_outside_of_the_checkout_only_for_the_contract_and_only_where_it_is() -> None:
    scripts = {
        name: read(name) for name in ("justfile", ".github/workflows/ci.yml", ".ci/run", ".ci/versions", ".ci/wheel")
    }
    upwards = [line for text in scripts.values() for line in text.splitlines() if re.search(r"(?<!\d)\.\.(?!\d)", line)]
    assert upwards == ['cd "$(dirname "$0")/.."', "conformance=$(cd .. && pwd)/shared/conformance.py"]
    for name in (".ci/run", ".ci/versions"):
        uses = re.findall(r"^.*python\" \"\$conformance\"|^.*python \"\$conformance\"", scripts[name], re.MULTILINE)
        guarded = re.findall(r'if \[ -f "\$conformance" \]; then(?:(?!\bfi\b)[\s\S])*"\$conformance"', scripts[name])
        assert len(uses) == len(guarded) == 1


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


def test_windows_leaves_out_the_test_files_that_import_what_it_lacks() -> None:
    lacking = {"resource", "termios", "pty", "tests.terminals", "benchmarks.fuzz", "benchmarks.fuzz_trials"}
    files = sorted((ROOT / "tests").rglob("test_*.py"))
    needing = [file.relative_to(ROOT / "tests").as_posix() for file in files if imported(file) & lacking]
    assert tuple(needing) == NEED_POSIX


def imported(file: Path) -> set[str]:
    """Return the modules that a file imports when it is imported."""
    found: set[str] = set()
    for node in ast.parse(file.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {str(node.module), *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


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
