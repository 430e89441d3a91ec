"""The index beside the banks: what was read from each file, kept to be read without its YAML.

One file per bank, replaced as a whole, safe to delete. It is believed where it says the same of size, times and inode
as the file system does; where it does not, where the content has the same hash. A change of the version, of its code or
of what a bank may name makes it worthless, and so does any damage: then the bank is read again. It holds JSON, which is
read into the same shapes as a bank. Only sound banks are kept.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import blake2b
from itertools import accumulate
from pathlib import Path
from typing import TypeAlias, TypeVar

import msgspec
from msgspec import Struct
from msgspec.structs import force_setattr

from decompdrill import __version__
from decompdrill.bank import shapes
from decompdrill.bank.question import Bank, Known, Question
from decompdrill.bank.tree import Tree, YamlNode, follow
from decompdrill.errors import BankError
from decompdrill.io.files import make_private
from decompdrill.model import Objective

MAGIC = b"decompdrill index 1\n"
SUFFIX = ".index"
DIGEST = 16
"""Bytes of the digest before every section."""

SETTLED = 2_000_000_000
"""Nanoseconds: what was changed so shortly before it was read may change again within one tick of a coarse clock."""

FIRST_READ = 1 << 17
"""Bytes: so much of a file of the index is read at once; a bank of some hundred questions as a whole."""

MOST_SINGLES = 16
"""Questions that are read one by one from a larger file; then it is read as a whole."""

MOST_FILES = 1_000
"""Files of the index; of more the oldest go."""

CHECKING_CODE = (".", "bank", "draw", "exercises", "expr", "kinds", "kinds/reference", "maths", "mathtext")
"""The directories of the package whose code decides whether a bank is sound."""


class Listed(Struct, frozen=True, array_like=True, gc=False):
    """What is known of a question without reading it."""

    id: str
    bank: str
    objective: str
    title: str
    level: int
    kind: str
    form: str | None
    """Of what is computed; of other kinds the kind says it."""
    par: float | None
    digest: str
    line: int
    path: str = ""


# ---- the files -----------------------------------------------------------------------------------------------------


class FileStat(Struct, frozen=True, array_like=True):
    """What the file system says of a file. Its change time cannot be set back (on Windows it is the time of creation)."""

    size: int
    mtime_ns: int
    ctime_ns: int
    inode: int

    @property
    def latest(self) -> int:
        return max(self.mtime_ns, self.ctime_ns)


@dataclass(frozen=True, slots=True)
class BankText:
    """A bank's bytes, and what the file system said before they were read."""

    path: Path
    content: bytes
    seen: FileStat | None
    """None where it is no regular file: what comes through a pipe comes once."""

    def is_still_so(self) -> bool:
        """Return whether the file has this content now: only then is now a time at which it had it."""
        return self.seen == file_stat(self.path.stat()) and self.path.read_bytes() == self.content


class IndexHeader(Struct, frozen=True, array_like=True):
    """The beginning of a file of the index; `checked_ns` is a time at which the source had this content."""

    fingerprint: str
    seen: FileStat
    checked_ns: int
    content: str
    lengths: list[int]

    @property
    def is_settled(self) -> bool:
        return self.checked_ns - self.seen.latest >= SETTLED


Decoded = TypeVar("Decoded")


class DamagedIndex(Exception):
    """A part of the index does not say what was written there."""


