"""The README cannot drift: its examples print what it shows, its lists and links are those of the checkout."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests import readme
from tests.readme import LISTS, README, ROOT

TEXT = README.read_text(encoding="utf-8")
ALL = "".join(page.read_text(encoding="utf-8") for page in readme.PAGES)
EXAMPLES = tuple(readme.examples(ALL))
LINK = re.compile(r"\]\((?!https?:|#)([^)#\s]+)")
CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)
VENV = "python3 -m venv .venv && .venv/bin/pip install -q "
RUN_LINE = f"{VENV}. && .venv/bin/decompdrill quiz"
TEST_LINE = f"{VENV}-e '.[dev]' && .venv/bin/python -m pytest -q -n auto"


@pytest.mark.parametrize("page", readme.PAGES, ids=lambda page: page.name)
def test_every_example_and_every_list_is_what_the_program_prints_today(page: Path, tmp_path: Path) -> None:
    found = readme.stale(page.read_text(encoding="utf-8"), tmp_path)
    assert found == "", f"{page.name} is stale; mend it by: python -m tests.readme --update\n\n{found}"


def test_the_lists_stand_on_one_page() -> None:
    for name in LISTS:
        assert ALL.count(readme.LIST.format(name=name)) == 1


def test_the_picture_is_what_the_program_draws_today() -> None:
    assert readme.PICTURE.read_text(encoding="utf-8") == readme.picture()


def test_a_newcomer_sees_the_readme_on_a_screen_and_a_half() -> None:
    assert len(TEXT.splitlines()) <= 100
    assert "(docs/circle.svg)" in TEXT


def page(value: int, last: int, asked: str) -> str:
    """Return a small README: an example, a session of the interpreter and both lists."""
    example = f'```console\n$ decompdrill read number "2"\n{{"value": {value}}}\n```\n'
    session = f"```pycon\n>>> n = 3\n>>> for i in range(2):\n...     print(n - i)\n3\n{last}\n```\n"
    lists = (f"{readme.LIST.format(name=name)}{make()}{readme.LIST_END}" for name, make in LISTS.items())
    return "".join(lists).replace("the rank of A", asked) + example + session


def test_an_example_and_a_list_that_are_stale_are_seen(tmp_path: Path) -> None:
    assert readme.stale(page(2, 2, "the rank of A"), tmp_path) == ""
    spoiled = page(3, 1, "the size of A")
    changed = [line for line in readme.stale(spoiled, tmp_path).splitlines() if re.match(r"[-+](?![-+])", line)]
    assert changed == [
        "-| `rank` | `A` | integer: the size of A |",
        "+| `rank` | `A` | integer: the rank of A |",
        '-{"value": 3}',
        '+{"value": 2}',
        "-1",
        "+2",
    ]


@pytest.mark.parametrize("line", [RUN_LINE, TEST_LINE])
def test_set_up_is_one_line_to_copy(line: str) -> None:
    assert TEXT.count(f"```sh\n{line}\n```\n") == 1


def test_ci_runs_the_test_line_of_the_readme() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    pattern = re.search(r"""^line=\$\(grep -x '(.*)' README\.md\)$""", script, re.MULTILINE)
    assert pattern is not None
    assert [line for line in TEXT.splitlines() if re.fullmatch(pattern[1], line)] == [TEST_LINE]
    assert re.search(r"""^bash -c "\$line"$""", script, re.MULTILINE)


def test_every_link_leads_to_a_file_of_the_checkout() -> None:
    links = [(README, link) for link in re.findall(r"\]\((?!https?:)([^)#]+)", TEXT)]
    assert len(links) > 3
    for page in sorted(readme.DOCS.glob("*.md")):
        links += [(page, link) for link in LINK.findall(CODE.sub("", page.read_text(encoding="utf-8")))]
    assert [(page.name, link) for page, link in links if not (page.parent / link).exists()] == []


def test_every_page_of_the_site_is_in_its_table_of_contents_or_left_out_of_it() -> None:
    site = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    assert [page.name for page in readme.DOCS.glob("*.md") if page.name not in site] == []


def test_no_example_shows_a_fault_of_ours() -> None:
    assert [
        e.command for e in EXAMPLES if re.search(r"fault of decompdrill|Traceback|has changed since", e.printed)
    ] == []


def test_the_examples_cover_every_command_a_newcomer_meets() -> None:
    shown = " ".join(e.command for e in EXAMPLES)
    for command in ("quiz", "check", "solve", "grade", "read", "draw", "replay", "bank list", "bank check"):
        assert f"decompdrill {command}" in shown


def test_an_example_takes_its_answers_from_its_own_transcript() -> None:
    block = "```console\n$ decompdrill quiz -n 2\n\n  > 4, 1\n  ✓ Right.\n  >\n$ decompdrill --version\n1\n```\n"
    quiz, version = readme.examples(block)
    assert (quiz.command, quiz.answers) == ("decompdrill quiz -n 2", "4, 1\n\n")
    assert (version.command, version.printed, version.answers) == ("decompdrill --version", "1\n", "")
