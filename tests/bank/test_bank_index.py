"""The index gives what the YAML gives, reads only what has changed, and does no harm whatever becomes of it."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from decompdrill import commands
from decompdrill.bank import index as bank_index
from decompdrill.bank import load
from decompdrill.bank import read as bank_read
from decompdrill.bank.index import Contents, Index, IndexHeader, Listed, fingerprint
from decompdrill.bank.load import Banks, load_banks
from decompdrill.bank.question import KindShape, Known, RecipeShape
from decompdrill.bank.read import parse_yaml
from decompdrill.bank.tree import Tree
from decompdrill.errors import BankError
from decompdrill.exercises.known import known_names
from decompdrill.io.folders import shipped_dir
from decompdrill.model import BankFault, Objective
from tests.chance import examples

QUESTION = """\
  - id: {name}
    objective: eigen-meaning
    title: Number {number}
    level: 2
    kind: computed
    form: number
    par: 20
    draw:
      k: {{recipe: integer, low: 2, high: {number}}}
    prompt: What is ${{{{ k }}}} + {number}$?
    hints: [Count on.]
    answer: k + {number}
"""

EXTREMES = """\
bank: extremes
title: What JSON might not carry
questions:
  - id: extremes.numbers
    objective: eigen-meaning
    title: "Ä λ 𝔸 \\\\ \\" \\u00e9"
    level: 5
    kind: computed
    form: matrix
    par: 0.5
    draw:
      big: {recipe: value, value: 123456789012345678901234567890}
      small: {recipe: value, value: [-0.0, 1e-300, 1.0, 1, true, "1/3", [2, [3]], 1e22]}
    prompt: |+
      Trailing space stays out.


    hints: ["a ", b]
    answer: [[1, 2.0], [big, "2*big"], [1e300, -0.0]]
    insist: [not-unit]
    coincide: [some-slip]
  - id: extremes.choice
    objective: eigen-meaning
    title: T
    level: 1
    kind: choice
    shown: 2
    prompt: P
    hints: [h]
    options: [{right: a}, {wrong: b, slip: s, why: "w "}, {wrong: c}]
"""


def bank_text(bank: str, *numbers: int) -> str:
    questions = "".join(QUESTION.format(name=f"{bank}.q{n}", number=n) for n in numbers)
    return f"bank: {bank}\ntitle: {bank}\nquestions:\n{questions}"


@pytest.fixture(autouse=True)
def is_settled_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The banks of these tests are younger than two seconds."""
    monkeypatch.setattr(bank_index, "SETTLED", 0)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "banks"
    folder.mkdir()
    for name, numbers in (("one", (11, 12)), ("two", (21,))):
        (folder / f"{name}.yaml").write_text(bank_text(name, *numbers), encoding="utf-8")
    return folder


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "banks"


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files whose YAML has been read."""
    names: list[str] = []

    def noted(text: str, path: str) -> tuple[Tree | None, tuple[BankFault, ...]]:
        names.append(Path(path).name)
        return parse_yaml(text, path)

    monkeypatch.setattr(bank_read, "parse_yaml", noted)
    return names


def opened(folder: Path, place: Path | None) -> Banks:
    return load_banks([folder], known_names(), index_dir=place)


def everything(banks: Banks) -> object:
    return (banks.ids, dict(banks.questions), banks.listed, banks.objectives)


def index_file(folder: Path, place: Path, name: str = "one.yaml") -> Path:
    return Index(place)._file(place, folder / name)


def refusal(*arguments: object) -> list[str]:
    with pytest.raises(BankError) as caught:
        load_banks(*arguments)  # type: ignore[arg-type]
    return [str(caught.value), *map(str, caught.value.problems)]


# ---- the same as a parse, for less ---------------------------------------------------------------------------------


def test_the_shipped_banks_are_the_same_from_the_index(place: Path, read: list[str]) -> None:
    parsed = load_banks(None, known_names())
    load_banks(None, known_names(), index_dir=place)
    read.clear()
    indexed = load_banks(None, known_names(), index_dir=place)
    assert everything(indexed) == everything(parsed)
    assert list(indexed.questions) == list(parsed.questions)
    assert [q.digest for q in indexed.questions.values()] == [q.digest for q in indexed.listed]
    assert read == []


SPELLED = """\
bank: spelled
title: In spellings of its own
questions:
  - id: spelled.one
    objective: diagonalize
    title: T
    level: 2
    kind: Orthogonal Diagonalisation
    draw:
      A: {recipe: Symmetric, size: 2, low: -3, high: 3}
    prompt: "Of ${{ A | matrix }}$?"
    hints: [h]