@dataclass(slots=True)
class IndexFile:
    """One file of the index, of which the beginning has been read; a section is checked when it is asked for."""

    file: Path
    head: IndexHeader
    ends: tuple[int, ...]
    data: bytes
    """So much of the file as has been read."""
    singles: int = 0

    @property
    def count(self) -> int:
        return len(self.ends) - 1

    def section(self, at: int) -> bytes:
        """Return the content of a section.

        Raises Damaged where it is not what was written.
        """
        start, end = self.ends[at : at + 2]
        if end <= len(self.data):
            return _verified(self.data[start:end])
        self.singles += 1
        if self.singles > MOST_SINGLES:
            return _verified(self.whole()[start:end])
        return _verified(self._more(start, end))

    def decoded(self, at: int, decoder: msgspec.json.Decoder[Decoded]) -> Decoded | None:
        """Return what a section says, None where it is damaged."""
        try:
            return _decoded(decoder, self.section(at))
        except DamagedIndex:
            return None

    def whole(self) -> bytes:
        """Return all of the file.

        Raises Damaged where it has been replaced.
        """
        if len(self.data) < self.ends[-1]:
            self.data = self._more(0, self.ends[-1])
        return self.data

    def _more(self, start: int, end: int) -> bytes:
        """Return bytes of the file, if it is the one that was opened: each writing has a head of its own."""
        try:
            with self.file.open("rb") as file:
                if file.read(_BEFORE_HEAD + DIGEST) != self.data[: _BEFORE_HEAD + DIGEST]:
                    raise DamagedIndex
                file.seek(start)
                return file.read(end - start)
        except OSError:
            raise DamagedIndex from None


def file_stat(status: os.stat_result) -> FileStat | None:
    if not stat.S_ISREG(status.st_mode):
        return None
    return FileStat(status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)


def fingerprint(known: Known) -> str:
    """Return what changes when the same text could be judged otherwise, or says something else."""
    names = (known.kinds, known.recipes, known.objectives, sorted(known.names))
    return _digest("\0".join((__version__, _code(), *map(repr, names))).encode()).hex()


@lru_cache(1)
def _code() -> str:
    """Return the sizes and times of the modules that judge a bank: in a checkout they change without the version."""
    package = Path(__file__).parent.parent
    with suppress(OSError):
        files = (
            entry for place in CHECKING_CODE for entry in os.scandir(package / place) if entry.name.endswith(".py")
        )
        return repr(sorted((entry.name, entry.stat().st_size, entry.stat().st_mtime_ns) for entry in files))
    return ""


@dataclass(frozen=True, slots=True)
class Index:
    """The files of the index in a directory; without one nothing is kept, and nothing found."""

    directory: Path | None
    fingerprint: str = ""

    def unchanged(self, path: Path) -> IndexFile | None:
        """Return the entry of a file that is as it was, by what the file system says of it."""
        with suppress(OSError):
            entry = self._entry(path)
            if entry and entry.head.is_settled and entry.head.seen == file_stat(path.stat()):
                return entry
        return None

    def same(self, source: BankText) -> IndexFile | None:
        """Return the entry of a file with this very content, and note there how the file is seen now."""
        entry = self._entry(source.path)
        if entry is None or entry.head.content != _digest(source.content).hex():
            return None
        if entry.head.seen != source.seen or not entry.head.is_settled:
            with suppress(DamagedIndex):
                self._write(source, entry.head.lengths, entry.whole()[entry.ends[0] :], entry.head)
        return entry

    def keep(self, source: BankText, sections: Sequence[bytes]) -> None:
        """Write what was read from a file; where that cannot be, nothing is kept."""
        sealed = [_with_digest(section) for section in sections]
        self._write(source, [len(section) for section in sealed], b"".join(sealed))

    def tidy(self) -> None:
        """Delete the oldest files where there are too many."""
        if self.directory is None:
            return
        with suppress(OSError):
            files = [file for file in os.scandir(self.directory) if file.name.endswith(SUFFIX)]
            if len(files) > MOST_FILES:
                for file in sorted(files, key=lambda file: file.stat().st_mtime_ns)[:-MOST_FILES]:
                    Path(file).unlink()

    def _file(self, directory: Path, path: Path) -> Path:
        name = blake2b(os.fsencode(os.path.realpath(path)), digest_size=DIGEST).hexdigest()
        return directory / f"{name}{SUFFIX}"

    def _entry(self, path: Path) -> IndexFile | None:
        if self.directory is None:
            return None
        with suppress(OSError, DamagedIndex):
            entry = _read_entry(self._file(self.directory, path))
            return entry if entry.head.fingerprint == self.fingerprint else None
        return None

    def _write(self, source: BankText, lengths: list[int], body: bytes, old: IndexHeader | None = None) -> None:
        if self.directory is None or source.seen is None:
            return
        from tempfile import mkstemp  # costs a warm start, which writes nothing, 5 ms

        with suppress(OSError):
            make_private(self.directory)
            handle, name = mkstemp(SUFFIX, "new-", self.directory)
            temporary = Path(name)
            try:
                with os.fdopen(handle, "wb") as file:
                    checked_ns = os.fstat(handle).st_mtime_ns
                    head = IndexHeader(
                        self.fingerprint, source.seen, checked_ns, _digest(source.content).hex(), lengths
                    )
                    file.write(_beginning(head) + body)
                gains = old is None or old.seen != head.seen or head.is_settled
                if gains and source.is_still_so():
                    temporary.replace(self._file(self.directory, source.path))
            finally:
                temporary.unlink(missing_ok=True)


