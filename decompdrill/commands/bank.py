"""`bank`: what the banks hold, whether they are sound, and what one question looks like."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from decompdrill.bank.question import Question
from decompdrill.bank.tree import Steps, Tree, follow
from decompdrill.commands import load_quietly, open_banks
from decompdrill.commands.screen import screen
from decompdrill.errors import BankError, ExitCode
from decompdrill.frontends.display import Display, Line, Role, line
from decompdrill.frontends.jsonl import Json, write_record
from decompdrill.frontends.progress import WorkCount, counted_work
from decompdrill.io.output import stdout, visible_row
from decompdrill.kinds.signatures import SIGNATURES, Signature
from decompdrill.mathtext import render_line, standard, width
from decompdrill.model import Exercise, Form, Objective
from decompdrill.practice.select import select_questions

if TYPE_CHECKING:
    from decompdrill.bank.index import Listed
    from decompdrill.bank.load import Banks
    from decompdrill.exercises.audit import Report

BROADEST_NAME = 32
"""Columns; a longer name moves what stands behind it."""

NARROWEST_TEXT = 30
"""Columns; where less is left beside the names, each text stands below its name."""


def list_questions(topics: Sequence[str], banks: Sequence[Path], as_json: bool) -> ExitCode:
    """List the questions of the topics, one a line."""
    questions = select_questions(open_banks(banks).listed, topics, None)
    if as_json:
        for q in questions:
            write_record(
                stdout(),
                {
                    "id": q.id,
                    "bank": q.bank,
                    "topic": q.bank,
                    "objective": q.objective,
                    "kind": q.kind,
                    "form": _form(q).value,
                    "level": q.level,
                    "title": standard(q.title),
                },
            )
        return ExitCode.DONE
    show, display = screen(plain=False)
    show(
        _table(
            ((q.id, f"{q.level}  {render_line(q.title, display.style)}") for q in questions), display, _limit(display)
        )
    )
    return ExitCode.DONE


def list_objectives(banks: Sequence[Path], as_json: bool) -> ExitCode:
    """List the objectives in teaching order, one a line."""
    objectives = tuple(open_banks(banks).objectives.values())
    if as_json:
        for o in objectives:
            write_record(
                stdout(),
                {"id": o.id, "title": standard(o.title), "row": ", ".join(o.rows), "requires": list(o.requires)},
            )
        return ExitCode.DONE
    show, display = screen(plain=False)
    show(_table(((o.id, render_line(o.title, display.style)) for o in objectives), display, _limit(display)))
    return ExitCode.DONE


def list_kinds(as_json: bool) -> ExitCode:
    """List the kinds of problem that `check` and `solve` take, one a line, with what each is given."""
    if as_json:
        for s in SIGNATURES.values():
            fields: list[Json] = [
                {"name": f.name, "type": f.type.name.lower(), "required": f.required} for f in s.fields
            ]
            write_record(
                stdout(),
                {
                    "kind": s.name,
                    "form": s.form.value,
                    "asks": standard(s.asks),
                    "given": fields,
                    "parts": list(s.parts),
                },
            )
        return ExitCode.DONE
    show, display = screen(plain=False)
    rows = ((s.name, render_line(_given_of_kind(s), display.style)) for s in SIGNATURES.values())
    show(_table(rows, display, _limit(display)))
    return ExitCode.DONE


def list_slips(banks: Sequence[Path], as_json: bool) -> ExitCode:
    """List the slips by their ids, one a line, with the kinds and the questions that know them."""
    found = slip_table(open_banks(banks))
    if as_json:
        for slip, (kinds, questions) in found.items():
            write_record(stdout(), {"slip": slip, "kinds": kinds, "questions": questions})
        return ExitCode.DONE
    show, display = screen(plain=False)
    rows = ((slip, ", ".join([*kinds, *questions])) for slip, (kinds, questions) in found.items())
    show(_table(rows, display, _limit(display)))
    return ExitCode.DONE


def names_of_banks(paths: Sequence[Path]) -> dict[str, tuple[str, ...]]:
    """Return the names by which questions can be asked for: all of them, and those of single questions."""
    banks = load_quietly(paths)
    return {"topics": (*banks.ids, *banks.objectives, *banks.questions), "questions": tuple(banks.questions)}


def slip_table(banks: Banks) -> dict[str, tuple[list[str], list[str]]]:
    """Return each slip, in alphabetical order, with the kinds and the questions that know it."""
    from decompdrill.kinds import KINDS

    found: dict[str, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for kind in KINDS.values():
        for slip in dict.fromkeys(slip.id for slip in kind.slips):
            found[slip][0].append(kind.name)
    for question in banks.questions.values():
        for slip in question.slip_ids:
            found[slip][1].append(question.id)
    return dict(sorted(found.items()))


def _given_of_kind(signature: Signature) -> str:
    """Return the names of what a kind is given; what may be left out, or stands for another, is in brackets."""
    return " ".join(f.name if f.required else f"[{f.name}]" for f in signature.fields)


def check(banks: Sequence[Path], seeds: int, as_json: bool) -> ExitCode:
    """Audit every question over its first seeds; 1 where there are faults."""
    try:
        opened = load_quietly(banks)
    except BankError as error:
        if not error.problems:
            raise
        return _unsound(error, as_json)
    for left_out in opened.left_out:
        _unsound(left_out, as_json)
    questions = tuple(opened.questions.values())
    faulty = len(opened.left_out)
    with counted_work("questions", len(questions), beside_output=True) as count:
        for report in _audited(questions, seeds, opened.objectives, count):
            faulty += bool(report.faults)
            count.clear()
            if as_json:
                write_record(stdout(), _report_fields(report))
            else:
                stdout().write("".join(f"{row}\n" for row in _report_rows(report)))
                stdout().flush()
            count.step()
    if not as_json:
        verdict = f"{faulty} with faults" if faulty else "all sound"
        stdout().write(f"{len(questions)} question{'s' * (len(questions) != 1)}, {seeds} seeds each: {verdict}\n")
    return ExitCode.NOT_RIGHT if faulty else ExitCode.DONE


def _unsound(error: BankError, as_json: bool) -> ExitCode:
    """Report banks that could be opened but hold no sound questions to draw."""
    found = [str(problem) for problem in error.problems] or [str(error)]
    faults = found if as_json else [visible_row(fault) for fault in found]
    if as_json:
        write_record(
            stdout(),
            {"question": None, "seeds": 0, "variants": 0, "faults": faults, "guessability": None, "acceptance": None},
        )
    else:
        count = f"{len(faults)} fault{'s' * (len(faults) != 1)}"
        stdout().write("".join(f"{fault}\n" for fault in faults) + f"{count}; no question was drawn\n")
    return ExitCode.NOT_RIGHT


def _audited(
    questions: Sequence[Question], seeds: int, objectives: Mapping[str, Objective], count: WorkCount
) -> Iterator[Report]:
    """Yield the report of each question; at a terminal stderr says which one it is at."""
    from decompdrill.exercises.audit import audit
    from decompdrill.exercises.teaching_order import order_faults

    beside = order_faults(questions, objectives)
    lines = _Lines()
    for question in questions:
        count.show(question.id)
        yield audit(question, seeds, lines.finder(question), beside[question.id])


class _Lines:
    """Where the parts of questions stand: each file is read again, once, when the first fault in it is told."""

    def __init__(self) -> None:
        self._trees: dict[str, Tree | None] = {}

    def finder(self, question: Question) -> Callable[[Steps], int]:
        path, line = question.location

        def line_of(where: Steps) -> int:
            from decompdrill.bank.load import read_tree

            if path not in self._trees:
                self._trees[path], _ = read_tree(Path(path))
            tree = self._trees[path]
            listed = follow(tree.root, ("questions",)) if tree else None
            if tree is None or not isinstance(listed, list):
                return line
            ids = [item.get("id") for item in listed if isinstance(item, dict)]
            if question.id not in ids or not where:
                return line
            return tree.line_of(("questions", ids.index(question.id), *where))

        return line_of


def show_question(question_id: str, seed: int, banks: Sequence[Path], plain: bool) -> ExitCode:
    """Show one question as it is drawn from the seed, with its hints, answer, slips and steps."""
    from decompdrill.working.variants import pose_any

    exercise = pose_any(open_banks(banks).question(question_id), seed)
    show, display = screen(plain)
    show(list(_preview(exercise, display)))
    return ExitCode.DONE


def schema() -> ExitCode:
    """Write the JSON Schema of a bank file."""
    from decompdrill.bank.schema import json_schema
    from decompdrill.exercises.known import known_names

    stdout().write(json.dumps(json_schema(known_names()), indent=2) + "\n")
    return ExitCode.DONE


def _form(question: Listed) -> Form:
    match question.kind:
        case "choice" | "code" | "parts":
            return Form(question.kind)
        case "computed" | "construct":
            assert question.form is not None, "the schema asks for the form of what the bank computes"
            return Form(question.form)
        case kind:
            return SIGNATURES[kind].form


def _report_fields(report: Report) -> dict[str, Json]:
    return {
        "question": report.question,
        "seeds": report.seeds,
        "variants": report.variants,
        "faults": list(report.faults),
        "guessability": report.guessability,
        "acceptance": report.acceptance,
        "places": dict(report.places),
    }


def _report_rows(report: Report) -> Iterator[str]:
    if not report.faults:
        guessed = "" if report.guessability is None else f", most common answer {report.guessability:.0%}"
        asked = "" if report.acceptance == 1 else f", {report.acceptance:.0%} of draws asked"
        yield f"{report.question}: sound, {report.variants} variants{guessed}{asked}"
        return
    yield f"{report.question}: {len(report.faults)} fault{'s' * (len(report.faults) != 1)}"
    for fault in report.faults:
        yield f"  {fault}"


def _table(rows: Iterable[tuple[str, str]], display: Display, limit: int | None) -> list[Line]:
    """Return names and what they stand for in columns: within the limit, at a terminal, else one a line."""
    listed = list(rows)
    names = max((len(name) for name, _ in listed if len(name) <= BROADEST_NAME), default=0)
    if limit is None:
        return [line(f"{name:<{names}}  {text}") for name, text in listed]
    from decompdrill.frontends import quiz_screen

    lines: list[Line] = []
    for name, text in listed:
        head = f"{name:<{names}}  "
        if width(head + text) <= limit:
            lines.append(line(head + text))
        elif limit < len(head) + NARROWEST_TEXT:
            lines += [line(name), *quiz_screen.paragraph(text, display)]
        else:
            rows_ = [row.text.strip() for row in quiz_screen.paragraph(text, display, indent=len(head))]
            lines += [line(f"{' ' * len(head) if at else head}{row}") for at, row in enumerate(rows_)]
    return lines


def _limit(display: Display) -> int | None:
    """Return the width of the terminal; None where there is none, so that what is piped stays one a line."""
    return display.width if stdout().isatty() else None


def _preview(exercise: Exercise, display: Display) -> Iterator[Line]:
    from decompdrill.frontends import quiz_screen

    kind = f"{exercise.question}, level {exercise.level}, {exercise.kind}, token {exercise.token}"
    yield from quiz_screen.paragraph(render_line(exercise.title, display.style), display, Role.HEAD)
    yield from quiz_screen.paragraph(kind, display, Role.DIM)
    yield line()
    yield from quiz_screen.problem(exercise, display)
    from decompdrill.exercises.showing import show_answer

    yield line()
    yield from quiz_screen.expected(exercise, None, display)
    yield from [
        line(),
        *quiz_screen.paragraph("Hints", display, Role.HEAD),
        *quiz_screen.step_lines(exercise.hints, display),
    ]
    if exercise.slips:
        yield from [line(), *quiz_screen.paragraph("Slips", display, Role.HEAD)]
    for slip in exercise.slips:
        typed = slip.answer.word or quiz_screen.as_typed(show_answer(exercise.kind, slip.answer), display)
        yield from quiz_screen.paragraph(f"{slip.slip}: {typed}", display, hang=2)
        yield from quiz_screen.paragraph(render_line(slip.said, display.style), display, indent=4)
    from decompdrill.kinds.worked import worked_steps

    if steps := worked_steps(exercise):
        yield from [
            line(),
            *quiz_screen.paragraph("Steps", display, Role.HEAD),
            *quiz_screen.step_lines(steps, display),
        ]
