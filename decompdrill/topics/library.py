"""Which files the topics are in, and what a word finds among them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path

from decompdrill.bank.load import bank_error, decoded, read_file
from decompdrill.errors import UsageError
from decompdrill.io.folders import shipped_dir
from decompdrill.model import BankFault
from decompdrill.names import folded, key, loose_key
from decompdrill.topics.read import TopicSource, read_glossary, read_topic
from decompdrill.topics.values import CHEATSHEET, CONFUSED, NUMPY, Term, Topic

_WORD = re.compile("[a-z]+")

GLOSSARY = "glossary.md"

TEACHING_ORDER = (
    *("eigen", "characteristic-polynomial", "diagonalization", "symmetric", "orthogonal", "svd", "svd-vs-eig"),
    *("norms", "rank", "numerical-rank", "low-rank", "centering", "covariance", "pca", "explained-variance"),
    *("lora", NUMPY, CHEATSHEET),
)
"""The order in which the topics are listed; others follow by name."""


@dataclass(frozen=True, slots=True)
class Match:
    """What a word finds: a topic, an entry of the glossary, or a topic with the entry of the same name."""

    topic: Topic | None = None
    entry: Term | None = None


class Library:
    """The topics of a folder, each read when it is asked for: the first screen of one needs no other."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._read: dict[str, Topic] = {}

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """The ids of the topics, in the order in which they are taught."""
        names = [file.stem for file in self.folder.glob("*.md") if file.name != GLOSSARY]
        place = {name: at for at, name in enumerate(TEACHING_ORDER)}
        return tuple(sorted(names, key=lambda name: (place.get(name, len(place)), name)))

    @cached_property
    def topics(self) -> tuple[Topic, ...]:
        return tuple(map(self.topic, self.ids))

    @cached_property
    def entries(self) -> tuple[Term, ...]:
        path = self.folder / GLOSSARY
        if not path.is_file():
            return ()
        entries, problems = read_glossary(_text(path), str(path))
        if problems:
            raise bank_error(problems)
        return entries

    def topic(self, name: str) -> Topic:
        """Return a topic by its id.

        Raises BankError where its file has a fault.
        """
        if name not in self._read:
            path = self.folder / f"{name}.md"
            source, problems = read_topic(_text(path), str(path))
            if source is None:
                raise bank_error(problems)
            self._read[name] = source.topic
        return self._read[name]

    def find(self, word: str) -> Match:
        """Return what a word names.

        Raises UsageError, with what is near, where it names nothing.
        """
        for same in (key, loose_key):
            wanted = same(word)
            entry = next((e for e in self.entries if wanted in map(same, e.names)), None)
            topic = self._topic_called(wanted, same)
            if topic or entry:
                return Match(topic, entry)
        topic = self._topic_of_confusion(word)
        if topic is not None:
            return Match(topic, None)
        raise UsageError(f"no topic and no term is called {word[:80]!r}{self._suggested(word)}")

    def _topic_of_confusion(self, word: str) -> Topic | None:
        """Return the topic that answers a question: the one whose heading has most of its words, three or more."""
        asked = _words(word)
        shared = [
            (len(asked & _words(heading)), topic)
            for topic in self.topics
            for heading in topic.section(CONFUSED).splitlines()
            if heading.startswith("### ")
        ]
        most, topic = max(shared, key=lambda found: found[0])
        return topic if most >= max(3, 0.6 * len(asked)) else None

    def _topic_called(self, wanted: str, same: Callable[[str], str]) -> Topic | None:
        for name in self.ids:
            if same(name) == wanted:
                return self.topic(name)
        return next((t for t in self.topics if wanted in map(same, (t.title, *t.aliases))), None)

    def _suggested(self, word: str) -> str:
        """Return what may have been meant, one name for each topic and entry."""
        named = {key(name): (name, meant) for name, meant in self._names()}
        near = [named[found] for found in get_close_matches(key(word)[:80], named, n=6)]
        kept = {meant: name for name, meant in reversed(near)}
        best = [name for name in (name for name, _ in near) if name in kept.values()][:3]
        if not best:
            return "; decompdrill explain lists them"
        return f"; did you mean {' or '.join(map(repr, best))}?"

    def _names(self) -> Iterator[tuple[str, str]]:
        """Yield every name with what it names, the ids last, so that they win."""
        for topic in self.topics:
            yield from ((name, topic.id) for name in (topic.title, *topic.aliases))
        for entry in self.entries:
            yield from ((name, f"{entry.term} of the glossary") for name in entry.names)
        yield from ((name, name) for name in self.ids)


def _words(text: str) -> set[str]:
    """Return the words of a question that tell it from others."""
    return {word.rstrip("s") for word in _WORD.findall(folded(text).replace("-", " "))} - LITTLE


LITTLE = frozenset("a an and any are be does for i if in is it must of or the to what when which with".split())  # noqa: SIM905
"""Words that many questions have."""


def shipped_topics() -> Library:
    """Return the shipped topics, none of them read yet."""
    return Library(shipped_dir() / "topics")


def load_topics(folder: Path | None = None) -> Library:
    """Return the topics of a folder (None: the shipped ones), all of them read and checked to the last expression.

    Raises BankError with every fault of every file.
    """
    from decompdrill.topics.check import topic_faults

    library = shipped_topics() if folder is None else Library(folder)
    sources: list[TopicSource] = []
    problems: list[BankFault] = []
    for name in library.ids:
        path = library.folder / f"{name}.md"
        source, found = read_topic(_text(path), str(path))
        sources += [source] if source else []
        problems += found
    glossary = library.folder / GLOSSARY
    entries, found = read_glossary(_text(glossary), str(glossary)) if glossary.is_file() else ((), ())
    problems += [*found, *topic_faults(sources, entries, str(glossary), frozenset(library.ids))]
    if problems:
        raise bank_error(sorted(problems, key=lambda p: (p.path, p.line, p.column)))
    return library


def _text(path: Path) -> str:
    return decoded(read_file(path, "a topic"))