_BEFORE_HEAD = len(MAGIC) + 8


def _beginning(head: IndexHeader) -> bytes:
    sealed = _with_digest(msgspec.json.encode(head))
    return MAGIC + len(sealed).to_bytes(8, "big") + sealed


def _read_entry(path: Path) -> IndexFile:
    with path.open("rb") as file:
        size = os.fstat(file.fileno()).st_size
        data = file.read(FIRST_READ)
        end = _BEFORE_HEAD + int.from_bytes(data[len(MAGIC) : _BEFORE_HEAD], "big")
        if not data.startswith(MAGIC) or end > size:
            raise DamagedIndex
        data += file.read(max(0, end - len(data)))
    head = _decoded(_HEAD, _verified(data[_BEFORE_HEAD:end]))
    ends = tuple(accumulate(head.lengths, initial=end))
    if min(head.lengths, default=0) < DIGEST or ends[-1] != size:
        raise DamagedIndex
    return IndexFile(path, head, ends, data)


def _digest(content: bytes) -> bytes:
    return blake2b(content, digest_size=DIGEST).digest()


def _with_digest(content: bytes) -> bytes:
    return _digest(content) + content


def _verified(section: bytes) -> bytes:
    content = section[DIGEST:]
    if section[:DIGEST] != _digest(content):
        raise DamagedIndex
    return content


# ---- banks ---------------------------------------------------------------------------------------------------------


class Contents(Struct, frozen=True, array_like=True):
    """The first section of a bank; the second is its list, and then come its questions in their order."""

    bank: str
    objectives: list[str]
    ids: list[str]


class QuestionRecord(Struct, frozen=True, array_like=True):
    """A question as its file has it, and its line."""

    line: int
    item: shapes.QuestionFile


_HEAD = msgspec.json.Decoder(IndexHeader)
_CONTENTS = msgspec.json.Decoder(Contents)
_LIST = msgspec.json.Decoder(list[Listed])
_RECORD = msgspec.json.Decoder(QuestionRecord)
_OBJECTIVES = msgspec.json.Decoder(tuple[Objective, ...])


def _decoded(decoder: msgspec.json.Decoder[Decoded], content: bytes) -> Decoded:
    try:
        return decoder.decode(content)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        raise DamagedIndex from None


@dataclass(frozen=True)
class ParsedBank:
    """A bank that was read from its file."""

    bank: Bank

    @property
    def id(self) -> str:
        return self.bank.id

    @property
    def path(self) -> str:
        return self.bank.path

    @property
    def ids(self) -> Sequence[str]:
        return [question.id for question in self.bank.questions]

    @property
    def objectives(self) -> Sequence[str]:
        return list(dict.fromkeys(question.objective for question in self.bank.questions))

    def question(self, name: str) -> Question:
        if name not in self._questions:
            raise BankError(f"{self.path}: expected the question '{name}', which was there before, got none")
        return self._questions[name]

    def listed(self) -> Sequence[Listed]:
        return [_listed(question, self.path) for question in self.bank.questions]

    @cached_property
    def _questions(self) -> dict[str, Question]:
        return {question.id: question for question in self.bank.questions}