"""


def test_names_that_are_spelled_otherwise_are_known_from_the_index_too(tmp_path: Path, place: Path) -> None:
    path = tmp_path / "spelled.yaml"
    path.write_text(SPELLED, encoding="utf-8")
    parsed, indexed = (load_banks([path], known_names(), index_dir=place).question("spelled.one") for _ in range(2))
    assert (indexed.objective, indexed.kind) == ("diagonalise", "orthogonal-diagonalization")
    assert (indexed.draw[0].recipe, list(indexed.given)) == ("symmetric", ["A"])
    assert indexed == parsed


def test_what_json_might_not_carry_is_the_same_to_the_type(tmp_path: Path, place: Path, read: list[str]) -> None:
    path = tmp_path / "extremes.yaml"
    path.write_text(EXTREMES, encoding="utf-8")
    permissive = replace(known_names(), recipes={"value": RecipeShape("value", ("value",))})
    parsed, _, indexed = (load_banks([path], permissive, index_dir=where) for where in (None, place, place))
    assert [repr(q) for q in indexed.questions.values()] == [repr(q) for q in parsed.questions.values()]
    assert indexed.listed == parsed.listed
    assert read.count("extremes.yaml") == 2


def test_the_list_says_of_each_question_what_it_is_without_reading_it(folder: Path, place: Path) -> None:
    opened(folder, place)
    banks = opened(folder, place)
    path, digest = str(folder / "two.yaml"), banks.question("two.q21").digest
    assert banks.listed[-1] == Listed(
        "two.q21", "two", "eigen-meaning", "Number 21", 2, "computed", "number", 20.0, digest, 4, path
    )
    assert [(q.id, q.bank, q.line) for q in banks.listed] == [
        ("one.q11", "one", 4),
        ("one.q12", "one", 16),
        ("two.q21", "two", 4),
    ]


def test_only_the_file_that_changed_is_read_again(folder: Path, place: Path, read: list[str]) -> None:
    opened(folder, place)
    assert read == ["objectives.yaml", "one.yaml", "two.yaml"]
    (folder / "two.yaml").write_text(bank_text("two", 22), encoding="utf-8")
    read.clear()
    assert list(opened(folder, place).questions) == ["one.q11", "one.q12", "two.q22"]
    assert read == ["two.yaml"]
    assert everything(opened(folder, place)) == everything(opened(folder, None))


def test_a_file_of_other_times_and_the_same_content_is_not_read_again(
    folder: Path, place: Path, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(folder, place)
    read.clear()
    os.utime(folder / "one.yaml", ns=(0, 0))
    before = index_file(folder, place).read_bytes()
    assert list(opened(folder, place).questions) == ["one.q11", "one.q12", "two.q21"]
    assert index_file(folder, place).read_bytes() != before, "how it is seen now is noted"
    monkeypatch.setattr(load, "read_file", lambda path: pytest.fail("the next time even its content is not compared"))
    assert opened(folder, place).question("one.q11").title == "Number 11"


def test_a_bank_is_spelled_as_it_was_asked_for(folder: Path, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened(folder, place)
    monkeypatch.chdir(folder)
    banks = load_banks([Path("one.yaml")], known_names(), index_dir=place)
    assert (banks.question("one.q11").location, banks.listed[0].path) == (("one.yaml", 4), "one.yaml")


def test_objectives_of_a_directory_come_from_the_index_too(folder: Path, place: Path, read: list[str]) -> None:
    own = "objectives:\n  - {id: mine, title: Mine, rows: [Q01], requires: [eigen-meaning]}\n"
    (folder / "objectives.yaml").write_text(own, encoding="utf-8")
    (folder / "two.yaml").write_text(bank_text("two", 21).replace("eigen-meaning", "mine"), encoding="utf-8")
    opened(folder, place)
    read.clear()
    banks = opened(folder, place)
    assert banks.objectives["mine"] == Objective("mine", "Mine", ("Q01",), ("eigen-meaning",))
    assert (banks.question("two.q21").objective, read) == ("mine", [])


# ---- what has changed is seen --------------------------------------------------------------------------------------


@pytest.mark.skipif(os.name == "nt", reason="Windows has no time of change that cannot be set back")
def test_other_content_of_the_same_size_with_its_time_set_back_is_seen(folder: Path, place: Path) -> None:
    opened(folder, place)
    path = folder / "one.yaml"
    before = path.stat()
    with path.open("r+b") as file:
        file.write(path.read_bytes().replace(b"Number 11", b"Number 99"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    after = path.stat()
    assert (after.st_size, after.st_mtime_ns, after.st_ino) == (before.st_size, before.st_mtime_ns, before.st_ino)
    assert opened(folder, place).question("one.q11").title == "Number 99"


def test_what_changed_just_before_it_was_read_is_compared_by_its_content(
    folder: Path, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bank_index, "SETTLED", 2_000_000_000)
    coarse = bank_index.FileStat(1, 1, (folder / "one.yaml").stat().st_ctime_ns, 1)
    for module in (load, bank_index):
        monkeypatch.setattr(module, "file_stat", lambda status: coarse)
    opened(folder, place)
    (folder / "one.yaml").write_text(bank_text("one", 13), encoding="utf-8")
    assert list(opened(folder, place).questions) == ["one.q13", "two.q21"]


def test_what_stays_unsettled_is_not_written_again(
    folder: Path, place: Path, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bank_index, "SETTLED", 10**18)
    opened(folder, place)
    before = index_file(folder, place).read_bytes()
    opened(folder, place)
    assert index_file(folder, place).read_bytes() == before
    assert read == ["objectives.yaml", "one.yaml", "two.yaml"]


def test_a_file_that_changes_while_it_is_read_is_not_kept(
    folder: Path, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(text: str, path: str) -> tuple[Tree | None, tuple[BankFault, ...]]:
        if path.endswith("one.yaml"):
            Path(path).write_text(bank_text("one", 13), encoding="utf-8")
        return parse_yaml(text, path)

    monkeypatch.setattr(bank_read, "parse_yaml", slow)
    assert list(opened(folder, place).questions) == ["one.q11", "one.q12", "two.q21"]
    assert not index_file(folder, place).exists()
    monkeypatch.undo()
    assert list(opened(folder, place).questions) == ["one.q13", "two.q21"]


@pytest.mark.parametrize(
    "change",
    [
        {"kinds": {"trace": KindShape("trace", ("A", "B"))}},
        {"recipes": {"integer": RecipeShape("integer", ("low",))}},
        {"objectives": {"a": Objective("a", "A", ("Q01",))}},
        {"names": frozenset({"n"})},
    ],
    ids=lambda change: next(iter(change)),
)
def test_the_index_is_for_what_a_bank_may_name(change: dict[str, object]) -> None:
    assert fingerprint(replace(known_names(), **change)) != fingerprint(known_names())  # type: ignore[arg-type]
    assert fingerprint(replace(known_names())) == fingerprint(known_names())


def test_the_order_of_names_is_no_change() -> None:
    names = [f"n{at}" for at in range(50)]
    assert fingerprint(Known({}, {}, names=frozenset(names))) == fingerprint(
        Known({}, {}, names=frozenset(names[::-1]))
    )


@pytest.mark.parametrize(("name", "value"), [("__version__", "0.0.0"), ("_code", lambda: "other code")])
def test_an_index_of_another_version_is_not_believed(
    name: str, value: object, folder: Path, place: Path, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(folder, place)
    read.clear()
    monkeypatch.setattr(bank_index, name, value)
    opened(folder, place)
    assert read == ["objectives.yaml", "one.yaml", "two.yaml"]


def test_where_the_modules_cannot_be_listed_the_version_alone_tells(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(place: Path) -> object:
        raise PermissionError(13, "Permission denied", str(place))

    assert bank_index._code.__wrapped__() != ""
    monkeypatch.setattr(os, "scandir", refuse)
    assert bank_index._code.__wrapped__() == ""


# ---- faults --------------------------------------------------------------------------------------------------------


def test_faults_are_said_each_time_and_never_kept(folder: Path, place: Path, read: list[str]) -> None:
    path = folder / "one.yaml"
    path.write_text(bank_text("one", 11).replace("level: 2", "level: 9"), encoding="utf-8")
    told = [refusal([folder], known_names(), (), where) for where in (None, place, place)]
    message = f"{path}:7:12: expected a whole number from 1 to 5, got 9"
    assert told == [[message, message]] * 3
    assert read.count("one.yaml") == 3
    assert not index_file(folder, place).exists()
    assert gc.isenabled()


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("level: 2", "level: 2\n    level: 2", "{path}:8:5: expected each key once, got 'level' again"),
        ("high: 11", "low: 11", "{path}:12:36: expected each key once, got 'low' again"),
    ],
)
def test_a_bank_whose_text_alone_has_a_fault_is_not_kept(
    old: str, new: str, message: str, folder: Path, place: Path
) -> None:
    path = folder / "one.yaml"
    path.write_text(bank_text("one", 11).replace(old, new), encoding="utf-8")
    assert refusal([folder], known_names(), (), place)[1] == message.format(path=path)
    assert not index_file(folder, place).exists()


def test_objectives_whose_text_has_a_fault_are_not_kept(folder: Path, place: Path) -> None:
    path = folder / "objectives.yaml"
    path.write_text("objectives:\n  - {id: mine, title: Mine, rows: [Q01], title: Mine}\n", encoding="utf-8")
    message = f"{path}:2:42: expected each key once, got 'title' again"
    assert [refusal([folder], known_names(), (), place) for _ in range(2)] == [[message, message]] * 2
    assert not index_file(folder, place, "objectives.yaml").exists()


def test_ids_that_clash_are_said_as_without_an_index(folder: Path, place: Path) -> None:
    one, two = folder / "one.yaml", folder / "two.yaml"
    two.write_text(one.read_text(encoding="utf-8"), encoding="utf-8")
    expected = [
        f"{two}:1:1: expected banks with ids of their own, got 'one' again; {one} has it too",
        f"{two}:4:1: expected each question once, got 'one.q11' again; it is at {one}:4 too",
        f"{two}:16:1: expected each question once, got 'one.q12' again; it is at {one}:16 too",
    ]
    told = [refusal([folder], known_names(), (), where)[1:] for where in (None, place, place)]
    assert told == [expected] * 3
    assert index_file(folder, place).exists(), "each by itself is sound"


def test_a_bank_that_is_gone_is_gone(folder: Path, place: Path) -> None:
    opened(folder, place)
    path = folder / "one.yaml"
    path.unlink()
    assert list(opened(folder, place).questions) == ["two.q21"]
    assert refusal([path], known_names(), (), place) == [f"{path}: expected a bank, there is no such file"]


# ---- damage --------------------------------------------------------------------------------------------------------


def other(path: Path, **changes: object) -> bytes:
    """Return the file with a head of other content, which is well formed."""
    entry = bank_index._read_entry(path)
    head = msgspec.structs.replace(entry.head, **changes)
    return bank_index._beginning(head) + entry.whole()[entry.ends[0] :]


def resealed(path: Path, at: int, content: bytes) -> bytes:
    """Return the file with another section, which has a right digest."""
    entry = bank_index._read_entry(path)
    sections = [bank_index._with_digest(content if i == at else entry.section(i)) for i in range(entry.count)]
    head = msgspec.structs.replace(entry.head, lengths=[len(section) for section in sections])
    return bank_index._beginning(head) + b"".join(sections)


def lengths_with(path: Path, *added: int) -> list[int]:
    """Return the lengths of the sections, the last ones changed by so much."""
    lengths = bank_index._read_entry(path).head.lengths
    return [
        *lengths[: -len(added)],
        *(length + more for length, more in zip(lengths[-len(added) :], added, strict=True)),
    ]


def deep(path: Path) -> bytes:
    return resealed(path, 2, b'[4,{"id":' + b"[" * 100_000 + b"]" * 100_000 + b"}]")


DAMAGES: dict[str, Callable[[Path], bytes]] = {
    "empty": lambda path: b"",
    "only its first line": lambda path: bank_index.MAGIC,
    "cut in its head": lambda path: path.read_bytes()[:60],
    "cut by a byte": lambda path: path.read_bytes()[:-1],
    "longer by a byte": lambda path: path.read_bytes() + b"0",
    "zeroed": lambda path: bytes(path.stat().st_size),
    "zeroed behind its head": lambda path: path.read_bytes()[:1000].ljust(path.stat().st_size, b"\0"),
    "its last byte another": lambda path: path.read_bytes()[:-1] + b"\0",
    "sound JSON of another question": lambda path: path.read_bytes().replace(b"Number 11", b"Number 99"),
    "text": lambda path: b"bank: one\n" * 100,
    "another format": lambda path: path.read_bytes().replace(b"index 1", b"index 2"),
    "a head of any length": lambda path: bank_index.MAGIC + b"\xff" * 100,
    "another version": lambda path: other(path, fingerprint="0"),
    "no sections": lambda path: other(path, lengths=[]),
    "sections of no length": lambda path: other(path, lengths=[0, 0, 0, 0]),
    "sections of negative length": lambda path: other(path, lengths=[-5, 10**30, 16]),
    "a section of any length": lambda path: other(path, lengths=lengths_with(path, 10**30)),
    "a section of any length, and one to make up for it": lambda path: other(
        path, lengths=lengths_with(path, 10**30, -(10**30))
    ),
    "a head of another shape": lambda path: bank_index._beginning(Contents("a", [], [])),  # type: ignore[arg-type]
    "contents of another shape": lambda path: resealed(path, 0, b'{"bank": 3}'),
    "contents of more questions": lambda path: resealed(path, 0, b'["one",["eigen-meaning"],["a.a"]]'),
    "a list of another shape": lambda path: resealed(path, 1, b"[[1]]"),
    "a list that is no UTF-8": lambda path: resealed(path, 1, b'[["\xff"]]'),
    "a list of other questions": lambda path: resealed(path, 1, b'[["a.a","one","o","t",1,"k",null,null,"d",1]]'),
    "a question of another shape": lambda path: resealed(path, 2, b'[4,{"id":"one.q11","level":9}]'),
    "a question nested deeply": deep,
    "another question in its place": lambda path: resealed(path, 2, bank_index._read_entry(path).section(3)),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_index_is_as_none_and_is_written_anew(
    damage: Callable[[Path], bytes], folder: Path, place: Path, read: list[str]
) -> None:
    expected = everything(opened(folder, None))
    opened(folder, place)
    file = index_file(folder, place)
    file.write_bytes(damage(file))
    assert everything(opened(folder, place)) == expected
    read.clear()
    assert everything(opened(folder, place)) == expected
    assert read == []


def test_the_objectives_of_a_damaged_index_are_read_again(folder: Path, place: Path) -> None:
    opened(folder, place)
    file = Index(place)._file(place, shipped_dir() / "objectives.yaml")
    file.write_bytes(resealed(file, 0, b'[{"id": 1}]'))
    assert opened(folder, place).objectives == opened(folder, None).objectives


@given(data=st.data())
@settings(max_examples=examples(100), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_an_index_with_any_bytes_replaced_does_no_harm(data: st.DataObject, folder: Path, place: Path) -> None:
    opened(folder, place)
    file = index_file(folder, place)
    content = file.read_bytes()
    at = data.draw(st.integers(0, len(content)))
    end = data.draw(st.integers(at, len(content)))
    file.write_bytes(content[:at] + data.draw(st.binary(max_size=40)) + content[end:])
    assert dict(opened(folder, place).questions) == dict(opened(folder, None).questions)
    assert opened(folder, place).listed == opened(folder, None).listed


# ---- where nothing can be kept -------------------------------------------------------------------------------------


def test_where_the_directory_cannot_be_made_the_banks_are_read_each_time(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no directory", encoding="utf-8")
    for _ in range(2):
        assert len(opened(folder, tmp_path / "file" / "banks").questions) == 3


def test_where_a_directory_stands_in_its_place_the_bank_is_read_each_time(folder: Path, place: Path) -> None:
    index_file(folder, place).mkdir(parents=True)
    for _ in range(2):
        assert len(opened(folder, place).questions) == 3
    assert not list(place.glob("new-*"))


@pytest.mark.parametrize("step", ["mkstemp", "fdopen", "replace"])
def test_on_a_full_disk_the_banks_are_read_and_nothing_is_left(
    step: str, folder: Path, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    class Full:
        def __init__(self, handle: int, _: str) -> None:
            self.handle = handle

        def __enter__(self) -> Full:
            return self

        def __exit__(self, *_: object) -> None:
            os.close(self.handle)

        write = full

    owner, stand_in = {"mkstemp": (tempfile, full), "fdopen": (os, Full), "replace": (Path, full)}[step]
    monkeypatch.setattr(owner, step, stand_in)
    for _ in range(2):
        assert len(opened(folder, place).questions) == 3
    assert list(place.iterdir()) == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_bank_that_comes_through_a_pipe_is_read_once_and_not_kept(tmp_path: Path, place: Path) -> None:
    pipe = tmp_path / "pipe.yaml"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_text, args=(bank_text("one", 11),), daemon=True)
    writer.start()
    banks = load_banks([pipe], known_names(), index_dir=place)
    writer.join(5)
    assert bank_index.file_stat(pipe.stat()) is None
    assert list(banks.questions) == ["one.q11"]
    assert not index_file(tmp_path, place, "pipe.yaml").exists()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_in_a_folder_of_banks_is_not_waited_for(folder: Path, place: Path) -> None:
    """One that is named itself is read: a shell gives a program such names."""
    os.mkfifo(folder / "fifo.yaml")
    said = f"{folder / 'fifo.yaml'}: expected a bank that can be read: it is a named pipe, not a regular file"
    own = load_banks([], known_names(), [folder], index_dir=place)
    assert list(map(str, own.left_out)) == [said]
    assert len(own.questions) == 3
    with pytest.raises(BankError) as refused:
        load_banks([folder], known_names(), index_dir=place)
    assert str(refused.value) == said


def test_of_too_many_files_the_oldest_go_and_nothing_else(
    folder: Path, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bank_index, "MOST_FILES", 3)
    place.mkdir(parents=True)
    for at in range(5):
        old = place / f"{at}.index"
        old.write_bytes(b"old")
        os.utime(old, (at, at))
    (place / "mine.txt").write_text("not ours", encoding="utf-8")
    opened(folder, place)
    assert len(list(place.glob("*.index"))) == 3
    assert not list(place.glob("?.index"))
    assert (place / "mine.txt").exists()


# ---- files too large to be read at once ----------------------------------------------------------------------------


@pytest.fixture
def in_pieces(folder: Path, place: Path, monkeypatch: pytest.MonkeyPatch) -> Banks:
    """The banks, of which only the contents have been read."""
    opened(folder, place)
    monkeypatch.setattr(bank_index, "FIRST_READ", 400)
    return opened(folder, place)


def test_questions_of_a_large_file_are_read_singly_and_many_at_once(
    in_pieces: Banks, monkeypatch: pytest.MonkeyPatch
) -> None:
    reads: list[tuple[int, int]] = []
    more = bank_index.IndexFile._more

    def noted(entry: bank_index.IndexFile, start: int, end: int) -> bytes:
        reads.append((start, end))
        return more(entry, start, end)

    monkeypatch.setattr(bank_index.IndexFile, "_more", noted)
    monkeypatch.setattr(bank_index, "MOST_SINGLES", 1)
    one = in_pieces.banks[0]
    assert [one.question("one.q12").title, one.question("one.q11").title] == ["Number 12", "Number 11"]
    assert [one.question("one.q12").title, len(one.listed())] == ["Number 12", 2]
    assert len(reads) == 2
    assert reads[1][0] == 0, "the second time all of it"


def test_a_file_that_is_deleted_under_way_is_read_from_its_bank(in_pieces: Banks, place: Path) -> None:
    for file in place.iterdir():
        file.unlink()
    assert (in_pieces.question("one.q11").title, len(in_pieces.listed)) == ("Number 11", 3)


def test_a_file_that_is_replaced_under_way_is_not_taken_for_the_one_opened(
    folder: Path, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(folder, place)
    monkeypatch.setattr(bank_index, "FIRST_READ", 400)
    entry = bank_index._read_entry(index_file(folder, place))
    (folder / "one.yaml").write_text(bank_text("one", 11, 12).replace("Number", "Numero"), encoding="utf-8")
    opened(folder, place)
    with pytest.raises(bank_index.DamagedIndex):
        entry.whole()


def test_a_bank_that_is_changed_under_way_is_read_as_it_is_now(in_pieces: Banks, folder: Path, place: Path) -> None:
    path = folder / "one.yaml"
    path.write_text(bank_text("one", 12).replace("Number", "Numero"), encoding="utf-8")
    opened(folder, place)
    assert in_pieces.question("one.q12").title == "Numero 12"
    with pytest.raises(BankError) as caught:
        in_pieces.question("one.q11")
    assert str(caught.value) == f"{path}: expected the question 'one.q11', which was there before, got none"


def test_a_bank_that_gets_a_fault_under_way_is_refused(in_pieces: Banks, folder: Path, place: Path) -> None:
    path = folder / "one.yaml"
    path.write_text(bank_text("one", 11).replace("level: 2", "level: 9"), encoding="utf-8")
    index_file(folder, place).unlink()
    with pytest.raises(BankError) as caught:
        in_pieces.question("one.q11")
    assert str(caught.value) == f"{path}:7:12: expected a whole number from 1 to 5, got 9"


# ---- processes and places ------------------------------------------------------------------------------------------

LOADS = """
import sys
from pathlib import Path
from decompdrill.bank import index
from decompdrill.bank.load import load_banks
from decompdrill.exercises.known import known_names
index.SETTLED = 0
folder, place = map(Path, sys.argv[1:])
for round in range(30):
    banks = load_banks([folder], known_names(), index_dir=place)
    assert [q.id for q in banks.questions.values()] == [q.id for q in banks.listed] == ["one.q11", "one.q12", "two.q21"]
    if round % 3 == 0:
        for file in place.glob("*.index"):
            file.unlink(missing_ok=True)
