"""Topics and glossary: the format with every fault in whole messages, what a word finds, and what the shipped ones claim."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import numpy as np
import pytest

from decompdrill import mathtext
from decompdrill.errors import BankError, UsageError
from decompdrill.names import key, loose_key
from decompdrill.topics.drills import topic_of
from decompdrill.topics.example import draw_given, work
from decompdrill.topics.library import Library, load_topics, shipped_topics
from decompdrill.topics.values import CHEATSHEET, IN_NUMPY, Topic

TOPIC = """---
title: The trace
aliases: [sum of the diagonal]
quiz: trace-determinant
kind: trace
given: {A: [[1, 2], [3, '1/2']]}
draw:
  A: {recipe: matrix, rows: 2, columns: 2, low: -5, high: 5}
stages:
  - say: Look at the diagonal of the ${{ len(A) }} \\times {{ len(A) }}$ matrix.
    label: the diagonal
    form: list
    answer: diag(A)
  - say: Add it up.
    label: $\\tr(A)$
    kind: trace
    given: {A: A}
---
## In short
The sum of the diagonal.
## Picture it
A staircase.
## Definition
$$\\tr(A) = \\sum_{i=1}^n a_{ii}$$
## In NumPy
```python
>>> 1 + 1
2
```
## Often confused
### Is it the product?
No.
"""
GLOSSARY = """# Words

## trace of a matrix
Also: trace, spur

The sum of the diagonal of a square matrix.
See: trace
"""


def folder(tmp_path: Path, topic: str = TOPIC, glossary: str = GLOSSARY) -> Path:
    (tmp_path / "trace.md").write_text(topic, encoding="utf-8")
    (tmp_path / "glossary.md").write_text(glossary, encoding="utf-8")
    return tmp_path


def faults(place: Path) -> list[str]:
    with pytest.raises(BankError) as refused:
        load_topics(place)
    return [f"{Path(p.path).name}:{p.line}:{p.column}: {p.message}" for p in refused.value.problems]


def test_a_sound_topic_is_read_whole(tmp_path: Path) -> None:
    library = load_topics(folder(tmp_path))
    topic = library.topic("trace")
    assert (topic.title, topic.aliases, topic.quiz, topic.kind) == (
        "The trace",
        ("sum of the diagonal",),
        "trace-determinant",
        "trace",
    )
    assert [section.heading for section in topic.sections] == [
        "In short",
        "Picture it",
        "Definition",
        "In NumPy",
        "Often confused",
    ]
    assert [(e.term, e.also, e.text, e.see) for e in library.entries] == [
        ("trace of a matrix", ("trace", "spur"), "The sum of the diagonal of a square matrix.", "trace")
    ]


def test_a_stage_has_its_text_filled_and_its_value_written(tmp_path: Path) -> None:
    topic = load_topics(folder(tmp_path)).topic("trace")
    example = work(topic, topic.given)
    assert example.given == (r"$$A = \begin{bmatrix} 1 & 2 \\ 3 & \frac{1}{2} \end{bmatrix}$$",)
    assert [(stage.say, stage.shown) for stage in example.stages] == [
        (r"Look at the diagonal of the $2 \times 2$ matrix.", r"The diagonal: $1, \frac{1}{2}$"),
        ("Add it up.", r"$\tr(A) = \frac{3}{2}$"),
    ]


GIVEN = """---
title: T
kind: {kind}
given: {given}
stages:
  - {{say: s, label: l, form: {form}, answer: '{answer}'}}
  - {{say: s, label: l, kind: {kind}, given: {passed}}}
