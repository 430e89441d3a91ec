"""Which files the banks are in, and what a file that cannot be read is said to be."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from decompdrill.bank.index import (
    BankText,
    Index,
    IndexFile,
    Listed,
    ParsedBank,
    ReadableBank,
    bank_sections,
    file_stat,
    fingerprint,
    indexed_bank,
    indexed_objectives,
    objectives_sections,
)
from decompdrill.bank.question import Known, Question
from decompdrill.bank.tree import MOST_CHARACTERS, Tree, suggest
from decompdrill.bank.variants import VARIANTS, variant_of
from decompdrill.errors import BankError, UsageError
from decompdrill.io.files import open_to_read, refuse_named_pipe
from decompdrill.io.folders import shipped_dir
from decompdrill.model import BankFault, Objective
from decompdrill.names import key, known_as

OBJECTIVES = "objectives.yaml"
MOST_BYTES = 4 * MOST_CHARACTERS
"""What so many characters take at most in UTF-8."""
SUFFIXES = (".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class Banks:
    """All the banks of a run, their questions by id, and the objectives in teaching order."""

    banks: tuple[ReadableBank, ...]
    questions: Mapping[str, Question]
    objectives: Mapping[str, Objective]
    left_out: tuple[BankError, ...] = ()
    """Why each of the user's files that has a fault was left out."""

    @property
    def ids(self) -> tuple[str, ...]:
        """Return the ids of the banks, in the order in which their objectives are taught."""
        return tuple(bank.id for bank in self.banks)

    @property
    def listed(self) -> tuple[Listed, ...]:
        """Return what is known of each question without reading it, in the order of the questions."""
        return tuple(question for bank in self.banks for question in bank.listed())

    def question(self, name: str) -> Question:
        """Return a question by its id, in whichever spelling.

        Raises UsageError, with the nearest id, where there is none.
        """
        base, tilde, variant = name.partition("~")
        found = known_as(base, self.questions)
        if found in self.questions and tilde:
            found = f"{found}~{known_as(variant, VARIANTS)}"
            if found not in self.questions:
                ends = " or ".join(f"~{one}" for one in VARIANTS)
                raise UsageError(f"no question is called {name[:80]!r}; behind an id may stand {ends}")
        if found not in self.questions:
            raise UsageError(f"no question is called {name[:80]!r}{suggest(name, list(self.questions))}")
        return self.questions[found]


class _LazyQuestions(Mapping[str, Question]):
    """The questions of the banks by id, each read when it is first asked for; their variants can be asked for, but are not listed."""

    def __init__(self, banks: Iterable[ReadableBank]) -> None:
        self._banks: dict[str, ReadableBank] = {}
        for bank in banks:
            self._banks.update(dict.fromkeys(bank.ids, bank))
        self._read: dict[str, Question] = {}

    def __getitem__(self, name: str) -> Question:
        if name not in self._read:
            base, _, variant = name.partition("~")
            self._read[name] = variant_of(self[base], variant) if variant else self._banks[name].question(name)
        return self._read[name]

    def __contains__(self, name: object) -> bool:
        base, tilde, variant = name.partition("~") if isinstance(name, str) else ("", "", "")
        return base in self._banks and (not tilde or variant in VARIANTS)

    def __iter__(self) -> Iterator[str]:
        return iter(self._banks)

    def __len__(self) -> int:
        return len(self._banks)


def load_banks(
    paths: Sequence[Path] | None, known: Known, extra_dirs: Sequence[Path] = (), index_dir: Path | None = None
) -> Banks:
    """Return the banks of these files and directories (None: the shipped ones), and of those `extra_dirs` that exist.

    The shipped objectives are always known; an objectives.yaml in a directory, or beside a file, adds its own. With `index_dir`, what was
    read is kept there, and what has not changed is read from there, questions one by one when they are asked for.
    A file of an extra directory that has any fault, or an id that another bank has, is left out.
    Raises BankError with every fault of every file of `paths`.
    """
    shipped = shipped_dir()
    places = [shipped] if paths is None else list(map(_as_spelled, paths))
    problems: list[BankFault] = []
    left_out: list[BankError] = []
    objectives = _objectives(shipped, places, problems, index_dir)
    for place in extra_dirs:
        objectives = _with_user_objectives(place, objectives, left_out, index_dir)
    if problems:
        raise bank_error(problems)
    known = replace(known, objectives=objectives)
    index = Index(index_dir, fingerprint(known))
    found = [
        _read_bank(path, known, index, problems) for path in _unique(file for place in places for file in _files(place))
    ]
    banks = [bank for bank in found if bank is not None]
    problems += _duplicate_ids(banks)
    if problems:
        raise bank_error(problems)
    for path in _unique(file for place in extra_dirs for file in _user_files(place, left_out)):
        try:
            banks.append(_read_user_bank(path, banks, known, index))
        except BankError as error:
            left_out.append(error)
    if any(isinstance(bank, ParsedBank) for bank in banks):
        index.tidy()
    order = {name: at for at, name in enumerate(objectives)}
    ordered = tuple(sorted(banks, key=lambda bank: (min(order[name] for name in bank.objectives), bank.id)))
    return Banks(ordered, _LazyQuestions(ordered), objectives, tuple(left_out))


