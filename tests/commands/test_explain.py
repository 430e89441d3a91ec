"""`explain` as a command: what it prints in a pipe, what it refuses, and what it makes of a history."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from decompdrill.cli import app
from decompdrill.commands.explain import ExplainOptions, explain
from decompdrill.errors import ExitCode, GivenError, UsageError
from decompdrill.frontends.plain import Script
from decompdrill.history.attempts import AttemptRow
from decompdrill.history.faults import Unavailable
from decompdrill.history.opening import open_store
from decompdrill.practice.recorder import Clocks
from decompdrill.topics.library import load_topics, shipped_topics
from decompdrill.topics.values import Topic
from tests.topics.test_topics import TOPIC, folder

CLOCKS = Clocks(
    monotonic=lambda: 0.0, now_ms=lambda: 1_773_800_000_000, utc_offset_min=lambda: 0, new_session=lambda: "s"
)


def said(capsys: pytest.CaptureFixture[str], options: ExplainOptions) -> list[str]:
    """Return the lines that are not empty."""
    assert explain(options, CLOCKS, lambda: 7) is ExitCode.DONE
    return [row for row in capsys.readouterr().out.splitlines() if row]


def example(rows: list[str]) -> list[str]:
    """Return the lines of the worked example."""
    end = "In a picture" if "In a picture" in rows else "In NumPy"
    return rows[rows.index("Worked example") + 1 : rows.index(end)]


def refused(options: ExplainOptions) -> str:
    with pytest.raises((UsageError, GivenError)) as found:
        explain(options, CLOCKS, lambda: 7)
    return f"{found.value.exit_code}: {found.value}"


# ---- topics and terms ----------------------------------------------------------------------------------------------


def test_a_topic_comes_whole_in_a_pipe(capsys: pytest.CaptureFixture[str]) -> None:
    rows = said(capsys, ExplainOptions(("eigen",)))
    picture = rows.index("In a picture")
    assert rows[picture + 1].startswith("The unit circle under A = ")
    headings = [row for row in rows[:picture] + rows[rows.index("In NumPy") :] if not row.startswith(" ")]
    assert headings == [
        "decompdrill explain eigen                           Eigenvalues and eigenvectors",
        *("In short", "Picture it", "Definition", "Worked example"),
        *(f"Step {number} of 5" for number in range(1, 6)),
        *("In NumPy", "Often confused", "Facts", "What next"),
    ]
    assert rows[-4:] == [
        "  - drill it: decompdrill quiz eigenvalues",
        "  - see it: decompdrill show circle",
        "  - a fresh example: decompdrill explain eigen --seed 7",
        '  - on your own numbers: decompdrill explain eigen -g A="3 1; 1 3"',
    ]


@pytest.mark.parametrize(
    ("words", "given", "title"),
    [
        ("svd", "A=1 1; 0 1", "The unit circle under A = [1 1; 0 1]"),
        ("pca", "X=1 2; 2 3; 4 9; 5 5", "Two principal components of your data"),
        ("explained-variance", "X=1 2; 2 3; 4 9; 5 5", "Scree of your data"),
        ("explained-variance", "", "Scree of iris"),
        ("low-rank", "", "Lower ranks of the photograph"),
    ],
)
def test_a_topic_has_its_picture_of_ones_own_numbers(
    words: str, given: str, title: str, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = said(capsys, ExplainOptions((words,), (given,) if given else ()))
    assert rows[rows.index("In a picture") + 1] == title


@pytest.mark.parametrize(("words", "given"), [("svd", "A=1 2 3; 4 5 6"), ("covariance", "X=1 2; 1 2; 1 2")])
def test_what_cannot_be_drawn_has_no_picture(words: str, given: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert "In a picture" not in said(capsys, ExplainOptions((words,), (given,)))


def test_without_a_topic_they_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    rows = said(capsys, ExplainOptions())
    assert rows[0] == f"decompdrill explain TOPIC{f'{len(shipped_topics().ids)} topics':>55}"
    assert [row.split()[0] for row in rows[2:-1]] == list(shipped_topics().ids)
    assert rows[2] == "  eigen                      Eigenvalues and eigenvectors"
    assert rows[-1] == "  A word of the glossary is found too: decompdrill explain defective"


def test_a_term_is_explained_and_leads_to_its_topic(capsys: pytest.CaptureFixture[str]) -> None:
    rows = said(capsys, ExplainOptions(("Condition", "Numbers")))
    assert rows[2] == "condition number"
    assert rows[-1] == "  More: decompdrill explain norms"


def test_the_cheat_sheet_is_one_screen(capsys: pytest.CaptureFixture[str]) -> None:
    rows = said(capsys, ExplainOptions(("cheatsheet",)))
    assert 10 <= len(rows) <= 22
    assert max(map(len, rows)) <= 80


@pytest.mark.parametrize("topic", shipped_topics().ids)
@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
def test_every_topic_fits_80_columns_and_its_stream(monkeypatch: pytest.MonkeyPatch, topic: str, encoding: str) -> None:
    written = io.BytesIO()
    out = io.TextIOWrapper(written, encoding=encoding)
    monkeypatch.setattr(sys, "stdout", out)
    explain(ExplainOptions((topic,)), CLOCKS, lambda: 7)
    out.flush()
    assert [row for row in written.getvalue().decode(encoding).splitlines() if len(row) > 80] == []


def test_read_aloud_no_sign_is_left(capsys: pytest.CaptureFixture[str]) -> None:
    text = " ".join(said(capsys, ExplainOptions(("svd",), plain=True)))
    assert text.startswith("The singular value decomposition. The factorization A equals U Sigma V transpose")
    assert sorted({c for c in text if not c.isascii()}) == []


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (ExplainOptions(("egien",)), "2: no topic and no term is called 'egien'; did you mean 'eigen'?"),
        (
            ExplainOptions(("xyzzy", "42")),
            "2: no topic and no term is called 'xyzzy 42'; decompdrill explain lists them",
        ),
        (ExplainOptions(("svd",), ("A=1 2",), seed=3), "2: -g and --seed both choose the numbers: give one of them"),
        (
            ExplainOptions(("eigenvalue",), ("A=1 2",)),
            "2: -g goes with a topic that has a worked example, such as eigen",
        ),
        (ExplainOptions((), ("A=1 2",)), "2: -g goes with a topic that has a worked example, such as svd"),
        (ExplainOptions(("cheatsheet",), seed=1), "2: --seed goes with a topic that has a worked example, such as svd"),
        (
            ExplainOptions(("defective",), label="a"),
            "2: --label goes with a topic that has a worked example, such as diagonalization",
        ),
        (ExplainOptions(("pca",), label="a"), "2: --label names a column of a file: give one with -g X=@file.csv"),
        (
            ExplainOptions(("pca",), ("X=1 2; 2 3",), label="a"),
            "2: --label names a column of a file: give one with -g X=@file.csv",
        ),
        (ExplainOptions(("svd",), last_mistake=True), "2: --my-last-mistake finds the topic itself: name none"),
        (ExplainOptions(("eigen",), ("B=1 2",)), "65: eigenvalues is given A; 'B' came"),
        (ExplainOptions(("eigen",), ("A",)), "2: -g expects NAME=VALUE, such as A=\"2 1; 2 3\"; 'A' came"),
        (ExplainOptions(("low-rank",), ("k=3",)), "65: k must be at most 2, the number of singular values; 3 came"),
    ],
)
def test_what_cannot_be_done_is_refused(options: ExplainOptions, message: str) -> None:
    assert refused(options) == message


def test_a_faulty_given_is_refused_before_anything_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    refused(ExplainOptions(("svd",), ("A=1 2; 3",)))
    assert capsys.readouterr().out == ""


def test_a_word_that_is_a_topic_and_a_term_shows_both(capsys: pytest.CaptureFixture[str]) -> None:
    rows = said(capsys, ExplainOptions(("SVD",)))
    assert rows[2].strip() == "The factorization A = UΣVᵀ of any real matrix: U and V orthogonal, Σ of the"
    assert rows[5:7] == ["  Read before: symmetric, orthogonal.", "In short"]


# ---- one's own numbers ---------------------------------------------------------------------------------------------


def test_ones_own_matrix_is_worked_out(capsys: pytest.CaptureFixture[str]) -> None:
    rows = example(said(capsys, ExplainOptions(("eigen",), ("A=3 1; 1 3",))))
    assert rows[:2] == ["    A = ⎡3  1⎤", "        ⎣1  3⎦"]
    assert rows[-1] == "    The eigenvalues of A: 4, 2"


def test_a_seed_draws_the_same_example_each_time(capsys: pytest.CaptureFixture[str]) -> None:
    first, again, other = (example(said(capsys, ExplainOptions(("svd",), seed=seed))) for seed in (5, 5, 6))
    assert first == again != other


def test_a_matrix_that_is_not_square_gets_its_svd(capsys: pytest.CaptureFixture[str]) -> None:
    rows = example(said(capsys, ExplainOptions(("eigen",), ("A=3 0; 0 2; 0 0",))))
    assert rows[0] == "  A is 3×2: only a square matrix has eigenvalues. Here is its SVD."
    assert "    The singular values: 3, 2" in rows


@pytest.mark.parametrize(
    ("topic", "matrix", "note"),
    [
        (
            "symmetric",
            "A=2 1; 0 3",
            "A is not symmetric, so no orthogonal matrix of real eigenvectors diagonalizes it. Here is its diagonalization.",
        ),
        (
            "symmetric",
            "A=1 1; 0 1",
            "A is not symmetric, so no orthogonal matrix of real eigenvectors diagonalizes it. Here is its SVD.",
        ),
        (
            "diagonalization",
            "A=1 1; 0 1",
            "A is defective: it has too few independent eigenvectors to be diagonalized. Here is how one sees that.",
        ),
        (
            "characteristic-polynomial",
            "A=1 2 3",
            "A is 1×3: only a square matrix has a characteristic polynomial. Here is its SVD.",
        ),
    ],
)
def test_what_a_matrix_has_not_is_said_with_what_it_has(
    capsys: pytest.CaptureFixture[str], topic: str, matrix: str, note: str
) -> None:
    rows = said(capsys, ExplainOptions((topic,), (matrix,), plain=True))
    text = " ".join(rows[rows.index("Worked example.") :])
    assert text.replace("×", " by ").startswith(f"Worked example. {note.replace('×', ' by ')}") or note in text


def test_a_matrix_whose_svd_no_stage_can_hold_gets_the_solution_of_the_kind(capsys: pytest.CaptureFixture[str]) -> None:
    rows = example(said(capsys, ExplainOptions(("eigen",), ("A=1e-200 0 0; 0 0 1",))))
    assert rows[0] == "  A is 2×3: only a square matrix has eigenvalues. Here is its SVD."
    assert rows[1].startswith("Step 1 of ")
    assert rows[2] == "  The rows of A are orthogonal to each other, so AAᵀ is diagonal and holds the"


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (ExplainOptions(("trace",), seed=3), "2: trace has no example that can be drawn, so it takes no --seed"),
        (ExplainOptions(("numpy",), ("A=1 2",)), "2: numpy has no worked example, so it takes no -g"),
    ],
)
def test_a_topic_without_numbers_takes_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: ExplainOptions, message: str
) -> None:
    begin, draw, stages, end = map(TOPIC.index, ("kind:", "draw:", "stages:", "---\n##"))
    folder(tmp_path, TOPIC[:draw] + TOPIC[stages:])
    (tmp_path / "numpy.md").write_text((TOPIC[:begin] + TOPIC[end:]).replace("aliases: [sum of the diagonal]\n", ""))
    library = load_topics(tmp_path)
    monkeypatch.setattr("decompdrill.commands.explain.shipped_topics", lambda: library)
    assert refused(options) == message


def test_complex_eigenvalues_are_worked_out(capsys: pytest.CaptureFixture[str]) -> None:
    rows = example(said(capsys, ExplainOptions(("eigen",), ("A=0 -1; 1 0",))))
    assert rows[-1] == "    The eigenvalues of A: i, −i"


def test_another_source_of_variance_falls_back_on_the_steps_of_the_kind(capsys: pytest.CaptureFixture[str]) -> None:
    rows = example(said(capsys, ExplainOptions(("explained-variance",), ("eigenvalues=3, 1",))))
    assert "".join(rows[:2]).startswith("  The stages of this topic do not fit what you gave.")
    assert any("0.75" in row for row in rows)


@pytest.mark.parametrize(
    ("topic", "given"),
    [("pca", "standardize=yes"), ("covariance", "ddof=0"), ("pca", "index=2")],
)
def test_what_no_stage_looks_at_is_not_passed_over(capsys: pytest.CaptureFixture[str], topic: str, given: str) -> None:
    rows = example(said(capsys, ExplainOptions((topic,), ("X=1 2; 2 3; 3 5", given))))
    assert "".join(rows[:2]).startswith("  The stages of this topic do not fit what you gave.")


TABLE = "length,width,species\n1,2,a\n2,3,a\n3,4,b\n"


def test_a_table_is_read_with_its_names_and_labels(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "t.csv"
    file.write_text(TABLE, encoding="utf-8")
    rows = example(said(capsys, ExplainOptions(("covariance",), (f"X=@{file}",), label="species")))
    assert rows[:3] == ["        ⎡1  2⎤", "    X = ⎢2  3⎥", "        ⎣3  4⎦"]
    assert rows[-2:] == ["      C = ⎡1  1⎤", "          ⎣1  1⎦"]


def test_numbers_without_names_are_read_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "t.csv"
    file.write_text("1 2\n2 3\n3 1e1\n", encoding="utf-8")
    assert example(said(capsys, ExplainOptions(("covariance",), (f"X=@{file}",))))[2] == "        ⎣3  10⎦"


@pytest.mark.parametrize(
    ("text", "label", "message"),
    [
        (
            TABLE.replace("2,3,a", "2,,a"),
            "species",
            "65: {file}:3: column 'width': the value is missing; leave the row out, or fill it in",
        ),
        (
            TABLE,
            None,
            "65: {file}:2: column 'species': a number is expected; 'a' came (a column of names goes with --label)",
        ),
        (
            TABLE,
            "specie",
            "2: {file} has no column 'specie'; did you mean 'species'?",
        ),
        (None, None, "65: {file}: No such file or directory"),
    ],
)
def test_a_table_that_cannot_be_used_is_refused_with_its_place(
    tmp_path: Path, text: str | None, label: str | None, message: str
) -> None:
    file = tmp_path / "t.csv"
    if text is not None:
        file.write_text(text, encoding="utf-8")
    assert refused(ExplainOptions(("pca",), (f"X=@{file}",), label=label)) == message.format(file=file)


# ---- the history ---------------------------------------------------------------------------------------------------

WRONG = AttemptRow(
    id=0, session="s", mode="quiz", question="eigen.values-2x2", objective="eigenvalues-2x2", bank="eigenvalues",
    digest="", seed=1, level=2, form="list", text="-5, 2", outcome="wrong", credit=0.0, slip="sign-of-roots", hints=0,
    attempt=1, saw_solution=False, first_key_ms=None, answer_ms=9000, at_ms=1_773_800_000_000, utc_offset_min=0,
    study_day="2026-03-18", voided_by=None,
)  # fmt: skip


def digest() -> str:
    from decompdrill.commands import open_banks

    return open_banks(()).question(WRONG.question).digest


def keep(home: Path, *rows: AttemptRow) -> None:
    store = open_store(home / "history.sqlite3", CLOCKS.now_ms)
    assert not isinstance(store, Unavailable)
    for at, row in enumerate(rows):  # one after the other: in the order in which they were given
        store.append(row._replace(at_ms=row.at_ms + at))
    store.close()


MISTAKE = ExplainOptions(last_mistake=True)


def test_the_last_mistake_is_explained_on_its_matrix_with_every_stage_in_a_pipe(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    keep(home, WRONG._replace(text="0", slip=None), WRONG._replace(digest=digest()), WRONG._replace(outcome="right"))
    rows = said(capsys, MISTAKE)
    assert rows[2:5] == [
        "Your last wrong answer",
        "  On 2026-03-18 you answered eigen.values-2x2 (Eigenvalues of a 2×2 matrix)",
        "  with -5, 2. That was the slip sign-of-roots. Every sign is flipped: in",
    ]
    begin = rows.index("Worked example")
    assert rows[begin : begin + 4] == ["Worked example", "    A = ⎡7  −9⎤", "        ⎣2  −4⎦", "Step 1 of 5"]


def test_a_mistake_without_a_slip_opens_at_the_first_stage(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    keep(home, WRONG._replace(digest=digest(), slip=None))
    rows = said(capsys, MISTAKE)
    assert "    A = ⎡7  −9⎤" in rows
    assert "Step 1 of 5" in rows


def test_a_question_that_has_changed_since_is_explained_on_the_built_in_example(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    keep(home, WRONG)
    assert example(said(capsys, MISTAKE))[:2] == ["    A = ⎡2  1⎤", "        ⎣2  3⎦"]


@pytest.mark.parametrize(
    ("question", "begin"),
    [
        ("eigen.is-eigenvector", "Step 1 of 5"),
        ("pca.first-component", "The stages of this topic do not fit what you gave. Here is its solution,"),
    ],
)
def test_a_mistake_in_another_kind_is_explained_on_its_matrix(
    home: Path, capsys: pytest.CaptureFixture[str], question: str, begin: str
) -> None:
    from decompdrill.commands import open_banks

    asked = open_banks(()).question(question)
    row = WRONG._replace(question=asked.id, objective=asked.objective, bank=asked.bank, digest=asked.digest)
    keep(home, row._replace(text="0", slip=None))
    rows = said(capsys, MISTAKE)
    assert begin in [row.strip() for row in example(rows)]
    assert "The example below has other numbers, those of the topic." not in " ".join(" ".join(rows).split())


def test_without_a_mistake_one_sentence_says_so(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    none = ["  There is no wrong answer in your history."]
    assert said(capsys, MISTAKE) == none
    keep(home, WRONG._replace(outcome="right"), WRONG._replace(outcome=None))
    assert said(capsys, MISTAKE) == none


def test_the_list_has_a_bar_where_something_was_answered(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    keep(home, *(WRONG._replace(outcome="right", credit=1.0, slip=None, seed=n, session=f"{n}") for n in range(20)))
    rows = said(capsys, ExplainOptions())
    assert rows[2].startswith("  eigen                      ")
    assert rows[2].endswith("░  Eigenvalues and eigenvectors")
    assert rows[4] == "  diagonalization                   Diagonalization"
    assert rows[5] == "  symmetric                         Symmetric matrices and the spectral theorem"


# ---- speed ---------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("unmeasured")
def test_the_first_page_takes_neither_numpy_nor_rich() -> None:
    code = (
        "import sys\n"
        "from decompdrill.commands import explain as e\n"
        "from decompdrill.frontends import lesson_screen\n"
        "library = e.shipped_topics(); found = library.find('svd')\n"
        "page = next(e.pages_of(e.Plan(found.topic, found.entry), library))\n"
        "from decompdrill.frontends.display import Display\n"
        "assert lesson_screen.page_lines(page, False, Display())\n"
        "print(sorted({'numpy', 'rich', 'prompt_toolkit', 'sqlite3'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


# ---- at a terminal -------------------------------------------------------------------------------------------------


def tried(topic: Topic, options: ExplainOptions, clocks: Clocks, seed: int) -> ExitCode:
    """Stand in for the quiz of one question that follows the last page."""
    sys.stdout.write(f"A question of {topic.quiz} from seed {seed}.\n")
    return ExitCode.DONE


def typed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], options: ExplainOptions, *lines: str
) -> str:
    """Return the screen of somebody who types these lines at a terminal."""
    monkeypatch.setattr("decompdrill.commands.explain._is_at_terminal", lambda: True)
    monkeypatch.setattr("decompdrill.commands.explain.typed", lambda *_: Script(iter(lines), sys.stdout))
    monkeypatch.setattr("decompdrill.commands.explain._try_one", tried)
    assert explain(options, CLOCKS, lambda: 7) is ExitCode.DONE
    return capsys.readouterr().out


def test_at_a_terminal_a_topic_goes_page_by_page(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = typed(monkeypatch, capsys, ExplainOptions(("eigen",)), "", "quit")
    assert "\nDefinition\n" in shown
    assert "Worked example" not in shown
    assert shown.endswith("  2/12 · Enter: next · back · all · quit\n  quit\n")


@pytest.mark.parametrize("way", [[""] * 12, ["all", ""], ["all", "back", "", ""]])
def test_at_the_end_of_a_topic_a_question_is_tried(
    way: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shown = typed(monkeypatch, capsys, ExplainOptions(("eigen",)), *way)
    assert "  12/12 · Enter: try one now · back · quit\n" in shown
    assert shown.endswith("A question of eigenvalues from seed 7.\n")


def test_who_quits_at_the_end_of_a_topic_tries_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "A question of" not in typed(monkeypatch, capsys, ExplainOptions(("eigen",)), "all", "quit")


def test_who_knows_nothing_yet_is_asked_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "Your turn" not in typed(monkeypatch, capsys, ExplainOptions(("eigen",)), *[""] * 20)


def test_who_knows_the_topic_supplies_its_last_stages(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    known = WRONG._replace(outcome="right", credit=1.0, slip=None, question="sym", objective="symmetric-spectral")
    keep(home, *(known._replace(seed=n, session=f"{n}") for n in range(30)))
    shown = typed(monkeypatch, capsys, ExplainOptions(("symmetric",)), *[""] * 3, "12345", *["show", ""] * 9)
    stages = len(shipped_topics().topic("symmetric").stages)
    assert shown.count("Your turn") >= stages // 2
    assert "  > 12345\n  ✗ Not yet.\n    read as [12345]\n" in shown
    assert "  > show\n" in shown


# ---- the curriculum ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "call", "first"),
    [
        ("V1", ("circle",), "The unit circle under A = [2 1; 0 3]"),
        ("V2", ("pca", "--data", "iris"), "Two principal components of iris"),
        ("V3", ("scree",), "Scree of iris"),
        ("V4", ("lowrank",), "Lower ranks of the photograph"),
        ("V5", ("cloud", "--seed", "1"), "Covariance ellipse of points drawn from seed 1"),
    ],
)
def test_every_picture_of_the_curriculum_is_reached_by_a_command(row: str, call: tuple[str, ...], first: str) -> None:
    done = CliRunner().invoke(app, ["show", *call])
    assert (done.exit_code, done.stdout.splitlines()[0][: len(first)]) == (0, first), row


# ---- what a tester found -------------------------------------------------------------------------------------------


def test_a_complex_matrix_is_not_told_what_holds_for_real_ones(capsys: pytest.CaptureFixture[str]) -> None:
    rows = said(capsys, ExplainOptions(("svd",), ("A=1 i; 0 1",)))
    text = " ".join(" ".join(rows).split())
    assert "A is complex, and this topic is about real matrices. Here is the solution, with A* for Aᵀ." in text
    assert "spectral theorem applies" not in text
    assert "Step 1 of 5" in said(capsys, ExplainOptions(("eigen",), ("A=1 i; 0 1",)))


@pytest.mark.parametrize(
    ("words", "topic"),
    [
        ("why SVD works for any", "svd"),
        ("must I centre if the library does", "centering"),
        ("is rank the number of nonzero singular values", "rank"),
        ("eigenvalues or explained-variance ratio", "explained-variance"),
        ("why eigendecomposition needs a square matrix", "eigen"),
    ],
)
def test_a_confusion_is_found_by_its_name(words: str, topic: str) -> None:
    found = shipped_topics().find(words).topic
    assert found is not None
    assert found.id == topic
