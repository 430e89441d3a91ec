"""Banks that are missing, broken, hostile or one's own: what is said of each, in which line, with which exit code."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
import yaml

from decompdrill.bank.load import MOST_BYTES, load_banks
from decompdrill.bank.read import parse_yaml
from decompdrill.bank.schema import parse_bank
from decompdrill.commands import bank, grade
from decompdrill.errors import BankError
from decompdrill.exercises.known import known_names
from decompdrill.frontends.display import Display
from decompdrill.io.folders import shipped_dir
from tests.commands.test_cli import BANK, ROOT, Done, decompdrill
from tests.patience import cpu_of_children
from tests.rights import become_anybody

SEVEN = r"""bank: seven
title: Seven faults
questions:
  - id: seven.one
    objective: eigenvalues-2x
    title: T
    level: 9
    kind: eigenvaluess
    prompt: x
    hints: [h]
  - id: seven.one
    objective: eigenvalues-2x2
    title: T
    level: 2
    kind: eigenvalues
    draw:
      lams: {recipe: distinct-integer, count: 2, low: -5, high: 7}
      A: {recipe: with-eigenvalues, eigenvalues: lams, bound: 12}
    prompt: |
      Find $$A = {{ B | matrix }}$$ and $\frca{1}{2}$
    hints: [h]
"""

SEVEN_FAULTS = [
    "5:16: expected an objective, got 'eigenvalues-2x'; did you mean 'eigenvalues-2x2'?",
    "7:12: expected a whole number from 1 to 5, got 9",
    "8:11: expected a kind, got 'eigenvaluess'; did you mean 'eigenvalues'?",
    "11:9: expected each question once, got 'seven.one' again; it is at seven.yaml:4 too",
    "17:22: expected a recipe, got 'distinct-integer'; did you mean 'distinct-integers'?",
    "20:21: expected a variable, got 'B'; there are A, lams",
    r"20:42: expected a command of the math subset, got \frca; did you mean \frac?",
]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of the test's own, in which the command line runs."""
    place = tmp_path / "work"
    place.mkdir()
    monkeypatch.chdir(place)
    return place


def said(done: Done) -> list[str]:
    return done.stderr.decode().splitlines()


# ---- faults of content ---------------------------------------------------------------------------------------------


def test_seven_planted_faults_are_all_reported_with_their_places(folder: Path) -> None:
    (folder / "seven.yaml").write_text(SEVEN)
    done = decompdrill("quiz", "--bank", "seven.yaml")
    first, *rest = (f"seven.yaml:{fault}" for fault in SEVEN_FAULTS)
    assert (done.returncode, done.stdout) == (65, b"")
    assert said(done) == [f"decompdrill: {first} (and 6 more faults)", *rest]


def test_an_audit_reports_them_on_stdout_with_exit_1(folder: Path) -> None:
    (folder / "seven.yaml").write_text(SEVEN)
    done = decompdrill("bank", "check", "seven.yaml")
    assert (done.returncode, done.stderr) == (1, b"")
    assert done.stdout.decode().splitlines() == [
        *(f"seven.yaml:{fault}" for fault in SEVEN_FAULTS),
        "7 faults; no question was drawn",
    ]
    as_json = decompdrill("bank", "check", "seven.yaml", "--json")
    assert (as_json.returncode, as_json.stderr) == (1, b"")
    assert json.loads(as_json.stdout)["faults"] == [f"seven.yaml:{fault}" for fault in SEVEN_FAULTS]


LEAKS = """bank: leaks
title: A hint that says too much
questions:
  - id: leaks.one
    objective: eigenvalues-2x2
    title: T
    level: 2
    kind: trace
    draw:
      A: {recipe: value, value: [[20, 2], [3, -4]]}
    prompt: The trace of $A = {{ A | matrix }}$
    hints: [It is 16.]
"""


def test_a_fault_that_only_drawing_shows_is_reported_with_its_line(folder: Path) -> None:
    (folder / "leaks.yaml").write_text(LEAKS)
    done = decompdrill("bank", "check", "leaks.yaml", "--seeds", "60")
    assert (done.returncode, done.stderr) == (1, b"")
    assert done.stdout.decode().splitlines() == [
        "leaks.one: 3 faults",
        "  leaks.yaml:12: a hint gives the answer away",
        "  leaks.yaml:9: only 1 distinct variants on 60 seeds",
        "  leaks.yaml:9: the answer is '16' on 60 of 60 draws",
        "1 question, 60 seeds each: 1 with faults",
    ]