---
"""
EIGENVALUES = r"$\text{eigenvalues} = 3, 1$"
SQUARE = r"$$A = \begin{bmatrix} 1 & 2 \\ 3 & 4 \end{bmatrix}$$"
DATA = r"$$X = \begin{bmatrix} 1 & 2 \\ 2 & 3 \\ 3 & 5 \end{bmatrix}$$"


@pytest.mark.parametrize(
    ("given", "kind", "form", "answer", "shown", "value"),
    [
        ("A: [[1, 2], [3, 4]], atol: '1/2'", "numerical-rank", "number", "atol * 2", SQUARE, "$1$"),
        ("A: [[1, 2], [3, 4]], atol: 'sqrt(2)'", "numerical-rank", "number", "atol", SQUARE, r"$\approx 1.414$"),
        ("eigenvalues: [3, 1]", "explained-variance", "number", "sum(eigenvalues)", EIGENVALUES, "$4$"),
        (
            "X: [[1, 2], [2, 3], [3, 5]], standardize: true",
            "principal-component",
            "yes-no",
            "standardize",
            DATA,
            "yes.",
        ),
        ("X: [[1, 2], [2, 3], [3, 5]], standardize: no", "principal-component", "yes-no", "standardize", DATA, "no."),
    ],
)
def test_every_sort_of_given_is_shown_and_worked_with(
    tmp_path: Path, given: str, kind: str, form: str, answer: str, shown: str, value: str
) -> None:
    passed = "{" + ", ".join(f"{name}: {name}" for name in re.findall(r"(\w+): ", given)) + "}"
    front = GIVEN.format(kind=kind, given=f"{{{given}}}", form=form, answer=answer, passed=passed)
    topic = load_topics(folder(tmp_path, front + TOPIC[TOPIC.index("## In short") :])).topic("trace")
    example = work(topic, topic.given)
    assert (example.given[0], example.stages[0].shown) == (shown, f"L: {value}")
    if "standardize" in given:
        assert example.given[1:] == (f"standardize = {value.removesuffix('.')}",)


FAULTS = {
    "no front matter": (
        ("---\ntitle", "title"),
        ["trace.md:1:1: expected '---' and the front matter, got 'title: The trace'"],
    ),
    "an unknown key": (
        ("quiz: trace-determinant", "quizz: trace-determinant"),
        ["trace.md:4:1: expected a known key, got 'quizz'; did you mean 'quiz'?"],
    ),
    "no title": (("title: The trace\n", ""), ["trace.md:2:1: expected the key 'title', got none"]),
    "a quiz that does not exist": (
        ("quiz: trace-determinant", "quiz: trace-determinants"),
        [
            "trace.md:4:7: expected a bank, an objective or a question, got 'trace-determinants'; "
            "did you mean 'trace-determinant'?"
        ],
    ),
    "a picture that does not exist": (
        ("kind: trace\ngiven: {A: [[", "show: circles\nkind: trace\ngiven: {A: [["),
        ["trace.md:5:7: expected a picture (circle, pca, scree, lowrank, cloud), got 'circles'"],
    ),
    "a topic needed that does not exist": (
        ("quiz:", "needs: [rank]\nquiz:"),
        ["trace.md:4:9: expected a topic, got 'rank'"],
    ),
    "an unknown kind": (
        ("kind: trace\ngiven: {A: [[", "kind: traces\ngiven: {A: [["),
        ["trace.md:5:7: expected a kind of problem, got 'traces'; did you mean 'trace'?"],
    ),
    "an unknown recipe": (
        ("recipe: matrix", "recipe: matrx"),
        ["trace.md:8:15: expected a recipe, got 'matrx'; did you mean 'matrix'?"],
    ),
    "a draw of no given": (
        ("  A: {recipe", "  B: {recipe"),
        ["trace.md:8:3: expected a variable with the name of a given (A), got none"],
    ),
    "a given that the kind does not take": (
        ("[[1, 2], [3, '1/2']]", "[[1, 2, 3]]"),
        ["trace.md:6:8: expected a given that the kind trace takes, got: A must be square, 1×3 came"],
    ),
    "an unknown variable in an answer": (
        ("answer: diag(A)", "answer: diag(B)"),
        ["trace.md:13:18: expected a variable, got 'B'; there are A"],
    ),
    "an expression that is none": (
        ("answer: diag(A)", "answer: diag(A"),
        ["trace.md:13:17: expected an expression, got 'diag(A': this is not an expression"],
    ),
    "an unknown variable in a text": (
        ("{{ len(A) }} \\\\times".replace("\\\\", "\\"), "{{ len(B) }} \\times"),
        ["trace.md:10:46: expected a variable, got 'B'; there are A"],
    ),
    "both a kind and a form": (
        ("    form: list", "    form: list\n    kind: trace"),
        ["trace.md:10:5: expected one of 'kind' and 'form', got both"],
    ),
    "a stage of a kind that only a bank has": (
        ("    form: list\n    answer: diag(A)", "    kind: choice"),
        ["trace.md:12:11: expected a kind of problem, got 'choice'"],
    ),
    "a stage of code": (
        ("    form: list\n", "    kind: code\n"),
        ["trace.md:12:11: expected a kind of problem, got 'code'"],
    ),
    "a last stage that is no answer": (
        ("    kind: trace\n    given: {A: A}", "    form: number\n    answer: trace(A)"),
        ["trace.md:14:5: expected the last stage to be the answer of the kind trace, got a computed value"],
    ),
    "a stage that cannot be worked out": (
        ("answer: diag(A)", "answer: inv(A - A)"),
        ["trace.md:10:5: expected a stage that can be worked out, got: the matrix is singular"],
    ),
    "an unknown section": (
        ("## Picture it", "## Pictur it"),
        [
            "trace.md:21:1: expected a known section, got 'Pictur it'; did you mean 'Picture it'?",
            "trace.md:33:1: expected the section 'Picture it', got none",
        ],
    ),
    "sections in another order": (
        ("## In short\nThe sum of the diagonal.\n## Picture it\nA staircase.", "## Picture it\nA\n## In short\nB"),
        [
            "trace.md:21:1: expected the sections in the order In short, Picture it, Definition, In NumPy, "
            "Often confused, Facts, got 'In short' here"
        ],
    ),
    "a section without text": (("A staircase.\n", ""), ["trace.md:21:1: expected text under 'Picture it', got none"]),
    "a topic that needs itself": (
        ("quiz:", "needs: [trace]\nquiz:"),
        ["trace.md:4:9: expected another topic, got 'trace' itself"],
    ),
    "no stages": (
        (TOPIC[TOPIC.index("stages:") : TOPIC.index("---\n##")], ""),
        ["trace.md:2:1: expected the key 'stages', got none"],
    ),
    "front matter that does not end": (
        ("---\n## In short", "## In short"),
        ["trace.md:32:1: expected '---' after the front matter, got none"],
    ),
    "front matter that is no YAML": (
        ("title: The trace", "title: [The trace"),
        ["trace.md:3:8: expected YAML, got a fault while parsing a flow sequence: expected ',' or ']', but got ':'"],
    ),
    "a draw that no attempt fits": (
        ("rows: 2, columns: 2", "rows: 2, columns: 3"),
        [
            "trace.md:6:8: expected a given that the kind trace takes, got: trace has no example from seed 0: "
            "A must be square, 2×3 came"
        ],
    ),
    "maths outside the subset": (
        ("No.\n", "No, $\\foo$.\n"),
        ["trace.md:32:6: expected a command of the math subset, got \\foo"],
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_told_with_its_place(tmp_path: Path, name: str) -> None:
    (old, new), expected = FAULTS[name]
    assert old in TOPIC
    assert faults(folder(tmp_path, TOPIC.replace(old, new, 1))) == expected


def test_every_fault_of_every_file_comes_at_once(tmp_path: Path) -> None:
    place = folder(tmp_path, TOPIC.replace("quiz: trace", "quiz: race").replace("diag(A)", "diag(B)"))
    (place / "other.md").write_text(TOPIC.replace("    label: the diagonal\n", ""), encoding="utf-8")
    (place / "rank.md").write_text(TOPIC.replace("diag(A)", "diag(C)"), encoding="utf-8")
    assert faults(place) == [
        "other.md:10:5: expected the key 'label', got none",
        "rank.md:13:18: expected a variable, got 'C'; there are A",
        "trace.md:3:11: expected an alias of its own, got 'sum of the diagonal'; the topic rank has it",
        "trace.md:4:7: expected a bank, an objective or a question, got 'race-determinant'; "
        "did you mean 'trace-determinant'?",
        "trace.md:13:18: expected a variable, got 'B'; there are A",
    ]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("See: trace", "", "glossary.md:3:1: expected a last line 'See: topic' under 'trace of a matrix', got none"),
        (
            "See: trace",
            "See: tracy",
            "glossary.md:3:1: See of 'trace of a matrix': expected a topic, got 'tracy'; did you mean 'trace'?",
        ),
        (
            "The sum of the diagonal of a square matrix.\n",
            "",
            "glossary.md:3:1: expected text under 'trace of a matrix', got none",
        ),
        (
            "The sum of the",
            "The $\\foo$ of the",
            "glossary.md:3:1: 'trace of a matrix': expected a command of the math subset, got \\foo",
        ),
        ("trace, spur", "trace, Trace of a matrix, spur", None),
    ],
)
def test_a_fault_of_the_glossary_is_told(tmp_path: Path, old: str, new: str, expected: str | None) -> None:
    place = folder(tmp_path, glossary=GLOSSARY.replace(old, new))
    if expected is None:
        assert load_topics(place).ids == ("trace",)
    else:
        assert faults(place) == [expected]


def test_a_term_that_two_entries_have_is_a_fault(tmp_path: Path) -> None:
    place = folder(tmp_path, glossary=GLOSSARY + "\n## Spur\n\nAgain.\nSee: trace\n")
    assert faults(place) == ["glossary.md:9:1: expected each term once, got 'Spur' again; it is on line 3 too"]


def test_a_folder_without_a_glossary_has_no_terms(tmp_path: Path) -> None:
    (folder(tmp_path) / "glossary.md").unlink()
    library = load_topics(tmp_path)
    assert (library.ids, library.entries) == (("trace",), ())
    assert library.find("traces").topic == library.topic("trace")


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("trace.md", None, ": expected a topic that can be read: is a directory"),
        ("trace.md", b"---\ntitle: \xff\n", ":2: expected UTF-8, got the byte 0xff"),
        ("trace.md", b"", ":1:1: expected '---' and the front matter, got empty text"),
        ("glossary.md", b"## spur\n\n\xe9\n", ":3: expected UTF-8, got the byte 0xe9"),
        ("glossary.md", b"## spur\n\nA trace.\n", ":1:1: expected a last line 'See: topic' under 'spur', got none"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_when_it_is_wanted(
    tmp_path: Path, name: str, content: bytes | None, message: str
) -> None:
    path = folder(tmp_path) / name
    path.unlink()
    if content is None:
        path.mkdir()
    else:
        path.write_bytes(content)
    with pytest.raises(BankError) as refused:
        Library(tmp_path).find("trace")
    assert str(refused.value) == f"{path}{message}"


SHEET = "---\ntitle: The cheat sheet\n---\n{}\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Words.", ["expected one block of text between lines of ```, got other text"]),
        ("```\nA v = λ v", ["expected one block of text between lines of ```, got other text"]),
        ("```\n" + "row\n" * 21 + "```", ["expected at most 20 lines, got 21"]),
        ("```\nA = QΛQᵀ\n" + "x" * 77 + "\n```", [f"expected at most 76 columns, got 77 in line 2: {'x' * 40}"]),
        ("```\nA 漢 sign\n```", ["expected signs with an ASCII twin, got 漢 in line 1"]),
        ("```\n" + "row\n" * 19 + "x" * 76 + "\n```", []),
    ],
)
def test_a_cheat_sheet_that_is_no_screen_is_told(tmp_path: Path, text: str, expected: list[str]) -> None:
    (folder(tmp_path) / f"{CHEATSHEET}.md").write_text(SHEET.format(text), encoding="utf-8")
    if expected:
        assert faults(tmp_path) == [f"cheatsheet.md:1:1: {message}" for message in expected]
    else:
        assert load_topics(tmp_path).topic(CHEATSHEET).body == text


# ---- names ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "same", "loosely_same"),
    [
        ("Low-Rank", "low rank", True, True),
        ("diagonalization", "diagonalisation", True, True),
        ("Eckart–Young", "eckart young", True, True),
        ("singular value", "singular values", False, True),
        ("orthogonal matrix", "orthogonal matrices", False, True),
        ("rank", "ranks", False, True),
        ("basis", "basi", False, True),
        ("nullity", "nullities", False, True),
        ("tie", "ties", False, True),
        ("loss", "los", False, False),
        ("eigenvalue", "eigenvector", False, False),
    ],
)
def test_names_are_the_same_whatever_their_spelling(one: str, other: str, same: bool, loosely_same: bool) -> None:
    assert (key(one) == key(other), loose_key(one) == loose_key(other)) == (same, loosely_same)


@pytest.mark.parametrize(
    ("word", "topic", "entry"),
    [
        ("trace", "trace", "trace of a matrix"),
        ("TRACES", "trace", "trace of a matrix"),
        ("the trace", "trace", None),
        ("Sum-of-the-diagonals", "trace", None),
        ("spur", None, "trace of a matrix"),
        ("Trace of a Matrix", None, "trace of a matrix"),
    ],
)
def test_a_word_finds_a_topic_an_entry_or_both(tmp_path: Path, word: str, topic: str | None, entry: str | None) -> None:
    found = Library(folder(tmp_path)).find(word)
    assert (found.topic and found.topic.id, found.entry and found.entry.term) == (topic, entry)


@pytest.mark.parametrize(
    ("word", "message"),
    [
        ("tarce", "no topic and no term is called 'tarce'; did you mean 'trace'?"),
        ("xyzzy", "no topic and no term is called 'xyzzy'; decompdrill explain lists them"),
    ],
)
def test_a_word_that_names_nothing_is_refused_with_what_is_near(tmp_path: Path, word: str, message: str) -> None:
    with pytest.raises(UsageError) as refused:
        Library(folder(tmp_path)).find(word)
    assert str(refused.value) == message


# ---- the shipped ones ----------------------------------------------------------------------------------------------

SHIPPED = shipped_topics()

T_ROWS = (
    *("eigen", "characteristic-polynomial", "diagonalization", "symmetric", "covariance", "pca", "centering"),
    *("explained-variance", "svd", "svd-vs-eig", "rank", "numerical-rank", "low-rank", "orthogonal", "norms"),
    *("lora", "numpy", "cheatsheet"),
)
G_ROWS = (
    *("eigenvalue", "eigenvector", "eigendecomposition", "characteristic polynomial", "square matrix"),
    *("orthogonal matrix", "orthonormal", "diagonal matrix", "SVD", "singular value", "singular vector", "rank"),
    *("low-rank approximation", "variance", "covariance matrix", "principal component", "PCA", "explained variance"),
    *("standardise", "dimensionality reduction", "normalise", "spectrum", "LoRA", "trace", "determinant"),
    *("singular matrix", "nullity", "algebraic multiplicity", "geometric multiplicity", "defective", "Frobenius norm"),
    *(
        "spectral norm",
        "condition number",
        "Eckart–Young",
        "centring",
        "scores",
        "loadings",
        "explained-variance ratio",
    ),
    "economy SVD",
)


def test_the_shipped_topics_have_no_fault() -> None:
    assert load_topics().ids == SHIPPED.ids


def test_every_topic_of_the_curriculum_is_there() -> None:
    assert [topic for topic in T_ROWS if topic not in SHIPPED.ids] == []


@pytest.mark.parametrize("term", G_ROWS)
def test_every_term_of_the_curriculum_is_an_entry_that_is_found(term: str) -> None:
    assert SHIPPED.find(term).entry is not None


def test_every_entry_is_found_by_each_of_its_names() -> None:
    lost = [
        n for e in SHIPPED.entries for n in e.names if (found := SHIPPED.find(n).entry) is None or found.term != e.term
    ]
    assert lost == []


@pytest.mark.parametrize("topic", [t for t in SHIPPED.topics if t.id != CHEATSHEET], ids=lambda t: t.id)
def test_the_numpy_lines_print_what_they_say(topic: Topic) -> None:
    blocks = re.findall(r"```python\n(.*?)```", topic.section(IN_NUMPY), re.DOTALL)
    assert len(blocks) == 1
    test = doctest.DocTestParser().get_doctest(blocks[0], {}, topic.id, topic.path, 0)
    assert test.examples
    said: list[str] = []
    with np.printoptions():
        doctest.DocTestRunner(verbose=False).run(test, out=said.append)
    assert "".join(said) == ""


WITH_STAGES = [t for t in SHIPPED.topics if t.stages]


@pytest.mark.parametrize("topic", WITH_STAGES, ids=lambda t: t.id)
def test_examples_work_and_fit_the_screen_on_the_built_in_and_on_drawn_numbers(topic: Topic) -> None:
    givens = [topic.given, *(draw_given(topic, seed) for seed in range(100, 104) if topic.draw)]
    for given in givens:
        example = work(topic, given)
        texts = [*example.given, *(text for stage in example.stages for text in (stage.say, stage.shown))]
        for style in (mathtext.Style.UNICODE, mathtext.Style.ASCII):
            rows = [row for text in texts for row in mathtext.render(text, style, 72).splitlines()]
            assert [row for row in rows if mathtext.width(row) > 76] == []


@pytest.mark.parametrize("topic", [t for t in WITH_STAGES if t.draw], ids=lambda t: t.id)
def test_seeds_draw_different_examples_and_one_seed_the_same(topic: Topic) -> None:
    assert len({str(draw_given(topic, seed)) for seed in range(8)}) > 1
    assert draw_given(topic, 7) == draw_given(topic, 7)


@pytest.mark.parametrize(
    ("objective", "bank", "topic"),
    [
        ("characteristic-polynomial", "eigenvalues", "characteristic-polynomial"),
        ("eigen-check", "eigenvalues", "eigen"),
        ("svd-layers", "svd", "svd"),
        ("symmetric-spectral", "orthogonality", "symmetric"),
        ("of-another-bank", "my-own", None),
    ],
)
def test_a_wrong_answer_leads_to_its_topic(objective: str, bank: str, topic: str | None) -> None:
    assert topic_of(objective, bank) == topic


def test_every_objective_has_a_topic() -> None:
    from decompdrill.bank.load import load_banks
    from decompdrill.exercises.known import known_names

    listed = load_banks(None, known_names()).listed
    assert {q.objective for q in listed if topic_of(q.objective, q.bank) is None} == set()