@dataclass(frozen=True)
class IndexedBank:
    """A bank whose questions are read from the index, each when it is asked for."""

    path: str
    entry: IndexFile
    contents: Contents
    known: Known
    again: Callable[[], ParsedBank]
    """Reads the bank from its file, for want of a sound index."""

    @property
    def id(self) -> str:
        return self.contents.bank

    @property
    def ids(self) -> Sequence[str]:
        return self.contents.ids

    @property
    def objectives(self) -> Sequence[str]:
        return self.contents.objectives

    def question(self, name: str) -> Question:
        """Return a question.

        Raises BankError where the index is damaged and the bank has faults by now.
        """
        record = self.entry.decoded(self._places[name], _RECORD)
        if record is None or record.item.id != name:
            return self._parsed.question(name)
        location = (self.path, record.line)
        from decompdrill.bank.schema import question_of

        return question_of(record.item, self.id, self.known.kind(record.item.kind), location, self.known)

    def listed(self) -> Sequence[Listed]:
        questions = self.entry.decoded(1, _LIST)
        if questions is None or [question.id for question in questions] != self.contents.ids:
            return self._parsed.listed()
        for question in questions:
            force_setattr(question, "path", self.path)
        return questions

    @cached_property
    def _places(self) -> dict[str, int]:
        return {name: at for at, name in enumerate(self.ids, 2)}

    @cached_property
    def _parsed(self) -> ParsedBank:
        return self.again()


ReadableBank: TypeAlias = ParsedBank | IndexedBank
"""A bank that has been read, or that the index can read."""


def indexed_bank(entry: IndexFile, path: str, known: Known, again: Callable[[], ParsedBank]) -> ReadableBank | None:
    """Return the bank of an entry, None where it is none."""
    contents = entry.decoded(0, _CONTENTS)
    if contents is None or entry.count != len(contents.ids) + 2:
        return None
    return IndexedBank(path, entry, contents, known, again)


def bank_sections(bank: Bank, tree: Tree) -> list[bytes]:
    """Return what the index keeps of a sound bank."""
    parsed = ParsedBank(bank)
    contents = Contents(bank.id, list(parsed.objectives), list(parsed.ids))
    listed = [_listed(question, "") for question in bank.questions]
    nodes = follow(tree.root, ("questions",))
    assert isinstance(nodes, list), "a sound bank has a list of questions"
    known = map(_with_known_names, nodes, bank.questions)
    records = zip((question.line for question in listed), known, strict=True)
    return [msgspec.json.encode(part) for part in (contents, listed, *records)]


def _with_known_names(node: YamlNode, question: Question) -> YamlNode:
    """Return a question as its file has it, but for the names that it spells in a way of its own: the index knows no others."""
    assert isinstance(node, dict), "a sound question has fields"
    names = {"objective": question.objective, "kind": question.kind}
    drawn = node.get("draw")
    if not isinstance(drawn, dict):
        return node | names
    recipes = {variable.name: variable.recipe for variable in question.draw}
    return node | names | {"draw": {name: _of_recipe(params, recipes[name]) for name, params in drawn.items()}}


def _of_recipe(params: YamlNode, recipe: str) -> YamlNode:
    assert isinstance(params, dict), "a sound variable has parameters"
    return params if params["recipe"] == recipe else params | {"recipe": recipe}


def indexed_objectives(entry: IndexFile) -> tuple[Objective, ...] | None:
    """Return the objectives of an entry, None where it has none."""
    return entry.decoded(0, _OBJECTIVES)


def objectives_sections(objectives: Sequence[Objective]) -> list[bytes]:
    """Return what the index keeps of a sound file of objectives."""
    return [msgspec.json.encode(objectives)]


def _listed(q: Question, path: str) -> Listed:
    form = None if q.form is None else q.form.value
    return Listed(q.id, q.bank, q.objective, q.title, q.level, q.kind, form, q.par, q.digest, q.location[1], path)