def test_a_sound_bank_is_exit_0_with_its_variants() -> None:
    done = decompdrill("bank", "check", str(BANK), "--seeds", "2")
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode().splitlines()[0] == "small.trace: sound, 1 variants, most common answer 100%"
    assert done.stdout.decode().splitlines()[-1] == "4 questions, 2 seeds each: all sound"


# ---- what is no bank -----------------------------------------------------------------------------------------------


def bomb() -> str:
    """Return nine times nine times … nine values, by anchors."""
    names = "abcdefgh"
    levels = [f"{n}: &{n} [{', '.join([f'*{m}'] * 9)}]" for m, n in pairwise(names)]
    return "\n".join(["a: &a [x, x]", *levels])


NO_BANKS: dict[str, tuple[bytes, str]] = {
    "empty": (b"", ": expected a bank, the file is empty"),
    "blank": (b"\n  \n", ": expected a bank, the file is empty"),
    "binary": (bytes(range(1, 256)) * 9, ":2: expected UTF-8, got the byte 0x80"),
    "utf-16": ("bank: x\n".encode("utf-16"), ":1: expected UTF-8, got the byte 0xff"),
    "nul": (b"bank: x\0\n", ":1:8: expected printable text, got the control character U+0000"),
    "escape": (b"bank: x\ntitle: a\x1b[2J\n", ":2:9: expected printable text, got the control character U+001B"),
    "tab": (b"bank:\tx\n", ":1:6: expected spaces, got a tab"),
    "list": (b"- 1\n", ":1:1: expected keys with values, got a list of 1"),
    "text": (b"hello\n", ":1:1: expected keys with values, got 'hello'"),
    "two": (b"bank: x\n---\nbank: y\n", ":2:1: expected one document, got a second one after '---'"),
    "deep": (b"[" * 100_000, ":1:51: expected at most 50 levels of nesting, got more"),
    "huge": (
        b"bank: x\n#" + b"x" * 10_000_000,
        ":1:1: expected at most 10,000,000 characters, got 10,000,009; split the bank into several files",
    ),
    "bomb": (bomb().encode(), ":1:4: expected a value, got the anchor &a; anchors are not read (and "),
    "python": (
        b'bank: x\ntitle: !!python/object/apply:os.system ["echo run"]\nquestions: []\n',
        ":2:8: expected a value without a tag, got the tag tag:yaml.org,2002:python/object/apply:os.system (and ",
    ),
    "prompt": (
        b'bank: x\ntitle: "a\\e[2J"\nquestions: []\n',
        ":2:8: expected printable text, got the control character U+001B; "
        "in double quotes \\ begins an escape: write \\\\ or use single quotes (and ",
    ),
}


@pytest.mark.parametrize("name", NO_BANKS)
def test_a_file_that_is_no_bank_is_exit_65_with_its_name(name: str, folder: Path) -> None:
    content, message = NO_BANKS[name]
    (folder / f"{name}.yaml").write_bytes(content)
    began = cpu_of_children()
    done = decompdrill("quiz", "--bank", f"{name}.yaml")
    assert cpu_of_children() - began < 3
    assert (done.returncode, done.stdout) == (65, b"")
    assert said(done)[0].startswith(f"decompdrill: {name}.yaml{message}")
    assert all(line.isprintable() for line in said(done))


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("nosuch.yaml", "nosuch.yaml: expected a bank, there is no such file"),
        ("none", "none: expected banks (*.yaml), the directory has none"),
        ("holds", "holds/folder.yaml: expected a bank that can be read: is a directory"),
        ("loop.yaml", "loop.yaml: expected a bank that can be read: too many levels of symbolic links"),
        ("a\x1b[2J.yaml", "a\\x1b[2J.yaml: expected a bank, there is no such file"),
    ],
)
def test_a_place_without_a_bank_is_exit_65_in_one_line(path: str, message: str, folder: Path) -> None:
    (folder / "none").mkdir()
    (folder / "none" / "notes.txt").write_text("no bank")
    (folder / "holds" / "folder.yaml").mkdir(parents=True)
    (folder / "loop.yaml").symlink_to("loop.yaml")
    done = decompdrill("quiz", "--bank", path)
    assert (done.returncode, done.stdout, said(done)) == (65, b"", [f"decompdrill: {message}"])


