"""docs/authoring.md cannot drift: its banks are sound, its outputs are printed again, and nothing that exists is left out.

tests/stranger.yaml was written from the page alone, on a topic that the shipped banks do not have.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from decompdrill.bank.load import Banks, load_banks
from decompdrill.bank.question import BANK_KINDS, Question
from decompdrill.bank.read import parse_yaml
from decompdrill.bank.schema import json_schema, parse_objectives
from decompdrill.bank.shapes import ObjectiveFile
from decompdrill.draw import RECIPES
from decompdrill.exercises.audit import audit
from decompdrill.exercises.known import known_names
from decompdrill.expr.functions import FUNCTIONS, METHODS
from decompdrill.expr.syntax import ATTRIBUTES
from decompdrill.kinds import KINDS
from decompdrill.mathtext.formats import FORMATS
from decompdrill.model import Form

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
TEXT = (DOCS / "authoring.md").read_text(encoding="utf-8")
SEEDS = 20

BLOCK = re.compile(r"^```(yaml|diff)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
HEAD = "bank: fragments\ntitle: Fragments\nquestions:\n"
COMPLETING = {
    "id": "fragment.number-{number}",
    "objective": "eigen-meaning",
    "title": "A fragment",
    "level": "1",
    "prompt": "What is it?",
    "hints": "[Look at what is given.]",
}


# ---- the examples --------------------------------------------------------------------------------------------------


def my_bank(text: str) -> str:
    """Return the bank as somebody has it who followed the page to its end."""
    bank = ""
    for sort, body in BLOCK.findall(text):
        if sort == "diff":
            old, new = ("".join(re.findall(rf"^\{sign}(.*\n)", body, re.MULTILINE)) for sign in "-+")
            assert bank.count(old) == 1, old
            bank = bank.replace(old, new)
        elif body.startswith(("bank:", "  - id:")):
            bank += body
    return bank


def fragments(text: str) -> str:
    """Return a bank of the examples that show some keys only, each with the keys that it leaves out."""
    found = [b for sort, b in BLOCK.findall(text) if sort == "yaml" and re.match(r"(?!bank|objectives)\w+:", b)]
    return HEAD + "".join(completed(body, number) for number, body in enumerate(found, 1))


def completed(body: str, number: int) -> str:
    keys = re.findall(r"^(\w+):", body, re.MULTILINE)
    missing = [f"{key}: {value.format(number=number)}\n" for key, value in COMPLETING.items() if key not in keys]
    lines = "".join([*missing, body]).splitlines()
    return f"  - {lines[0]}\n" + "".join(f"    {line}\n" if line else "\n" for line in lines[1:])


def banks_of(text: str, place: Path) -> Banks:
    path = place / "bank.yaml"
    path.write_text(text, encoding="utf-8")
    return load_banks([path], known_names())


def faults(banks: Banks) -> list[str]:
    return [fault for question in banks.questions.values() for fault in audit(question, SEEDS).faults]


def test_following_the_page_gives_a_sound_bank(tmp_path: Path) -> None:
    banks = banks_of(my_bank(TEXT), tmp_path)
    assert [q.kind for q in banks.questions.values()] == ["determinant", "choice", "computed", "code"]
    assert faults(banks) == []


def test_every_other_example_is_sound_once_it_is_completed(tmp_path: Path) -> None:
    banks = banks_of(fragments(TEXT), tmp_path)
    assert len(banks.questions) == 7
    assert faults(banks) == []


def test_an_example_that_is_not_sound_is_seen(tmp_path: Path) -> None:
    spoiled = my_bank(TEXT).replace("How many rows are multiplied?", "It is {{ c**n * d }}.")
    assert [fault.rpartition(": ")[2] for fault in faults(banks_of(spoiled, tmp_path))] == [
        "a hint gives the answer away"
    ]


def test_objectives_of_ones_own_are_read_as_the_page_shows_them() -> None:
    (body,) = (b for _, b in BLOCK.findall(TEXT) if b.startswith("objectives:"))
    tree, problems = parse_yaml(body, "objectives.yaml")
    assert tree is not None
    objectives, more = parse_objectives(tree, load_banks(None, known_names()).objectives)
    assert (problems, more, [o.id for o in objectives]) == ((), (), ["markov-chains"])


# ---- what is generated ---------------------------------------------------------------------------------------------


def generate(page: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    script = [sys.executable, str(page.parent / "generate.py"), *arguments]
    return subprocess.run(script, capture_output=True, encoding="utf-8", check=False, timeout=120)


def copied(place: Path) -> Path:
    for name in ("authoring.md", "generate.py", "manpage.py", "reference.yaml", "decompdrill.1"):
        (place / name).write_bytes((DOCS / name).read_bytes())
    return place / "authoring.md"


@pytest.fixture(scope="module")
def checked() -> subprocess.CompletedProcess[str]:
    """What is said of the page as it is."""
    return generate(DOCS / "authoring.md", "--check")


def test_the_page_is_what_the_program_says_today_and_nothing_is_undocumented(
    checked: subprocess.CompletedProcess[str],
) -> None:
    done = checked
    assert done.returncode == 0, f"docs/authoring.md is stale; mend it by: python docs/generate.py\n\n{done.stderr}"
    assert done.stderr == ""
    assert undocumented(TEXT) == []


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory, checked: subprocess.CompletedProcess[str]) -> str:
    """The page as it should be, so that a stale one fails the test above and no other."""
    if checked.returncode == 0:
        return TEXT
    page = copied(tmp_path_factory.mktemp("docs"))
    generate(page)  # what it refuses, for want of words, is left as it stands
    return page.read_text(encoding="utf-8")


def test_a_stale_page_is_seen_and_made_anew(fresh: str, tmp_path: Path) -> None:
    page = copied(tmp_path)
    page.write_text(
        fresh.replace("mine.determinant: sound", "mine.determinant: perfect").replace("| `det` | 1 |", "| `det` | 2 |"),
        encoding="utf-8",
    )
    stale = generate(page, "--check")
    assert stale.returncode == 1
    assert "-mine.determinant: perfect" in stale.stderr
    assert "-| `det` | 2 |" in stale.stderr
    assert generate(page).returncode == 0
    assert page.read_text(encoding="utf-8") == fresh


def test_a_function_without_words_is_refused(tmp_path: Path) -> None:
    page = copied(tmp_path)
    path = tmp_path / "reference.yaml"
    path.write_text(re.sub(r"^  det: .*\n", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE), encoding="utf-8")
    done = generate(page, "--check")
    assert (done.returncode, done.stderr) == (1, "reference.yaml, functions: missing ['det'], too many []\n")


def test_a_stale_manual_is_seen_and_made_anew(tmp_path: Path) -> None:
    page, manual = copied(tmp_path), tmp_path / "decompdrill.1"
    there = manual.read_text(encoding="utf-8")
    assert ".SS decompdrill bank slips" in there
    manual.write_text(there.replace("SS decompdrill bank slips", "SS decompdrill bank slops"), encoding="utf-8")
    assert "-.SS decompdrill bank slops" in generate(page, "--check").stderr
    generate(page)
    assert manual.read_text(encoding="utf-8") == there


def test_a_kind_without_problems_of_its_own_is_shown_on_the_shipped_questions(tmp_path: Path) -> None:
    page = copied(tmp_path)
    path = tmp_path / "reference.yaml"
    path.write_text(
        re.sub(r"^  rank: \[\{.*\n", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE), encoding="utf-8"
    )
    done = generate(page)
    assert (done.returncode, done.stderr) == (0, "")
    rows = re.findall(
        r"^\| `([a-z-]+)` \| `A = -?\d+(?: -?\d+)+; .*` \|", part(page.read_text("utf-8"), "`rank`"), re.MULTILINE
    )
    assert rows == [slip.id for slip in KINDS["rank"].avoided_slips]


# ---- nothing is undocumented ---------------------------------------------------------------------------------------


def part(text: str, title: str) -> str:
    """Return what stands below a heading, up to the next of its rank or above; nothing where there is no such heading."""
    heading = re.search(rf"^(#+) {re.escape(title)}$", text, re.MULTILINE)
    if heading is None:
        return ""
    end = re.compile(rf"^#{{1,{len(heading[1])}}} ", re.MULTILINE).search(text, heading.end())
    return text[heading.end() : end.start() if end else None]


def undocumented(text: str) -> list[str]:
    """Return every name of the program that the part of the page about it does not have."""
    return [f"{title}: {name}" for title, name in names() if f"`{name}`" not in part(text, title)]


def names() -> Iterator[tuple[str, str]]:
    yield from (("Keys", key) for key in keys_of_a_bank())
    yield from (("Recipes", name) for name in RECIPES)
    for kind in KINDS.values():
        title = f"`{kind.name}`"
        yield title, kind.form.value
        yield from ((title, field.name) for field in kind.fields)
        yield from ((title, word) for field in kind.fields for word in field.words)
        yield from ((title, slip.id) for slip in kind.avoided_slips)
    yield from (("Kinds", name) for name in BANK_KINDS)
    yield from (("Forms", form.value) for form in Form)
    yield from (("Expressions", name) for name in FUNCTIONS)
    yield from (("Expressions", f"{word}=") for f in FUNCTIONS.values() for word in f.keywords)
    yield from (("Expressions", f".{name}") for name in (*ATTRIBUTES, *METHODS))
    yield from (("Formats", name) for name in FORMATS)


def keys_of_a_bank() -> Iterator[str]:
    definitions = json_schema()["$defs"]
    assert isinstance(definitions, dict)
    yield from dict.fromkeys(name for struct in definitions.values() for name in struct["properties"])
    yield from ObjectiveFile.__struct_fields__


@pytest.mark.parametrize(
    ("gone", "said"),
    [
        ("| `reads-diagonal` |", ["`eigenvalues`: reads-diagonal", "`explained-variance`: reads-diagonal"]),
        ("| `coincide` |", ["Keys: coincide"]),
        ("[`unimodular`]", ["Recipes: unimodular"]),
        ("| `matrix_power` |", ["Expressions: matrix_power"]),
        ("| `sig3` |", ["Formats: sig3"]),
        ("| `polynomial` |", ["Forms: polynomial"]),
    ],
)
def test_a_name_that_is_left_out_is_seen(fresh: str, gone: str, said: list[str]) -> None:
    already = undocumented(fresh)
    assert [name for name in undocumented(fresh.replace(gone, "")) if name not in already] == said


@pytest.mark.parametrize("page", sorted(DOCS.glob("*.md")), ids=lambda path: path.name)
def test_every_link_of_the_docs_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]*)#?([^)]*)\)", page.read_text(encoding="utf-8"))
    assert [f"{file}#{anchor}" for file, anchor in links if not leads(page, file, anchor)] == []


def leads(page: Path, file: str, anchor: str) -> bool:
    target = page.parent / file if file else page
    if not target.exists() or not anchor:
        return target.exists()
    headings = re.findall(r"^#+ (.*)$", target.read_text(encoding="utf-8"), re.MULTILINE)
    return anchor in [re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings]


# ---- a stranger's bank ---------------------------------------------------------------------------------------------

STRANGER = load_banks([Path(__file__).parents[1] / "stranger.yaml"], known_names())


@pytest.mark.parametrize("question", STRANGER.questions.values(), ids=list(STRANGER.questions))
def test_a_bank_written_from_the_page_alone_is_sound(question: Question) -> None:
    report = audit(question, SEEDS)
    assert report.faults == ()
    assert report.variants >= 3


def test_the_strangers_bank_is_of_every_sort_and_clashes_with_no_shipped_one() -> None:
    assert len(STRANGER.questions) >= 6
    assert {q.kind for q in STRANGER.questions.values()} >= BANK_KINDS.keys()
    shipped = load_banks(None, known_names())
    assert not STRANGER.questions.keys() & shipped.questions.keys()
    assert not set(STRANGER.ids) & set(shipped.ids)
