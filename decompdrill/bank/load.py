"""Which files the banks are in, and what a file that cannot be read is said to be; the only owner of bank files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from decompdrill.bank.read import MOST_CHARACTERS, parse
from decompdrill.bank.schema import Bank, Known, Question, parse_bank, parse_objectives
from decompdrill.bank.tree import Tree, suggest
from decompdrill.errors import BankError, UsageError
from decompdrill.model import Objective, Problem

OBJECTIVES = "objectives.yaml"
SUFFIXES = (".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class Banks:
    """All the banks of a run, their questions by id, and the objectives in teaching order."""

    banks: tuple[Bank, ...]
    questions: Mapping[str, Question]
    objectives: Mapping[str, Objective]

    @property
    def topics(self) -> tuple[str, ...]:
        """Return the ids of the banks, in the order in which their objectives are taught."""
        return tuple(bank.id for bank in self.banks)

    def question(self, name: str) -> Question:
        """Return a question by its id.

        Raises UsageError, with the nearest id, where there is none.
        """
        if name not in self.questions:
            raise UsageError(f"no question is called {name[:80]!r}{suggest(name, list(self.questions))}")
        return self.questions[name]


def shipped_dir() -> Path:
    """Return the directory of the shipped banks: inside an installed package, else beside it in the checkout."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "questions"
    return inside if inside.is_dir() else package.parent / "questions"


def load_banks(paths: Sequence[Path] | None, known: Known, extra_dirs: Sequence[Path] = ()) -> Banks:
    """Return the banks of these files and directories (None: the shipped ones), and of those `extra_dirs` that exist.

    The shipped objectives are always known; an objectives.yaml in a directory adds its own.
    Raises BankError with every fault of every file.
    """
    shipped = shipped_dir()
    places = [shipped] if paths is None else list(paths)
    places += [place for place in extra_dirs if place.is_dir()]
    problems: list[Problem] = []
    objectives = _objectives(shipped, places, problems)
    if problems:
        raise _error(problems)
    known = replace(known, objectives=objectives)
    banks: list[Bank] = []
    for path in _unique(file for place in places for file in _files(place)):
        tree = _tree(path, problems)
        if tree is not None:
            bank, found = parse_bank(tree, known)
            problems += found
            banks += [bank] if bank else []
    problems += _clashes(banks)
    if problems:
        raise _error(problems)
    order = {name: at for at, name in enumerate(objectives)}
    ordered = sorted(banks, key=lambda bank: (min(order[q.objective] for q in bank.questions), bank.id))
    return Banks(tuple(ordered), {q.id: q for bank in ordered for q in bank.questions}, objectives)


def load_objectives() -> Mapping[str, Objective]:
    """Return the shipped objectives in teaching order.

    Raises BankError where their file has a fault.
    """
    problems: list[Problem] = []
    objectives = _objectives(shipped_dir(), (), problems)
    if problems:
        raise _error(problems)
    return objectives


# ---- files ---------------------------------------------------------------------------------------------------------


def read_tree(path: Path) -> tuple[Tree | None, tuple[Problem, ...]]:
    """Return the tree of one file and the faults of its text.

    Raises BankError, which names the path, where the file cannot be read.
    """
    return parse(_text(path), str(path))


def _tree(path: Path, problems: list[Problem]) -> Tree | None:
    tree, found = read_tree(path)
    problems += found
    return tree


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            content = file.read(4 * MOST_CHARACTERS + 1)
    except FileNotFoundError:
        raise BankError(f"{path}: expected a bank, there is no such file") from None
    except OSError as error:
        raise BankError(f"{path}: expected a bank that can be read: {_reason(error)}") from None
    if not content.strip():
        raise BankError(f"{path}: expected a bank, the file is empty")
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise BankError(f"{path}:{line}: expected UTF-8, got the byte 0x{content[error.start]:02x}") from None


def _files(place: Path) -> list[Path]:
    """Return the banks of a directory, in the order of their names; anything else is taken for a bank itself."""
    try:
        if not place.is_dir():
            return [place]
        files = sorted(file for file in place.iterdir() if file.suffix in SUFFIXES and file.name != OBJECTIVES)
    except OSError as error:
        raise BankError(f"{place}: expected banks that can be read: {_reason(error)}") from None
    if not files:
        raise BankError(f"{place}: expected banks (*.yaml), the directory has none")
    return files


def _reason(error: OSError) -> str:
    return (error.strerror or type(error).__name__).lower()


def _unique(files: Iterator[Path]) -> Iterator[Path]:
    """Yield each file once, however often it is named."""
    seen = set()
    for file in files:
        resolved = file.resolve()
        if resolved not in seen:
            seen.add(resolved)
            yield file


def _objectives(shipped: Path, places: Sequence[Path], problems: list[Problem]) -> Mapping[str, Objective]:
    objectives: dict[str, Objective] = {}
    for directory in _unique(iter((shipped, *places))):
        path = directory / OBJECTIVES
        if directory.is_dir() and path.is_file():
            tree = _tree(path, problems)
            taught, found = parse_objectives(tree, objectives) if tree else ((), ())
            problems += found
            for objective in taught:
                if objective.id in objectives:
                    message = f"expected each objective once, got '{objective.id}' again; the shipped banks have it"
                    problems.append(Problem(str(path), 1, 1, "$.objectives", message))
                objectives[objective.id] = objective
    return objectives


# ---- across files --------------------------------------------------------------------------------------------------


def _clashes(banks: Sequence[Bank]) -> Iterator[Problem]:
    bank_paths: dict[str, str] = {}
    question_places: dict[str, tuple[str, int]] = {}
    for bank in banks:
        if bank.id in bank_paths:
            message = f"expected banks with ids of their own, got '{bank.id}' again; {bank_paths[bank.id]} has it too"
            yield Problem(bank.path, 1, 1, "$.bank", message)
        bank_paths.setdefault(bank.id, bank.path)
        for question in bank.questions:
            path, line = question_places.setdefault(question.id, question.location)
            if (path, line) != question.location:
                message = f"expected each question once, got '{question.id}' again; it is at {path}:{line} too"
                yield Problem(*question.location, 1, "$.questions", message)


def _error(problems: Sequence[Problem]) -> BankError:
    more = len(problems) - 1
    rest = f" (and {more} more fault{'s' if more > 1 else ''})" if more else ""
    return BankError(f"{problems[0]}{rest}", tuple(problems))