def test_a_file_too_long_for_a_bank_is_not_read_to_its_end(folder: Path) -> None:
    with (folder / "long.yaml").open("wb") as file:
        file.truncate(MOST_BYTES + 3)
    with pytest.raises(BankError) as caught:
        load_banks([folder / "long.yaml"], known_names())
    assert str(caught.value) == (
        f"{folder / 'long.yaml'}: expected at most 10,000,000 characters, got a file of 40,000,003 bytes or more"
    )


def test_of_hundreds_of_thousands_of_faults_the_first_are_told_at_once(folder: Path) -> None:
    ids = "".join(f"  - {{id: many.q{n}}}\n" for n in range(20_000))
    (folder / "many.yaml").write_text(f"bank: many\ntitle: T\nquestions:\n{ids}")
    began = cpu_of_children()
    done = decompdrill("bank", "check", "many.yaml")
    assert cpu_of_children() - began < 15
    assert (done.returncode, len(done.stdout.splitlines())) == (1, 102)
    assert done.stdout.splitlines()[0] == b"many.yaml:4:5: expected the key 'objective', got none"
    assert done.stdout.splitlines()[100].endswith(b": more faults may follow; mend these first")


@pytest.fixture
def powerless(folder: Path) -> Iterator[None]:
    """A folder and a file without rights, and no rights of root for the time of a test."""
    decompdrill("quiz", "--bank", "nosuch.yaml")  # imports what the next run needs
    (folder / "shut").mkdir(mode=0o000)
    (folder / "shut.yaml").touch(mode=0o000)
    is_root = os.geteuid() == 0
    become_anybody()
    yield
    if is_root:
        os.seteuid(0)


@pytest.mark.skipif(not hasattr(os, "seteuid"), reason="rights of a folder are those of POSIX")
@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("shut", "shut: expected banks that can be read: permission denied"),
        ("shut.yaml", "shut.yaml: expected a bank that can be read: permission denied"),
    ],
)
@pytest.mark.usefixtures("powerless")
def test_what_may_not_be_read_is_exit_65(path: str, message: str) -> None:
    done = decompdrill("quiz", "--bank", path)
    assert (done.returncode, done.stdout, said(done)) == (65, b"", [f"decompdrill: {message}"])


# ---- one's own banks -----------------------------------------------------------------------------------------------


def test_a_new_bank_passes_its_audit_and_fits_the_schema(folder: Path) -> None:
    import jsonschema  # type: ignore[import-untyped]
    import yaml

    assert decompdrill("bank", "new", "my-bank").returncode == 0
    audit = decompdrill("bank", "check", "my-bank.yaml", "--json", "--seeds", "60")
    reports = [json.loads(line) for line in audit.stdout.splitlines()]
    assert [(r["question"], r["faults"]) for r in reports] == [
        ("my-bank.values-2x2", []),
        ("my-bank.in-words", []),
    ]
    assert all(r["variants"] > 30 for r in reports)
    schema = json.loads(decompdrill("bank", "schema").stdout)
    jsonschema.Draft202012Validator(schema).validate(yaml.safe_load((folder / "my-bank.yaml").read_text("utf-8")))


def test_the_schema_is_one_and_accepts_every_shipped_bank_and_refuses_a_faulty_one() -> None:
    import jsonschema
    import yaml

    schema = json.loads(decompdrill("bank", "schema").stdout)
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    banks = [file for file in (ROOT / "questions").glob("*.yaml") if file.name != "objectives.yaml"]
    trees = {file.name: yaml.load(file.read_text("utf-8"), yaml.CSafeLoader) for file in banks}
    assert {name: [e.message for e in validator.iter_errors(tree)] for name, tree in trees.items()} == {
        name: [] for name in trees
    }
    faulty = yaml.safe_load(SEVEN)
    assert {".".join(map(str, e.absolute_path)) for e in validator.iter_errors(faulty)} == {
        *("questions.0.level", "questions.0.kind", "questions.1.draw.lams.recipe"),
    }


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("there", "there.yaml is there already, and is left as it is"),
        ("svd", "there is a bank called 'svd' already; take another name"),
        ("My Bank", "a bank's name has small letters, digits and hyphens, such as my-bank; 'My Bank' came"),
        ("../up", "a bank's name has small letters, digits and hyphens, such as my-bank; '../up' came"),
    ],
)
def test_a_new_bank_overwrites_nothing_and_clashes_with_nothing(name: str, message: str, folder: Path) -> None:
    (folder / "there.yaml").write_text("mine")
    done = decompdrill("bank", "new", name)
    assert (done.returncode, done.stdout, said(done)) == (2, b"", [f"decompdrill: {message}"])
    assert (folder / "there.yaml").read_text() == "mine"