# ---- files ---------------------------------------------------------------------------------------------------------


def read_tree(path: Path) -> tuple[Tree | None, tuple[BankFault, ...]]:
    """Return the tree of one file and the faults of its text.

    Raises BankError, which names the path, where the file cannot be read.
    """
    from decompdrill.bank.read import parse_yaml

    return parse_yaml(_text(read_file(path)), str(path))


def _read_bank(path: Path, known: Known, index: Index, problems: list[BankFault]) -> ReadableBank | None:
    """Return the bank of a file, from the index where that has the same; None and its faults where it has any."""
    entry, source = _indexed(path, index)
    again = partial(_reread, path, known, index)
    return (entry and indexed_bank(entry, str(path), known, again)) or _parse_bank_file(
        source or read_file(path), known, index, problems
    )


def _indexed(path: Path, index: Index) -> tuple[IndexFile | None, BankText | None]:
    """Return the entry of the index that has the same as a file, and the file where it had to be read for that."""
    entry = index.unchanged(path)
    source = None if entry else read_file(path)
    return (index.same(source) if source else entry), source


def _read_user_bank(path: Path, banks: Sequence[ReadableBank], known: Known, index: Index) -> ReadableBank:
    """Return the bank of a file that goes with the banks that are there.

    Raises BankError with every fault of it.
    """
    _refuse_named_pipe(path)
    problems: list[BankFault] = []
    bank = _read_bank(path, known, index, problems)
    problems += _duplicate_ids([*banks, bank]) if bank is not None else ()
    if bank is None or problems:
        raise bank_error(problems)
    return bank


def _parse_bank_file(source: BankText, known: Known, index: Index, problems: list[BankFault]) -> ParsedBank | None:
    # What reads YAML and judges its content is imported where a file is new: most starts find all in the index.
    from decompdrill.bank.read import parse_yaml
    from decompdrill.bank.schema import parse_bank

    with _uncollected():
        tree, faults = parse_yaml(_text(source), str(source.path))
        bank, more = parse_bank(tree, known) if tree else (None, ())
        problems += (*faults, *more)
        if bank is None or tree is None:
            return None
        if not faults and index.directory is not None:
            index.keep(source, bank_sections(bank, tree))
    return ParsedBank(bank)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Pause the garbage collector, which takes a third of a load and finds nothing: a bank keeps all its objects."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _reread(path: Path, known: Known, index: Index) -> ParsedBank:
    """Return the bank of a file that was sound before.

    Raises BankError where it is no longer.
    """
    problems: list[BankFault] = []
    bank = _parse_bank_file(read_file(path), known, index, problems)
    if bank is None or problems:
        raise bank_error(problems)
    return bank


def read_file(path: Path, what: str = "a bank") -> BankText:
    """Return what a file holds; raises BankError, which says what is expected there, where it cannot be read."""
    try:
        with open_to_read(path) as file:
            seen = file_stat(os.fstat(file.fileno()))
            content = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise BankError(f"{path}: expected {what}, there is no such file") from None
    except OSError as error:
        raise BankError(f"{path}: expected {what} that can be read: {_reason(error)}") from None
    if len(content) > MOST_BYTES:
        size = max(seen.size if seen else 0, len(content))
        raise BankError(
            f"{path}: expected at most {MOST_CHARACTERS:,} characters, got a file of {size:,} bytes or more"
        )
    return BankText(path, content, seen)


def _text(source: BankText) -> str:
    if not source.content.strip():
        raise BankError(f"{source.path}: expected a bank, the file is empty")
    return decoded(source)


def decoded(source: BankText) -> str:
    """Return the text of a file; raises BankError where it is no UTF-8."""
    try:
        return source.content.decode()
    except UnicodeDecodeError as error:
        line = source.content.count(b"\n", 0, error.start) + 1
        got = f"got the byte 0x{source.content[error.start]:02x}"
        raise BankError(f"{source.path}:{line}: expected UTF-8, {got}") from None


def is_bank(file: Path) -> bool:
    """Return whether a file of a directory is taken for a bank, by its name."""
    return file.suffix in SUFFIXES and file.name != OBJECTIVES and not file.name.startswith(".")


def _as_spelled(place: Path) -> Path:
    """Return the place, or where it is not there the bank beside it whose name is another spelling of its own."""
    try:
        if place.exists() or place.suffix not in SUFFIXES:
            return place
        beside = sorted(place.parent.iterdir())
    except OSError:
        return place
    return next((file for file in beside if is_bank(file) and key(file.stem) == key(place.stem)), place)


