"""`read`: how typed answers are read, as JSON."""

from __future__ import annotations

from decompdrill import answers
from decompdrill.bank.tree import suggest
from decompdrill.commands import byte_lines, opened_input, records
from decompdrill.commands.records import Fields, JsonRecord
from decompdrill.errors import ExitCode, RecordError, UsageError
from decompdrill.frontends.jsonl import RawJson, write_record
from decompdrill.io.output import stdout
from decompdrill.model import READ_FORMS, Form, Unreadable
from decompdrill.names import known_as

FORMS = [form.value for form in READ_FORMS]


def read_text(form: str, text: str) -> ExitCode:
    """Write how one text is read as an answer of the form; 1 where it cannot be."""
    form = known_as(form, FORMS)
    if form not in FORMS:
        raise UsageError(f"no form is called {form[:80]!r}{suggest(form, FORMS)} (there are: {', '.join(FORMS)})")
    fields = _read(Form(form), text)
    write_record(stdout(), fields)
    return ExitCode.NOT_RIGHT if "unreadable" in fields else ExitCode.DONE


def read_stream() -> ExitCode:
    """Read every record of stdin in order; 65 at the end where some line was none."""
    with opened_input("-") as source:
        lines = ((number, raw) for number, raw in enumerate(byte_lines(source), 1) if raw.strip())
        return records.send((records.reply(raw, number, _answer) for number, raw in lines), stdout())


def _answer(record: JsonRecord) -> Fields:
    form, text = known_as(records.text_field(record, "form"), FORMS), records.text_field(record, "answer")
    if form not in FORMS:
        raise RecordError(f"no form is called {form[:80]!r}{suggest(form, FORMS)}")
    return _read(Form(form), text)


def _read(form: Form, text: str) -> Fields:
    typed = answers.read(form, text)
    if isinstance(typed, Unreadable):
        return {"unreadable": answers.unreadable_to_json(typed)}
    return {"value": RawJson(answers.to_json_text(typed))}