def test_a_bank_in_the_folder_of_ones_own_is_part_of_every_quiz(home: Path) -> None:
    decompdrill("bank", "new", "mine")
    assert decompdrill("bank", "list", "mine").returncode == 2
    (home / "banks").mkdir()
    assert decompdrill("bank", "list", "svd").returncode == 0, "an empty folder is no fault"
    shutil.move("mine.yaml", home / "banks" / "mine.yaml")
    listed = decompdrill("bank", "list", "mine", "lora", "--json").stdout.splitlines()
    assert {json.loads(line)["bank"] for line in listed} == {"mine", "lora"}
    asked = decompdrill("quiz", "mine", "-n", "2", "--seed", "1", "--json", "--answers", "-")
    assert b'"question": "mine.values-2x2"' in asked.stdout


def test_two_banks_of_one_name_are_a_fault_that_names_both(home: Path) -> None:
    decompdrill("bank", "new", "mine")
    shutil.copy("mine.yaml", "other.yaml")
    done = decompdrill("quiz", "--bank", "mine.yaml", "--bank", "other.yaml")
    assert (done.returncode, done.stdout) == (65, b"")
    assert said(done) == [
        "decompdrill: other.yaml:1:1: expected banks with ids of their own, got 'mine' again; mine.yaml has it too "
        "(and 2 more faults)",
        "other.yaml:9:1: expected each question once, got 'mine.values-2x2' again; it is at mine.yaml:9 too",
        "other.yaml:25:1: expected each question once, got 'mine.in-words' again; it is at mine.yaml:25 too",
    ]
    assert decompdrill("bank", "list", "--bank", "mine.yaml", "--bank", "mine.yaml").returncode == 0


# ---- lists and previews --------------------------------------------------------------------------------------------


def test_a_list_in_a_pipe_is_one_question_a_line_in_columns() -> None:
    rows = decompdrill("bank", "list").stdout.decode().splitlines()
    ids = [json.loads(line)["id"] for line in decompdrill("bank", "list", "--json").stdout.splitlines()]
    assert [row.split()[0] for row in rows] == ids
    assert len({row.index(row.split(maxsplit=1)[1]) for row in rows if len(row.split()[0]) <= 32}) == 1


ROWS = [("eigen.zero", "2  Short"), ("eigen.values-2x2", f"2  Eigenvalues of {'a matrix ' * 8}".rstrip())]


@pytest.mark.parametrize(
    ("limit", "shown"),
    [
        (
            80,
            [
                "eigen.zero        2  Short",
                "eigen.values-2x2  2  Eigenvalues of a matrix a matrix a matrix a matrix a matrix",
                "                  a matrix a matrix a matrix",
            ],
        ),
        (
            40,
            [
                "eigen.zero        2  Short",
                "eigen.values-2x2",
                "  2  Eigenvalues of a matrix a matrix a",
                "  matrix a matrix a matrix a matrix a",
                "  matrix a matrix",
            ],
        ),
        (None, ["eigen.zero        2  Short", f"eigen.values-2x2  {ROWS[1][1]}"]),
    ],
)
def test_a_list_at_a_terminal_keeps_within_it(limit: int | None, shown: list[str]) -> None:
    assert [row.text for row in bank._table(ROWS, Display(width=limit or 80), limit)] == shown


# ---- banks of strangers --------------------------------------------------------------------------------------------