def _files(place: Path) -> list[Path]:
    """Return the banks of a directory, in the order of their names; anything else is taken for a bank itself."""
    try:
        if not place.is_dir():
            return [place]
        files = sorted(file for file in place.iterdir() if is_bank(file))
    except OSError as error:
        raise BankError(f"{place}: expected banks that can be read: {_reason(error)}") from None
    if not files:
        raise BankError(f"{place}: expected banks (*.yaml), the directory has none")
    for file in files:
        _refuse_named_pipe(file)
    return files


def _user_files(place: Path, left_out: list[BankError]) -> list[Path]:
    """Return the banks of a folder that need not be there, in the order of their names."""
    try:
        return sorted(file for file in place.iterdir() if is_bank(file))
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        left_out.append(BankError(f"{place}: expected banks that can be read: {_reason(error)}"))
        return []


def _refuse_named_pipe(path: Path) -> None:
    """Raise BankError where a file in a folder would never end to be read."""
    try:
        refuse_named_pipe(path)
    except OSError as error:
        raise BankError(f"{path}: expected a bank that can be read: {_reason(error)}") from None


def _reason(error: OSError) -> str:
    return (error.strerror or type(error).__name__).lower()


def _is_file(path: Path) -> bool:
    """Return whether there is such a file; False in a folder without rights, which is told when it is listed."""
    try:
        return path.is_file()
    except OSError:
        return False


def _unique(files: Iterator[Path]) -> Iterator[Path]:
    """Yield each file once, however often it is named."""
    seen = set()
    for file in files:
        resolved = os.path.realpath(file)  # which, unlike Path.resolve, takes a loop of links for a file
        if resolved not in seen:
            seen.add(resolved)
            yield file


def _objectives(
    shipped: Path, places: Sequence[Path], problems: list[BankFault], index_dir: Path | None
) -> Mapping[str, Objective]:
    objectives: dict[str, Objective] = {}
    for path in _unique((place.parent if _is_file(place) else place) / OBJECTIVES for place in (shipped, *places)):
        if _is_file(path):
            for objective in _read_objectives(path, objectives, problems, index_dir):
                if objective.id in objectives:
                    message = f"expected each objective once, got '{objective.id}' again; the shipped banks have it"
                    problems.append(BankFault(str(path), 1, 1, "$.objectives", message))
                objectives[objective.id] = objective
    return objectives


def _with_user_objectives(
    place: Path, objectives: Mapping[str, Objective], left_out: list[BankError], index_dir: Path | None
) -> Mapping[str, Objective]:
    """Return the objectives with those of a user's folder, without the latter where their file has a fault."""
    path = place / OBJECTIVES
    if not _is_file(path):
        return objectives
    problems: list[BankFault] = []
    try:
        own = {objective.id: objective for objective in _read_objectives(path, objectives, problems, index_dir)}
        if problems:
            raise bank_error(problems)
    except BankError as error:
        left_out.append(error)
        return objectives
    return {**own, **objectives} if set(own) & set(objectives) else {**objectives, **own}


def _read_objectives(
    path: Path, before: Mapping[str, Objective], problems: list[BankFault], index_dir: Path | None
) -> Sequence[Objective]:
    """Return the objectives of a file, from the index where that has the same; none and its faults where it has any."""
    index = Index(index_dir, fingerprint(Known({}, {}, before)))
    entry, source = _indexed(path, index)
    kept = indexed_objectives(entry) if entry else None
    if kept is not None:
        return kept
    from decompdrill.bank.read import parse_yaml
    from decompdrill.bank.schema import parse_objectives

    source = source or read_file(path)
    tree, faults = parse_yaml(_text(source), str(path))
    taught, more = parse_objectives(tree, before) if tree else ((), ())
    problems += (*faults, *more)
    if taught and not faults:
        index.keep(source, objectives_sections(taught))
    return taught


# ---- across files --------------------------------------------------------------------------------------------------


def _duplicate_ids(banks: Sequence[ReadableBank]) -> Iterator[BankFault]:
    names = {name for bank in banks for name in bank.ids}
    if len({bank.id for bank in banks}) == len(banks) and len(names) == sum(len(bank.ids) for bank in banks):
        return
    bank_paths: dict[str, str] = {}
    places: dict[str, tuple[str, int]] = {}
    for bank in banks:
        if bank.id in bank_paths:
            message = f"expected banks with ids of their own, got '{bank.id}' again; {bank_paths[bank.id]} has it too"
            yield BankFault(bank.path, 1, 1, "$.bank", message)
        bank_paths.setdefault(bank.id, bank.path)
        for question in bank.listed():
            path, line = places.setdefault(question.id, (bank.path, question.line))
            if (path, line) != (bank.path, question.line):
                message = f"expected each question once, got '{question.id}' again; it is at {path}:{line} too"
                yield BankFault(bank.path, question.line, 1, "$.questions", message)


def bank_error(problems: Sequence[BankFault]) -> BankError:
    """Return the error of the first problem, which says how many more there are."""
    more = len(problems) - 1
    rest = f" (and {more} more fault{'s' if more > 1 else ''})" if more else ""
    return BankError(f"{problems[0]}{rest}", tuple(problems))
