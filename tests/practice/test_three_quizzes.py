"""Three quizzes of ten on one evening, all of it right: no question, no words and no matrix twice, and many objectives."""

from __future__ import annotations

import re
from pathlib import Path

from decompdrill.commands import load_quietly
from decompdrill.commands.coach import Coach, standing_of
from decompdrill.commands.drill import services
from decompdrill.exercises.showing import show_answer
from decompdrill.history.attempts import Mode
from decompdrill.history.store import Store
from decompdrill.model import Exercise
from decompdrill.practice.conversation import Ask, Pause, Record, Reply
from decompdrill.practice.quiz import Rules, quiz_conversation
from decompdrill.practice.recorder import HistoryRecorder, Session
from tests.practice.test_practice import Days, opened


def right(exercise: Exercise) -> str:
    letters = (choice.letter for choice in exercise.choices if choice.why_wrong is None)
    return next(letters, "") or show_answer(exercise.kind, exercise.answer)


def quiz_all_right(store: Store, days: Days, seed: int) -> list[Exercise]:
    """Hold a quiz of ten and return what was asked."""
    clocks = days.clocks()
    banks = load_quietly(())
    questions = tuple(banks.questions.values())
    coach = Coach(questions, standing_of(store, banks, clocks), seed, clocks)
    recorder = HistoryRecorder(store, Session(f"s{seed}", Mode.QUIZ, {q.id: q for q in questions}), clocks)
    rules = Rules(2, at_terminal=True)
    held = quiz_conversation(coach.plan(10), rules, seed, services(), next_pick=coach.next_pick)
    asked: list[Exercise] = []
    event = next(held)
    while True:
        reply = None
        if isinstance(event, Ask):
            if event.exercise.part is None or event.exercise.part[0] == 1:
                asked.append(event.exercise)
            reply = Reply(right(event.exercise), 20.0)
        elif isinstance(event, Pause):
            reply = Reply("")
        elif isinstance(event, Record):
            recorder.keep(event.attempt)
        try:
            event = held.send(reply)
        except StopIteration:
            recorder.finish()
            return asked


def matrices(exercise: Exercise) -> list[str]:
    return re.findall(r"\\begin\{\w+\}(.*?)\\end", exercise.prompt, re.DOTALL)


def test_nothing_is_asked_twice_and_the_first_quiz_has_eight_objectives(home: Path) -> None:
    days, store = Days(), opened(home)
    quizzes = [quiz_all_right(store, days, seed) for seed in (1, 2, 3)]
    store.close()
    every = [exercise for quiz in quizzes for exercise in quiz]
    assert len({exercise.question for exercise in every}) == len(every) == 30
    assert len({exercise.objective for exercise in quizzes[0]}) >= 8
    prompts = load_quietly(()).questions
    for quiz in quizzes:
        assert len({prompts[exercise.question].prompt for exercise in quiz}) == 10
        shown = [matrix for exercise in quiz for matrix in set(matrices(exercise))]
        assert len(set(shown)) == len(shown)
