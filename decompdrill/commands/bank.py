"""`bank`: what the banks hold, whether they are sound, and what one question looks like."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from decompdrill import answers, pick
from decompdrill.bank.schema import Question
from decompdrill.commands import open_banks
from decompdrill.commands.screen import screen
from decompdrill.errors import ExitCode
from decompdrill.frontends import words
from decompdrill.frontends.jsonl import write
from decompdrill.frontends.look import Line, Look, Role, line
from decompdrill.mathtext import Style, inline
from decompdrill.model import Exercise, Form


def list_questions(topics: Sequence[str], banks: Sequence[Path], as_json: bool) -> ExitCode:
    """List the questions of the topics, one a line."""
    questions = pick.choose(tuple(open_banks(banks).questions.values()), topics, None)
    if as_json:
        for q in questions:
            write(
                sys.stdout,
                {
                    "id": q.id,
                    "bank": q.bank,
                    "topic": q.topic,
                    "objective": q.objective,
                    "kind": q.kind,
                    "form": _form(q).value,
                    "level": q.level,
                    "title": q.title,
                },
            )
        return ExitCode.DONE
    show, look = screen(plain=False)
    width = max(len(q.id) for q in questions)
    show([line(f"{q.id:<{width}}  {q.level}  {inline(q.title, look.style)}") for q in questions])
    return ExitCode.DONE


def list_objectives(banks: Sequence[Path], as_json: bool) -> ExitCode:
    """List the objectives in teaching order, one a line."""
    objectives = tuple(open_banks(banks).objectives.values())
    if as_json:
        for o in objectives:
            write(sys.stdout, {"id": o.id, "title": o.title, "row": ", ".join(o.rows), "requires": list(o.requires)})
        return ExitCode.DONE
    show, look = screen(plain=False)
    width = max((len(o.id) for o in objectives), default=0)
    show([line(f"{o.id:<{width}}  {inline(o.title, look.style)}") for o in objectives])
    return ExitCode.DONE


def check(banks: Sequence[Path], seeds: int, as_json: bool) -> ExitCode:
    """Audit every question over its first seeds; 1 where there are faults."""
    from decompdrill.bank.audit import audit

    found = False
    for question in open_banks(banks).questions.values():
        report = audit(question, seeds)
        found = found or bool(report.faults)
        if as_json:
            write(
                sys.stdout,
                {
                    "question": question.id,
                    "seeds": seeds,
                    "variants": report.variants,
                    "faults": list(report.faults),
                    "guessability": report.guessability,
                },
            )
        else:
            sys.stdout.write("".join(f"{row}\n" for row in _audit_rows(question.id, report.variants, report.faults)))
            sys.stdout.flush()
    return ExitCode.NOT_RIGHT if found else ExitCode.DONE


def show_question(question_id: str, seed: int, banks: Sequence[Path], plain: bool) -> ExitCode:
    """Show one question as it is drawn from the seed, with its hints, answer, slips and steps."""
    from decompdrill.pose import pose

    exercise = pose(open_banks(banks).question(question_id), seed)
    show, look = screen(plain)
    show(list(_preview(exercise, look)))
    return ExitCode.DONE


def schema() -> ExitCode:
    """Write the JSON Schema of a bank file."""
    from decompdrill.bank.schema import json_schema
    from decompdrill.pose import known

    sys.stdout.write(json.dumps(json_schema(known()), indent=2) + "\n")
    return ExitCode.DONE


def _form(question: Question) -> Form:
    from decompdrill.methods import KINDS

    match question.kind:
        case "choice" | "code":
            return Form(question.kind)
        case "computed":
            assert question.form is not None, "the schema asks for the form of what is computed"
            return question.form
        case kind:
            return KINDS[kind].form


def _audit_rows(question_id: str, variants: int, faults: Sequence[str]) -> Iterator[str]:
    yield f"{question_id}: {len(faults)} faults" if faults else f"{question_id}: sound, {variants} variants"
    for fault in faults:
        yield f"  {fault}"


def _preview(exercise: Exercise, look: Look) -> Iterator[Line]:
    yield line(f"{exercise.question}  {exercise.title}  (level {exercise.level}, {exercise.kind})", Role.HEAD)
    yield line(f"token {exercise.token}", Role.DIM)
    yield line()
    yield from words.problem(exercise, look)
    yield line()
    yield from words.expected(exercise, None, look)
    for number, hint in enumerate(exercise.hints, 1):
        yield from words.paragraph(f"Hint {number}: {inline(hint, look.style)}", look)
    for slip in exercise.slips:
        shown = answers.show(slip.answer, ascii=look.style is Style.ASCII)
        yield from words.paragraph(f"Slip {slip.slip}: {shown}. {inline(slip.said, look.style)}", look)
    if exercise.steps:
        yield from [line(), *words.steps(exercise.steps, look)]