"""


def test_processes_that_write_and_delete_at_once_do_not_disturb_one_another(folder: Path, place: Path) -> None:
    command = [sys.executable, "-c", LOADS, str(folder), str(place)]
    root = str(Path(load.__file__).parents[2])
    running = [
        subprocess.Popen(command, stderr=subprocess.PIPE, env={**os.environ, "PYTHONPATH": root}) for _ in range(2)
    ]
    assert [process.communicate(timeout=60)[1] for process in running] == [b"", b""]


def test_the_commands_keep_their_index_in_the_cache_of_the_user(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commands.open_banks(())
    assert list((home / "cache" / "banks").glob("*.index"))
    monkeypatch.delenv("DECOMPDRILL_HOME")
    monkeypatch.setenv("XDG_CACHE_HOME", str(home / "elsewhere"))
    place = commands._index_dir()
    assert place is not None
    assert place.is_absolute()
    assert place.parts[-1] == "banks"
    assert "decompdrill" in place.parts


def test_without_a_home_nothing_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DECOMPDRILL_HOME")
    monkeypatch.setattr("platformdirs.user_cache_path", lambda *_, **__: Path("~/.cache/decompdrill"))
    assert commands._index_dir() is None


def test_a_head_is_settled_two_seconds_after_the_last_change(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    second = 1_000_000_000
    heads = [
        IndexHeader("", bank_index.FileStat(1, m, c, 1), 10 * second, "", [])
        for m, c in ((8, 8), (9, 8), (8, 9), (11, 0))
    ]
    heads = [
        msgspec.structs.replace(h, seen=bank_index.FileStat(1, h.seen.mtime_ns * second, h.seen.ctime_ns * second, 1))
        for h in heads
    ]
    assert [head.is_settled for head in heads] == [True, False, False, False]