CODE = """bank: codes
title: Code
questions:
  - id: codes.one
    objective: eigenvalues-2x2
    title: T
    level: 1
    kind: code
    draw:
      n: {recipe: integer, low: 2, high: 5}
    prompt: Write `n`, which is {{ n }}.
    hints: [h]
    answer: [ANSWER]
"""
ESCAPED = "in double quotes \\ begins an escape: write \\\\ or use single quotes"


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        (
            'bank: "\\U00110000"\n',
            ["1:10: expected YAML, got a fault: an escape or a version with a number that is out of range"],
        ),
        (
            f"%YAML 1.{'1' * 5000}\n---\nbank: b\n",
            ["1:9: expected YAML, got a fault: an escape or a version with a number that is out of range"],
        ),
        (
            '"\\ud800"\n',
            [
                f"1:1: expected printable text, got the control character U+D800; {ESCAPED}",
                "1:1: expected keys with values, got '\ufffd'",
            ],
        ),
        (
            'bank: b\n"\\udc00": 1\n',
            [
                "1:1: expected the key 'title', got none",
                "1:1: expected the key 'questions', got none",
                "2:1: expected a known key, got '\ufffd'; there are bank, title, questions",
                f"2:1: expected printable text, got the control character U+DC00; {ESCAPED}",
            ],
        ),
        (CODE.replace("ANSWER", "matrix"), ["13:14: expected a variable, got 'matrix'; there are n"]),
        (CODE.replace("ANSWER", "n, m * 2"), ["13:17: expected a variable, got 'm'; there are n"]),
        (
            CODE.replace("ANSWER", "n +"),
            ["13:14: expected an expression, got 'n +': this is not an expression"],
        ),
    ],
)
def test_what_no_parser_foresees_is_a_fault_with_its_place(text: str, faults: list[str], folder: Path) -> None:
    (folder / "b.yaml").write_text(text)
    done = decompdrill("bank", "check", "b.yaml")
    assert (done.returncode, done.stderr) == (1, b"")
    told = done.stdout.decode().splitlines()[:-1]
    assert sorted(told) == sorted(f"b.yaml:{fault}" for fault in faults)


@pytest.mark.parametrize("answer", ["n", "n, n * 1", "np.abs(n)"])
def test_code_of_the_variables_drawn_is_an_answer(answer: str, folder: Path) -> None:
    (folder / "b.yaml").write_text(CODE.replace("ANSWER", answer))
    done = decompdrill("quiz", "--bank", "b.yaml", "-n", "1", "--seed", "1", "--json", stdin=b"n\n")
    assert (done.returncode, done.stderr) == (0, b"")
    assert b'"verdict": "right"' in done.stdout


def test_code_without_a_value_is_never_asked(folder: Path) -> None:
    (folder / "b.yaml").write_text(CODE.replace("ANSWER", "1 / (n - n)"))
    done = decompdrill("quiz", "--bank", "b.yaml", "-n", "1", "--seed", "1", stdin=b"1\n")
    assert done.returncode == 65
    assert said(done) == [
        "decompdrill: b.yaml:4: codes.one has no draw that can be asked from seed 23134: "
        "the answer has no value: division by zero"
    ]


JUNK: tuple[object, ...] = (
    None,
    True,
    -1,
    10**30,
    "",
    [],
    {},
    "\u202e",
    [[]],
    {"a": 1},
    ["matrix"],
    "{{ A",
    "1/0",
    "(" * 200,
    [None],
)


DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


def test_a_shipped_question_with_any_field_of_another_type_is_read_or_refused() -> None:
    known = replace(known_names(), objectives=load_banks(None, known_names()).objectives)
    questions = yaml.safe_load((shipped_dir() / "eigenvalues.yaml").read_text(encoding="utf-8"))["questions"]
    for question in questions[::6]:
        for name in question:
            for junk in JUNK:
                whole = {"bank": "b", "title": "t", "questions": [question | {name: junk}]}
                tree, faults = parse_yaml(yaml.dump(whole, Dumper=DUMPER, allow_unicode=True), "b.yaml")
                bank_, more = parse_bank(tree, known) if tree else (None, ())
                assert bank_ is not None or faults or more


BROKEN_BANKS = {
    "my-bank (conflicted copy).yaml": b"bank: mine\ntitle: Mine\nquest",
    "binary.yaml": b"bank: \xff\xfe\x00",
    "empty.yaml": b"",
    "escape.yaml": b'bank: "\\U00110000"\n',
    "no-bank.yaml": b"- 1\n- 2\n",
}


def broken(banks: Path, name: str) -> Path:
    """A folder of one's own banks with one broken file."""
    banks.mkdir(exist_ok=True)
    (banks / name).write_bytes(BROKEN_BANKS[name])
    return banks / name


