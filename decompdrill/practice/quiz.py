"""The conversation of a quiz: each question until it is settled, and what was wrong once more at the end.

A quiz that was broken off is held again from its start, its `PastAttempt` answers replayed in silence, so that it goes on at
its exact question.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import TypeAlias, TypeVar

from decompdrill.errors import BankError
from decompdrill.judging import parts
from decompdrill.kinds.worked import worked_steps
from decompdrill.model import Exercise, Outcome, Verdict
from decompdrill.practice.choose import Pick
from decompdrill.practice.conversation import (
    COMMANDS,
    FAILURES,
    PASSING,
    Ask,
    Attempt,
    Closing,
    ComesBack,
    Command,
    Conversation,
    Ending,
    Event,
    ExampleFirst,
    Judged,
    KeepLines,
    KeptLine,
    NotHere,
    Nudge,
    OpenTopic,
    Pause,
    Position,
    Proof,
    Record,
    Reply,
    Services,
    Skipped,
    Summary,
    Tell,
    Tries,
    Undone,
    VoidLast,
    Why,
    WorkingSaid,
    WorkingWord,
    command_of,
)
from decompdrill.practice.lines import HowLeft, OpenWorking


@dataclass(frozen=True, slots=True)
class Rules:
    """How strictly to ask: tries per question, whether a person sits at a terminal, whether what was wrong comes back.

    At a terminal an answer that cannot be read, is imprecise or has the wrong shape uses up no try, and each question
    ends with a pause; a script answers each question once, and where its lines end the rest is skipped.
    """

    tries: int = 1
    at_terminal: bool = False
    retry: bool = False


@dataclass(frozen=True, slots=True)
class PastAttempt:
    """An attempt of the same quiz before it was broken off; `text` is None where the question was left without one.

    Of a question in parts that was broken off between two of them `so_far` holds the answers up to there.
    """

    text: str | None
    hints: int
    seconds: float
    so_far: str = ""
    attempt: int = 1
    lines: tuple[str, ...] = ()
    """Of its working, those that were taken back left out."""


OTHER_NUMBERS = 5
"""Draws that are tried for a question whose matrix was on the screen already."""

MISSES = 2
"""After so many misses in a row of an objective an example is worked out before it is asked again."""

PastAttempts: TypeAlias = Mapping[tuple[str, int], Sequence[PastAttempt]]
"""The earlier attempts at a question and its draw, the oldest first."""


Settled: TypeAlias = tuple[Pick, Sequence[Attempt]]
"""A question that is settled, and the attempts at it."""
NextPick: TypeAlias = Callable[[Sequence[Settled], Collection[str]], Pick | None]
"""Chooses what is asked next from what is settled, the questions that cannot be drawn left out; None: nothing more."""


def quiz_conversation(
    plan: Sequence[Pick],
    rules: Rules,
    seed: int,
    services: Services,
    past: PastAttempts | None = None,
    next_pick: NextPick | None = None,
) -> Conversation:
    """Hold a quiz over as many questions as are planned and return its summary, which is also told at the end.

    With `next_pick` each question is chosen when it is its turn, and the plan says no more than how many at most.
    """
    held = _Quiz(plan, rules, seed, services, past or {}, next_pick)
    try:
        ending = yield from held.hold()
    except KeyboardInterrupt:
        ending = Ending.INTERRUPTED
    except FAILURES:
        if held.asked is not None or held.done:
            yield Tell(Closing(held.summary(Ending.INTERRUPTED)))
        raise
    summary = held.summary(ending)
    yield Tell(Closing(summary))
    return summary


def left_to_ask(plan: Sequence[Pick], rules: Rules, services: Services, past: PastAttempts) -> tuple[int, int]:
    """Return how many questions of a quiz that was broken off are settled, and how many are still to come."""
    held = _Quiz(plan, rules, 0, services, past)
    held.fast_forward()
    return len(held.done), len(held.waiting)


class _Step(Enum):
    """What comes after a question or a pause."""

    ON = auto()
    BACK = auto()
    PROVE = auto()
    QUIT = auto()
    INPUT_ENDED = auto()


ENDINGS = {_Step.QUIT: Ending.QUIT, _Step.INPUT_ENDED: Ending.INPUT_ENDED}


class _Quiz:
    """The questions that wait and those that are settled."""

    def __init__(
        self,
        plan: Sequence[Pick],
        rules: Rules,
        seed: int,
        services: Services,
        past: PastAttempts,
        next_pick: NextPick | None = None,
    ) -> None:
        self.planned = len(plan)
        self.next_pick = next_pick
        self.left_out: set[str] = set()
        self.matrices: set[str] = set()
        """All that stood in a question so far, as they are written."""
        self.rules = rules
        self.seed = seed
        self.services = services
        self.past = past
        self.waiting: deque[Pick | _QuizQuestion] = deque(plan)
        self.done: list[_QuizQuestion] = []
        self.asked: _QuizQuestion | None = None

    def hold(self) -> Generator[Event, Reply | None, Ending]:
        """Ask until nothing waits or the person leaves; return how it ended."""
        self.fast_forward()
        while self.waiting:
            question = self.asked = self._opened(self.waiting.popleft())
            if question is None:
                continue
            if (yield from self._example(question)) is _Step.QUIT:
                return Ending.QUIT
            step = yield from question.hold(self._place(), may_go_back=bool(self.done))
            if step is _Step.ON:
                self._settle(question)
                step = (yield from self._pause(question)) if self.rules.at_terminal else _Step.ON
            elif step is _Step.BACK:
                self.waiting.appendleft(question)
            elif step is _Step.PROVE:
                self.waiting.appendleft(self._proof_of(question))
                yield Tell(Proof(self.waiting[0] is question))
            if step is _Step.BACK:
                yield from self._back()
            elif step in ENDINGS:
                return ENDINGS[step]
        return Ending.DONE

    def fast_forward(self) -> None:
        """Settle the questions that were settled before the quiz was broken off."""
        while self.waiting:
            question = self._opened(self.waiting.popleft())
            if question is None:
                continue
            if not question.is_settled:
                self.waiting.appendleft(question)
                return
            self._settle(question)

    def summary(self, ending: Ending) -> Summary:
        """Return what was done; a question that was left after a try counts, one that was interrupted does not."""
        asked = [] if self.asked is None else [self.asked]
        counted = [q for q in asked if q.last is not None and ending is not Ending.INTERRUPTED]
        results = tuple(q.result(q.last) for q in [*self.done, *counted])
        left, has_lines = len(self.waiting) + len(asked), any(q.has_open_lines for q in asked)
        return Summary(self.seed, max(self.planned, len(results)), results, ending, left, has_lines)

    def _opened(self, waiting: Pick | _QuizQuestion) -> _QuizQuestion | None:
        """Return the question to ask; None where it cannot be drawn."""
        if isinstance(waiting, _QuizQuestion):
            return waiting
        if self.next_pick is not None and not waiting.again and (waiting.question.id, waiting.seed) not in self.past:
            chosen = self.next_pick([(q.pick, q.attempts) for q in self.done], self.left_out)
            if chosen is None:
                self.waiting.clear()
                return None
            waiting = chosen
        try:
            question = self._drawn(waiting)
        except BankError as fault:
            self.services.leave_out(fault)
            self.left_out.add(waiting.question.id)
            return None
        for attempt in self.past.get((question.pick.question.id, question.pick.seed), ()):
            question.remember(attempt)
        self.matrices |= question.matrices
        return question

    def _drawn(self, pick: Pick) -> _QuizQuestion:
        """Return the question on numbers that were not on the screen before, if it has any others."""
        question = planned = _question_of(pick, self.rules, self.services)
        for _ in range(OTHER_NUMBERS):
            if not question.matrices & self.matrices:
                return question
            pick = pick.with_other_numbers()
            question = _question_of(pick, self.rules, self.services)
        return planned

    def _example(self, question: _QuizQuestion) -> Generator[Event, Reply | None, _Step]:
        """Work out the question on other numbers before every third try at an objective that was missed each time."""
        is_new = self.rules.at_terminal and not (question.is_begun or question.attempts)
        missed = self.services.misses(question.pick.question) if is_new else 0
        question.is_begun = True
        if not missed or missed % MISSES:
            return _Step.ON
        example = self._like(question)
        topic = None if example is not None else self.services.explains(question.exercise)
        if example is None and topic is None:
            return _Step.ON
        yield Tell(ExampleFirst(example, may_explain=topic is not None))
        if example is not None:
            yield from _told_why(example, at_terminal=True)
        reply = yield Pause(last=False, may_explain=topic is not None, before=True)
        word = None if reply is None else reply.word
        if topic is not None and word in EXPLAIN:
            yield OpenTopic(topic, question.exercise, None)
        return _Step.QUIT if COMMANDS.get(word or "") is Command.QUIT else _Step.ON

    def _like(self, question: _QuizQuestion) -> Exercise | None:
        """Return the question on other numbers; None where there are none, or no steps to work it out."""
        pick = question.pick
        for _ in range(OTHER_NUMBERS):
            pick = pick.with_other_numbers()
            try:
                other = self.services.pose(pick.question, pick.seed)
            except BankError:
                return None
            if other.prompt != question.exercise.prompt and worked_steps(other):
                self.matrices |= _matrices(other.prompt)
                return other
        return None

    def _proof_of(self, question: _QuizQuestion) -> _QuizQuestion:
        """Return the question that proves what another one asks; that one, where no other does or it cannot be drawn."""
        proof = self.services.prove(question.pick.question)
        if proof is None or question.is_proof:
            return question
        try:
            harder = self._drawn(Pick(proof, question.pick.seed))
        except BankError as fault:
            self.services.leave_out(fault)
            return question
        harder.is_proof = harder.is_begun = True
        return harder

    def _place(self) -> Position:
        done = len(self.done)
        return Position(done + 1, done + 1 + len(self.waiting), self.seed, tuple(q.outcome for q in self.done))

    def _settle(self, question: _QuizQuestion) -> None:
        self.done.append(question)
        self.asked = None
        if self.rules.retry and question.outcome is Outcome.WRONG and not question.pick.again:
            self.waiting.append(question.pick.fresh())

    def _back(self) -> Generator[Event, Reply | None, None]:
        """Take back the last answer of the last settled question, and let that question come next."""
        self.asked = None
        question = self.done.pop()
        again = question.pick.fresh()
        self.waiting = deque(w for w in self.waiting if (w if isinstance(w, Pick) else w.pick) != again)
        self.waiting.appendleft(question)
        yield from question.take_back()

    def _pause(self, question: _QuizQuestion) -> Generator[Event, Reply | None, _Step]:
        """Wait until the person goes on; say what comes next."""
        missed = question.missed_topic()
        while True:
            reply = yield Pause(not self.waiting, may_explain=missed is not None)
            word = None if reply is None else reply.word
            if missed is not None and word in EXPLAIN:
                yield missed
                continue
            match COMMANDS.get(word or ""):
                case Command.WHY:
                    yield from _told_why(question.exercise, at_terminal=True)
                case Command.WHEN:
                    yield Tell(ComesBack(self.services.next_due(question.exercise)))
                case Command.UNDO:
                    return _Step.BACK
                case Command.QUIT:
                    return _Step.QUIT
                case _ if word:
                    yield Tell(NotHere())
                case _:
                    return _Step.INPUT_ENDED if word is None else _Step.ON


def _told_why(exercise: Exercise, at_terminal: bool) -> Generator[Event, Reply | None, None]:
    """Tell the worked steps, of a choice that has none what is wrong with each wrong option: a screen of them at a time."""
    wrong = (f"Not {c.letter}: {c.why_wrong}" for c in exercise.choices if c.why_wrong)
    steps = worked_steps(exercise) or tuple(wrong)
    pages = [Why(steps)] if not at_terminal or not steps else list(why_pages(steps))
    for page in pages:
        yield Tell(page)
        if page is not pages[-1]:
            reply = yield Pause(last=False, more=True)
            if reply is None or reply.word:
                return


ROOM = 17
"""Rows of worked steps that a small window holds beside what stands there already."""


def why_pages(steps: Sequence[str]) -> Iterator[Why]:
    """Yield the steps in screens of about `ROOM` rows, a step whole; a screen holds one at least."""
    page: list[str] = []
    first, rows = 1, 0
    for number, step in enumerate(steps, 1):
        if page and rows + _rows(step) > ROOM:
            yield Why(tuple(page), first)
            first, page, rows = number, [], 0
        page.append(step)
        rows += _rows(step)
    yield Why(tuple(page), first)


def _rows(step: str) -> int:
    """Return about how many rows a step takes in 80 columns: its text, and the matrices that are drawn."""
    shown = step.count("$$") // 2
    return 1 + len(step) // 110 + shown + (step.count(r"\\") if shown else 0)


def _matrices(prompt: str) -> set[str]:
    """Return the matrices and vectors of a prompt, as they are written there."""
    return {rest.partition(r"\end{")[0] for rest in prompt.split(r"\begin{")[1:]}


EXPLAIN = ("e", "explain")
"""Words that open a topic, after a wrong answer."""


class _QuizQuestion(Tries):
    """One question of a quiz from its first showing to its end."""

    def __init__(self, pick: Pick, rules: Rules, services: Services, exercise: Exercise | None = None) -> None:
        super().__init__(exercise or services.pose(pick.question, pick.seed), rules.at_terminal, services)
        self.pick = pick
        self.is_proof = False
        self.is_begun = False
        """It was on the screen, or an example of it was."""
        self.matrices = _matrices(self.exercise.prompt)
        self.rules = rules
        self.taken_back: tuple[str, ...] = ()
        """The lines of a working whose answer was taken back, but for the last."""
        self.has_open_lines = False

    @property
    def outcome(self) -> Outcome | None:
        return None if self.last is None else self.last.outcome

    @property
    def is_settled(self) -> bool:
        if not self.attempts:
            return False
        verdict, is_worked = self.attempts[-1].verdict, bool(self.attempts[-1].working)
        return verdict is None or is_worked or verdict.outcome is Outcome.RIGHT or self.number > self.rules.tries

    def hold(self, place: Position, may_go_back: bool) -> Generator[Event, Reply | None, _Step]:
        """Ask until the question is settled or left; a working that was left open goes on first."""
        begun = self.taken_back or tuple(self.services.open_lines(self.exercise))
        step = (yield from self._work(Ask(self.exercise, place, self.number), begun)) if begun else None
        return step or (yield from self._ask(place, may_go_back, fresh=not begun))

    def _ask(self, place: Position, may_go_back: bool, fresh: bool) -> Generator[Event, Reply | None, _Step]:
        while True:
            ask = Ask(self.exercise, place, self.number, fresh)
            reply, fresh = (yield ask) or Reply(None), False
            self.clock(reply.seconds, reply.first_key)
            text, command = reply.typed, command_of(reply.word, self.exercise)
            if (text is None and self.at_terminal) or command is Command.QUIT:
                return _Step.INPUT_ENDED if text is None else _Step.QUIT
            if command is Command.HINT:
                yield self.hint()
            elif command is Command.WORK:
                step = yield from self._work(ask, ())
                if step is not None:
                    return step
            elif command is Command.KNOWN and self.at_terminal:
                return _Step.PROVE
            elif command is Command.UNDO and self.at_terminal:
                if self.attempts:
                    yield from self.take_back()
                elif may_go_back:
                    return _Step.BACK
                else:
                    yield Tell(Undone(None))
            elif self.at_terminal and (command in (Command.PAUSE, Command.WHEN) or (text == "" and self.last is None)):
                yield Tell(Nudge())
            elif not text or command in PASSING:
                yield from self._pass_by(command, is_empty=text == "")
                return _Step.ON
            elif (yield from self._try(text)):
                return _Step.ON

    def remember(self, earlier: PastAttempt) -> None:
        """Add an attempt that was made before the quiz was broken off."""
        self.hints, self.seconds = earlier.hints, earlier.seconds
        working = self.services.working(self.exercise) if earlier.lines else None
        if working is not None:
            kept = tuple(KeptLine(working.write(text)) for text in earlier.lines)
            self.record(earlier.text or "", None if earlier.text is None else working.verdict(), working=kept)
            return
        verdict = None if earlier.text is None else self.services.judge(self.exercise, earlier.text)
        self.record(earlier.text or "", verdict)

    def _work(self, ask: Ask, begun: Sequence[str]) -> Generator[Event, Reply | None, _Step | None]:
        """Have the working written, after the lines that were `begun`; None where the question is asked again."""
        working = self.services.working(self.exercise)
        if working is None:
            yield Tell(WorkingSaid(WorkingWord.NOT_HERE))
            return None
        held = OpenWorking(self, ask, working)
        left = yield from held.hold(begun)
        self.taken_back = ()
        if left is HowLeft.CLOSED:
            return None
        if left is HowLeft.QUIT or (left is HowLeft.INPUT_ENDED and self.at_terminal):
            self.has_open_lines = bool(working.lines)
            return _Step.QUIT if left is HowLeft.QUIT else _Step.INPUT_ENDED
        verdict = held.verdict()
        if left is HowLeft.PASSED or verdict.outcome is Outcome.UNREADABLE:
            yield from self._pass_by(held.passed, is_empty=False, working=held.kept())
        else:
            number = self.number
            yield self.record(verdict.read_as, verdict, working=held.kept())
            yield self._judged(verdict.read_as, verdict, number, settled=True)
        return _Step.ON

    def take_back(self) -> Generator[Event, Reply | None, None]:
        """Void the last attempt; of its working the last line is taken back, and the others stay."""
        self.taken_back = tuple(kept.line.text for kept in self.attempts[-1].working if not kept.undone)[:-1]
        yield from super().take_back()
        if self.taken_back:
            yield KeepLines(self.exercise, self.taken_back)

    def _try(self, text: str) -> Generator[Event, Reply | None, bool]:
        """Judge a text; True where that settles the question."""
        verdict, number = self.services.judge(self.exercise, text), self.number
        is_free = self.is_free(verdict)
        if meant := self.command_meant(text, verdict):
            yield Tell(Nudge(meant))
            return False
        if not (is_free and verdict.outcome is Outcome.UNREADABLE):
            yield self.record(text, verdict)
        settled = verdict.outcome is Outcome.RIGHT or (not is_free and number >= self.rules.tries)
        yield self._judged(text, verdict, number, settled)
        return settled

    def _judged(self, text: str, verdict: Verdict, number: int, settled: bool) -> Tell:
        return Tell(
            Judged(
                self.exercise,
                text,
                verdict,
                number,
                self.seconds,
                settled,
                costs_a_try=not self.is_free(verdict),
                next_due=self.services.next_due(self.exercise) if settled else None,
                may_report=settled and self.at_terminal and verdict.outcome is Outcome.WRONG,
                topic=self._topic() if settled else None,
            )
        )

    def _pass_by(
        self, command: Command | None, is_empty: bool, working: tuple[KeptLine, ...] = ()
    ) -> Generator[Event, Reply | None, None]:
        """Leave the question: `why`, `idk` and Enter after a try look at the solution; `skip` and the end of input do not."""
        looks = command in (Command.WHY, Command.GIVE_UP) or (is_empty and self.last is not None)
        yield self.record("", None, saw_solution=looks, working=working)
        next_due = self.services.next_due(self.exercise)
        gave_up = command is Command.GIVE_UP
        yield Tell(Skipped(self.exercise, self.last, self.seconds, next_due, self._topic(), gave_up))
        if command is Command.WHY:
            yield from _told_why(self.exercise, self.at_terminal)

    def missed_topic(self) -> OpenTopic | None:
        """Return the topic that explains what went wrong, with the slip that was made; None where nothing did."""
        topic = self._topic()
        if topic is None or self.last is None:
            return None
        return OpenTopic(topic, self.exercise, self.last.slip)

    def _topic(self) -> str | None:
        """Return the topic that explains what went wrong."""
        return self.services.explains(self.exercise) if self.outcome is Outcome.WRONG else None


class _PartsQuestion(_QuizQuestion):
    """A question in parts: each part is asked until it is settled, and the whole is one showing with one attempt.

    After each part the attempt so far is kept before its feedback, in the place of the one before it. Until the last part is
    settled it has no verdict, and a quiz that is broken off there goes on at the part that it had come to.
    """

    def __init__(self, pick: Pick, rules: Rules, services: Services, exercise: Exercise) -> None:
        super().__init__(pick, rules, services, exercise)
        self.of_parts: list[_QuizQuestion] = []
        self.was_whole = False
        """All of it was answered before the quiz was broken off."""

    @property
    def is_settled(self) -> bool:
        return bool(self.attempts) and (len(self.of_parts) == len(self.exercise.parts) or self.was_whole)

    def remember(self, earlier: PastAttempt) -> None:
        """Add an attempt from before the quiz was broken off; a part that was not settled is asked again."""
        if earlier.text is not None:
            super().remember(earlier)
            self.was_whole = True
        elif earlier.so_far:
            hints, seconds = earlier.hints, earlier.seconds
            for text in parts.texts_of(earlier.so_far, len(self.exercise.parts)):
                part = self._next_part()
                part.remember(PastAttempt(text or None, hints, seconds))
                self.of_parts.append(part)
                hints, seconds = 0, 0.0
            self._attempt([part.attempts[-1] for part in self.of_parts], None)
            if not self.of_parts[-1].is_settled and earlier.attempt < self.rules.tries:
                self.of_parts.pop()

    def hold(self, place: Position, may_go_back: bool) -> Generator[Event, Reply | None, _Step]:
        if len(self.of_parts) == len(self.exercise.parts):
            self.of_parts.pop()
        while len(self.of_parts) < len(self.exercise.parts):
            part = self._next_part()
            self.of_parts.append(part)
            step = yield from self._relayed(part.hold(place, may_go_back or len(self.of_parts) > 1))
            if step is _Step.BACK and len(self.of_parts) > 1:
                self.of_parts.pop()
                before = self.of_parts.pop()
                yield from self._relayed(before.take_back())
            elif step is not _Step.ON:
                self.of_parts.pop()
                return step
        return _Step.ON

    def take_back(self) -> Generator[Event, Reply | None, None]:
        """Take back the last part that was answered."""
        if self.of_parts:
            yield from self._relayed(self.of_parts[-1].take_back())
        else:
            yield from super().take_back()

    def _next_part(self) -> _QuizQuestion:
        number = len(self.of_parts)
        part = self.exercise.parts[number]
        is_last = number + 1 == len(self.exercise.parts)
        own = self._own()

        def judged(_: Exercise, text: str) -> Verdict:
            return parts.verdict_on_part(part, text, own, self.services.judge).verdict

        due = self.services.next_due if is_last else _no_day
        services = replace(self.services, judge=judged, next_due=due)
        note = parts.not_carried(part, own)
        asked = replace(part.exercise, prompt=f"{part.exercise.prompt}\n\n{note}") if note else part.exercise
        return _QuizQuestion(self.pick, self.rules, services, asked)

    def _own(self) -> dict[str, object]:
        """Return the answers to earlier parts that later ones may take in the place of the true ones."""
        own: dict[str, object] = {}
        for part, asked in zip(self.exercise.parts, self.of_parts, strict=False):
            text = next((a.text for a in reversed(asked.attempts) if a.verdict is not None), "")
            came = parts.verdict_on_part(part, text, own, self.services.judge).own if text else None
            if came is not None:
                own[part.name] = came
        return own

    def _relayed(
        self, conversation: Generator[Event, Reply | None, _Relayed]
    ) -> Generator[Event, Reply | None, _Relayed]:
        """Hold the conversation of one part; what it keeps or voids becomes an attempt at the whole."""
        reply: Reply | None = None
        while True:
            try:
                event = conversation.send(reply)
            except StopIteration as ended:
                return ended.value  # type: ignore[no-any-return]
            reply = None
            if isinstance(event, Record | VoidLast):
                yield from self._kept()
            else:
                reply = yield event

    def _kept(self) -> Generator[Event, Reply | None, None]:
        """Keep what was answered so far as one attempt at the whole, and void the one before it."""
        if self.attempts:
            self.attempts.pop()
            yield VoidLast()
        tried = [part for part in self.of_parts if part.attempts]
        if not tried:
            return
        self.seconds, self.hints = sum(p.seconds for p in tried), sum(p.hints for p in tried)
        self.first_key = tried[0].first_key
        last = [part.attempts[-1] for part in tried]
        is_whole = len(tried) == len(self.exercise.parts) and tried[-1].is_settled
        verdicts = [a.verdict or _LEFT_OUT for a in last]
        was_answered = any(a.verdict is not None for a in last)
        verdict = parts.verdict_on_whole(self.exercise, verdicts) if is_whole and was_answered else None
        yield self._attempt(last, verdict)

    def _attempt(self, last: Sequence[Attempt], verdict: Verdict | None) -> Record:
        text = parts.as_text([a.text for a in last])
        number, saw = max(a.attempt for a in last), any(a.saw_solution for a in last)
        attempt = Attempt(self.exercise, text, verdict, number, self.hints, self.seconds, self.first_key, saw)
        self.attempts.append(attempt)
        return Record(attempt)


_Relayed = TypeVar("_Relayed")
_LEFT_OUT = Verdict(Outcome.WRONG, 0.0, "", (), None, "It was left out.", "")


def _no_day(_: Exercise) -> None:
    """Before the last part nothing is said of when the question comes back."""


def _question_of(pick: Pick, rules: Rules, services: Services) -> _QuizQuestion:
    exercise = services.pose(pick.question, pick.seed)
    asked = _PartsQuestion if exercise.parts else _QuizQuestion
    return asked(pick, rules, services, exercise)
