"""Items of a bank as values: what `decompdrill.api` gives out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import blake2b

from decompdrill.bank.load import Banks
from decompdrill.bank.question import Question
from decompdrill.bank.wordings import is_as_it_was
from decompdrill.errors import UsageError
from decompdrill.exercises import pose
from decompdrill.exercises.grade import grade_exercise
from decompdrill.exercises.how_to_type import how_to_type
from decompdrill.exercises.showing import show_answer
from decompdrill.history import LARGEST_SEED
from decompdrill.kinds.worked import worked_steps
from decompdrill.mathtext import Style, render_line, standard
from decompdrill.model import Exercise, Raw, Verdict


class Item:
    """One question drawn from one seed, the same on every machine, Python and NumPy."""

    def __init__(self, exercise: Exercise) -> None:
        self.exercise = exercise
        self.id, self.seed, self.kind = exercise.question, exercise.seed, exercise.kind
        self.token = exercise.token
        """Id, seed and digest of the question, as one text."""
        self.form = exercise.form.value
        self.given: dict[str, Raw] = dict(exercise.given)
        self.question = standard(exercise.prompt.rstrip())
        """What is asked, as Markdown with formulas in LaTeX."""
        self.how_to_type = " ".join(how_to_type(exercise).split())
        self.options = {choice.letter: standard(choice.text) for choice in exercise.choices}
        """Of a choice: each option by its letter."""
        self.key = show_answer(exercise.kind, exercise.answer)
        self.slips = tuple((slip.slip, show_answer(exercise.kind, slip.answer)) for slip in exercise.slips)
        """Each known mistake, and the answer to which it leads here."""

    @property
    def steps(self) -> tuple[str, ...]:
        """The worked solution, as Markdown with formulas in LaTeX."""
        return tuple(map(standard, worked_steps(self.exercise)))

    @property
    def prompt(self) -> str:
        """The question, its options, and how the answer is written, in one text."""
        options = (f"{letter}) {text}" for letter, text in self.options.items())
        return "\n\n".join([self.question, *options, f"End with <answer>…</answer>, in it {self.how_to_type}"])


@dataclass(frozen=True)
class OpenBank:
    """Questions to draw; `open_bank` returns one."""

    banks: Banks
    pose: Callable[[Question, int], Exercise] = pose.pose

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of its questions, in teaching order."""
        return tuple(self.banks.questions)

    @property
    def digest(self) -> str:
        """Tells one version of the bank from another: of all its questions. Write it beside what was drawn from it."""
        lines = (f"{name} {question.digest}\n" for name, question in sorted(self.banks.questions.items()))
        return blake2b("".join(lines).encode(), digest_size=8).hexdigest()

    def draw(self, id: str, seed: int) -> Item:  # noqa: A002
        """Return the item that a seed from 0 to 10**18 - 1 draws; raises UsageError, and BankError where nothing can be asked."""
        if not 0 <= seed <= LARGEST_SEED:
            raise UsageError(f"a seed is a whole number from 0 to {LARGEST_SEED}; {seed} came")
        return Item(self.pose(self.banks.question(id), seed))

    def draws(self, ids: Iterable[str], seeds: Iterable[int]) -> Iterator[Item]:
        """Yield an item for each seed and each id, one after the other, in bounded memory; `seeds` may have no end."""
        names = tuple(ids)
        return (self.draw(name, seed) for seed in seeds for name in names)

    def item(self, token: str) -> Item:
        """Return the item of a token; raises UsageError where the question draws other numbers now, or is gone."""
        named = pose.parse_token(token)
        if not is_as_it_was(self.banks.question(named.question), named.digest):
            raise UsageError(f"{named.question} draws other numbers than when {token.strip()} was written")
        return self.draw(named.question, named.seed)

    def grade(self, item: Item | str, answer: str | Mapping[str, str]) -> Verdict:
        """Return the verdict on an answer to an item, or to that of a token, of this bank."""
        return with_plain_feedback(
            grade_exercise((self.item(item) if isinstance(item, str) else item).exercise, answer)
        )


def with_plain_feedback(verdict: Verdict) -> Verdict:
    """Return a verdict with all that is said of it as plain text."""
    return replace(verdict, feedback=render_line(f"{verdict.so_far} {verdict.feedback}", Style.UNICODE))