@pytest.mark.parametrize("name", BROKEN_BANKS)
def test_a_broken_bank_of_ones_own_is_told_once_and_left_out(name: str, home: Path) -> None:
    path = broken(home / "banks", name)
    for command in (
        ("quiz", "svd", "-n", "1", "--seed", "1", "--answers", os.devnull),
        ("quiz", "eigen.values-2x2", "-n", "1", "--seed", "1", "--answers", os.devnull, "--json"),
        ("bank", "list", "svd"),
        ("draw", "eigen.values-2x2", "--seed", "3"),
        ("stats",),
        ("review",),
        ("timed", "svd", "--count", "1", "--seed", "1", "--answers", os.devnull),
    ):
        done = decompdrill(*command)
        told = [line for line in said(done) if str(path) in line]
        assert (done.returncode, len(told)) == (0, 1), (command, said(done))
        assert told[0].startswith(f"decompdrill: {path}")
        assert told[0].endswith("; this file is left out")


def test_grading_in_several_processes_tells_of_a_broken_bank_once(home: Path) -> None:
    path = broken(home / "banks", "empty.yaml")
    lines = b'{"question": "eigen.values-2x2", "seed": 1, "answer": "1"}\n' * 80
    for jobs in ("1", "2"):
        grade._exercise.cache_clear()
        grade._banks.cache_clear()
        done = decompdrill("grade", "-", "--jobs", jobs, stdin=lines)
        assert (done.returncode, len(done.stdout.splitlines())) == (0, 80)
        assert said(done) == [f"decompdrill: {path}: expected a bank, the file is empty; this file is left out"]


def test_the_audit_of_all_banks_finds_the_broken_one_of_ones_own_and_goes_on(home: Path) -> None:
    path = broken(home / "banks", "escape.yaml")
    done = decompdrill("bank", "check", "--seeds", "1")
    rows = done.stdout.decode().splitlines()
    assert (done.returncode, said(done)) == (1, [])
    assert rows[0].startswith(f"{path}:1:")
    assert rows[-1].endswith("questions, 1 seeds each: 1 with faults")


def test_a_bank_of_ones_own_that_repeats_an_id_is_left_out(home: Path) -> None:
    (home / "banks").mkdir()
    copy = home / "banks" / "svd-copy.yaml"
    shutil.copy(ROOT / "questions" / "svd.yaml", copy)
    done = decompdrill("bank", "list", "svd")
    assert done.returncode == 0
    assert said(done)[0].startswith(f"decompdrill: {copy}:1:1: expected banks with ids of their own, got 'svd' again; ")


def test_a_dangling_link_and_a_folder_without_rights_are_left_out(home: Path) -> None:
    (home / "banks").mkdir()
    (home / "banks" / "gone.yaml").symlink_to(home / "nowhere.yaml")
    done = decompdrill("bank", "list", "svd")
    gone = f"{home / 'banks' / 'gone.yaml'}: expected a bank, there is no such file"
    assert (done.returncode, said(done)) == (0, [f"decompdrill: {gone}; this file is left out"])


def test_what_is_named_is_still_an_error(home: Path) -> None:
    path = broken(home / "banks", "empty.yaml")
    done = decompdrill("quiz", "--bank", str(path), "-n", "1")
    assert (done.returncode, said(done)) == (65, [f"decompdrill: {path}: expected a bank, the file is empty"])


# ---- a question that cannot be drawn -----------------------------------------------------------------------------------

NEVER_DRAWN = """
bank: mine
title: Mine
questions:
  - id: mine.never
    objective: eigenvalues-2x2
    title: Never
    level: 1
    kind: computed
    form: number
    par: 20
    draw:
      a: {recipe: integer, low: 2, high: 9}
    prompt: "{{ a }}"
    hints: [h]
    answer: a / 0
"""


@pytest.mark.parametrize("command", ["quiz", "timed"])
def test_one_of_ones_own_that_cannot_be_drawn_is_left_out_unless_it_is_named(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "banks").mkdir()
    (tmp_path / "banks" / "mine.yaml").write_text(NEVER_DRAWN, encoding="utf-8")
    monkeypatch.setenv("DECOMPDRILL_HOME", str(tmp_path))
    options = ("-n", "8", "--seed", "1", "--json", "--answers", os.devnull)
    done = decompdrill(command, "mine", "eigenvalues-2x2", *options)
    events = [json.loads(line) for line in done.stdout.splitlines()]
    assert (done.returncode, events[-1]["event"], events[-1]["asked"]) == (0, "summary", 8)
    assert done.stderr.count(b"\n") == 1
    assert b"division by zero; mine.never is left out" in done.stderr
    for topics in (("mine.never", "eigenvalues-2x2"), ("mine",)):
        done = decompdrill(command, *topics, *options)
        assert (done.returncode, done.stdout) == (65, b"")
        assert done.stderr.endswith(b"division by zero\n")
