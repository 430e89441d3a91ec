"""The command line as scripts meet it: streams, exit codes, arguments; and what a run may import."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from decompdrill import __version__, cli
from decompdrill.commands import quiz, records, workers
from decompdrill.commands.grade import WAYS
from decompdrill.errors import BankError, ExitCode, RecordError, UsageError, versions
from decompdrill.frontends.jsonl import json_text
from decompdrill.kinds.signatures import SIGNATURES
from decompdrill.model import BankFault
from decompdrill.practice import select
from tests.readme import all_commands

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Done:
    """What a run left behind."""

    returncode: int
    stdout: bytes
    stderr: bytes


def decompdrill(*arguments: str, stdin: bytes = b"", encoding: str = "utf-8") -> Done:
    """Run the command line in this process, with streams of its own."""
    out, err = io.BytesIO(), io.BytesIO()
    streams = {
        "stdin": io.TextIOWrapper(io.BytesIO(stdin), encoding),
        "stdout": io.TextIOWrapper(out, encoding),
        "stderr": io.TextIOWrapper(err, encoding),
    }
    with pytest.MonkeyPatch.context() as patch:
        for name, stream in streams.items():
            patch.setattr(sys, name, stream)
        code = cli.run(arguments)
        streams["stderr"].flush()
        return Done(code, out.getvalue(), err.getvalue())


def shell(command: str) -> subprocess.CompletedProcess[bytes]:
    """Run a shell command in which `decompdrill` is the program."""
    line = command.replace("decompdrill", f'"{sys.executable}" -m decompdrill', 1)
    return subprocess.run(line, shell=True, cwd=ROOT, capture_output=True, timeout=60, check=False)


@pytest.mark.skipif(sys.platform == "win32", reason="the command line is Unicode there")
def test_what_an_ascii_locale_cannot_decode_is_told_with_what_to_do() -> None:
    done = shell("LC_ALL=C PYTHONUTF8=0 PYTHONCOERCECLOCALE=0 decompdrill check rank -g 'A=√2 1' 1")
    assert (done.returncode, done.stdout) == (65, b"")
    assert done.stderr.decode() == (
        "decompdrill: A: the character U+221A came as bytes, which this locale cannot decode: "
        "write it in ASCII, as in sqrt(2) or lambda^2, or set PYTHONUTF8=1\n"
    )


def test_the_guard_keeps_tests_out_of_the_real_home(home: Path) -> None:
    assert os.environ["DECOMPDRILL_HOME"] == str(home)
    assert Path.home() == home


@pytest.mark.parametrize("arguments", [("--version",), ("--version", "quiz")])
def test_the_version_is_on_stdout(arguments: tuple[str, ...]) -> None:
    done = decompdrill(*arguments)
    assert (done.returncode, done.stdout.decode(), done.stderr) == (0, f"decompdrill {__version__}\n", b"")


def test_bare_says_where_to_begin() -> None:
    done = decompdrill()
    assert done.returncode == 0
    assert "decompdrill quiz" in done.stdout.decode()
    assert done.stderr == b""


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("qiuz",), "No such command 'qiuz'. Did you mean 'quiz'?"),
        (("quiz", "--sed", "3"), "No such option: --sed"),
        (("quiz", "-n", "0"), "Invalid value for '--count' / '-n': 0 is not in the range 1<=x<=10000."),
        (("quiz", "--seed", "x"), "Invalid value for '--seed': 'x' is not a valid int range."),
        (("check", "trace"), "Missing argument 'ANSWER'."),
        (("read", "number"), "Invalid value for TEXT: FORM needs a TEXT to read"),
    ],
)
def test_a_wrong_command_line_is_exit_2_on_stderr(arguments: tuple[str, ...], message: str) -> None:
    done = decompdrill(*arguments)
    assert done.returncode == 2
    assert done.stdout == b""
    assert message in done.stderr.decode()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("quiz", "--level", "high"), "--level takes a level or a range, such as 2 or 2-3, and not 'high'"),
        (
            ("quiz", "--pass-mark", "120%"),
            "--pass-mark takes a fraction or a percentage, such as 0.8 or 80%, and not '120%'",
        ),
        (("check", "eigenvals", "4"), "no kind of problem is called 'eigenvals'; did you mean 'eigenvalues'?"),
        (("read", "nubmer", "1"), "no form is called 'nubmer'; did you mean 'number'?"),
    ],
)
def test_a_name_that_is_not_there_is_exit_2_in_one_line(arguments: tuple[str, ...], message: str) -> None:
    done = decompdrill(*arguments)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode().startswith(f"decompdrill: {message}")
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("short", ["-h", "--help"])
def test_help_is_on_stdout_for_every_command(short: str) -> None:
    for command in ((), ("bank",), *(words for words, _ in all_commands())):
        done = decompdrill(*command, short)
        assert (done.returncode, done.stderr) == (0, b"")
        assert done.stdout.startswith(b"Usage: decompdrill")


# ---- arguments -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "arranged"),
    [
        (["check", "trace", "-g", "A=-5", "-5"], ["check", "-g", "A=-5", "--", "trace", "-5"]),
        (["check", "trace", "-5", "-g", "A=-5"], ["check", "-g", "A=-5", "--", "trace", "-5"]),
        (["check", "trace", "-gA=-5", "--json", "-√5"], ["check", "-gA=-5", "--json", "--", "trace", "-√5"]),
        (["check", "trace", "--given=A=-5", "-(1+i)"], ["check", "--given=A=-5", "--", "trace", "-(1+i)"]),
        (["check", "trace", "-g", "-A", "-sqrt(2)"], ["check", "-g", "-A", "--", "trace", "-sqrt(2)"]),
        (["check", "trace", "-g"], ["check", "-g", "--", "trace"]),
        (["check", "-h"], ["check", "-h"]),
        (["check", "trace", "--jsn", "5"], ["check", "--jsn", "--", "trace", "5"]),
        (["check", "trace", "--", "-h"], ["check", "trace", "--", "-h"]),
        (["read", "number", "-3"], ["read", "--", "number", "-3"]),
        (["read", "number", "--3"], ["read", "--", "number", "--3"]),
        (["read", "number", "-i"], ["read", "--", "number", "-i"]),
        (["read", "polynomial", "-λ^2 + 1"], ["read", "--", "polynomial", "-λ^2 + 1"]),
        (["read"], ["read"]),
        (["quiz", "-n", "3"], ["quiz", "-n", "3"]),
        ([], []),
    ],
)
def test_an_answer_may_begin_with_a_minus_sign(given: list[str], arranged: list[str]) -> None:
    assert cli.with_negative_answers(given) == arranged


@pytest.mark.parametrize(("text", "levels"), [(None, None), ("2", (2, 2)), ("2-3", (2, 3)), (" 1 - 4 ", (1, 4))])
def test_levels_are_read(text: str | None, levels: tuple[int, int] | None) -> None:
    assert select.parse_levels(text) == levels


@pytest.mark.parametrize("text", ["", "-", "2-", "-2", "a", "1-2-3", "2.5"])
def test_levels_that_are_none_are_refused(text: str) -> None:
    with pytest.raises(UsageError):
        select.parse_levels(text)


@pytest.mark.parametrize(
    ("text", "mark"), [(None, None), ("0.8", 0.8), ("80%", 0.8), ("80", 0.8), ("1", 1.0), ("0", 0.0), ("0.5%", 0.005)]
)
def test_pass_marks_are_read(text: str | None, mark: float | None) -> None:
    assert quiz.parse_pass_mark(text) == mark


@pytest.mark.parametrize("text", ["", "%", "half", "-1", "101", "nan", "inf"])
def test_pass_marks_that_are_none_are_refused(text: str) -> None:
    with pytest.raises(UsageError):
        quiz.parse_pass_mark(text)


# ---- errors --------------------------------------------------------------------------------------------------------


def raiser(error: BaseException) -> ExitCode:
    raise error


PROBLEMS = (
    BankFault("b.yaml", 3, 5, "$.questions[0]", "expected a number"),
    BankFault("b.yaml", 9, 1, "$", "no key 'id'"),
)


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (UsageError("no such topic"), 2, "decompdrill: no such topic\n"),
        (
            BankError("b.yaml:3:5: expected a number (and 1 more fault)", PROBLEMS),
            65,
            "decompdrill: b.yaml:3:5: expected a number (and 1 more fault)\nb.yaml:9:1: no key 'id'\n",
        ),
        (BrokenPipeError(), 141, ""),
        (KeyboardInterrupt(), 130, "decompdrill: interrupted\n"),
    ],
)
def test_an_error_is_said_on_stderr(
    error: BaseException, code: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.handled(lambda: raiser(error)) == code
    assert capsys.readouterr() == ("", said)


def test_our_own_fault_is_one_line_that_says_how_to_report_it(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["x", "quiz", "two words"])
    assert cli.handled(lambda: raiser(ZeroDivisionError("division\nby zero"))) == 70
    python = sys.version.split()[0]
    assert capsys.readouterr().err == (
        "decompdrill: this is a fault of decompdrill itself (ZeroDivisionError: division by zero). Please report it, "
        f"with this line: decompdrill {__version__}, Python {python}, decompdrill quiz 'two words'\n"
    )


def test_our_own_fault_is_shown_whole_to_who_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DECOMPDRILL_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        cli.handled(lambda: raiser(ZeroDivisionError()))


# ---- streams of records --------------------------------------------------------------------------------------------


def replies(command: str, *lines: str | bytes, options: tuple[str, ...] = ()) -> tuple[int, list[dict[str, object]]]:
    """Return the exit code of a stream command and its replies."""
    stdin = b"".join((line.encode() if isinstance(line, str) else line) + b"\n" for line in lines)
    done = decompdrill(command, *options, stdin=stdin)
    assert done.stderr == b""
    return done.returncode, [json.loads(line) for line in done.stdout.splitlines()]


RANK = '{"kind": "rank", "given": {"A": %s}, "answer": "1"}'
TRACE = '{"id": %s, "kind": "trace", "given": {"A": [[1, 0], [0, 6]]}, "answer": "%s"}'

NO_RECORDS: list[tuple[str | bytes, dict[str, object]]] = [
    ("not json", {"error": "the line is no JSON: Expecting value at character 0"}),
    ("[1]", {"error": "the line is no JSON object"}),
    ("3", {"error": "the line is no JSON object"}),
    ('{"kind": "trace"', {"error": "the line is no JSON: Expecting ',' delimiter at character 16"}),
    ('{"id": 7}', {"id": 7, "error": f"the record names no problem; {WAYS}"}),
    ('{"id": 7, "given": {}}', {"id": 7, "error": "the record has no 'kind'"}),
    ('{"id": null, "kind": 3}', {"id": None, "error": "'kind' must be a text, and is a number"}),
    ('{"kind": "trace", "answer": "1"}', {"error": "the record has no 'given'"}),
    ('{"kind": "trace", "given": [], "answer": "1"}', {"error": "'given' must be an object, and is a list"}),
    ('{"kind": "trace", "given": {"A": null}, "answer": "1"}', {"error": "'A' in 'given' holds null"}),
    ('{"kind": "trace", "given": {"A": [[1]]}}', {"error": "the record has no 'answer'"}),
    (
        '{"kind": "trace", "given": {"A": [[1]]}, "answer": 1}',
        {"error": "'answer' must be a text or an object of texts, and is a number"},
    ),
    (
        '{"kind": "svd", "given": {"A": [[1]]}, "answer": {"U": 1}}',
        {"error": "part 'U' of 'answer' must be a text, and is a number"},
    ),
    ('{"question": "x.y", "answer": "1"}', {"error": "the record has no 'seed'"}),
    (
        '{"question": "x.y", "seed": -1, "answer": "1"}',
        {"error": "'seed' must be a whole number from 0 to 999999999999999999"},
    ),
    (
        '{"question": "x.y", "seed": true, "answer": "1"}',
        {"error": "'seed' must be a whole number from 0 to 999999999999999999"},
    ),
    ('{"kind": "trace", "kind": "rank"}', {"error": "the key 'kind' stands twice"}),
    ('{"id": NaN}', {"error": "NaN is not a number"}),
    ('{"id": -Infinity}', {"error": "-Infinity is not a number"}),
    ('{"id": 1e999}', {"error": "the number 1e999 is out of range"}),
    ('{"id": ' + "9" * 5000 + "}", {"error": "the number 99999999999999999... is out of range"}),
    ('{"id": "\\ud800"}', {"error": "a text holds half a surrogate pair"}),
    (b'{"id": "\xff"}', {"error": "the line is no UTF-8 at byte 8"}),
    ("[" * 100_000, {"error": "the line is nested too deeply"}),
    ("{" + " " * 4_000_001 + "}", {"error": "the line is longer than 4000000 bytes"}),
]


def given_back(line: str | bytes) -> dict[str, object]:
    """Return the names of a problem that go back with the error, where the line is a record at all."""
    try:
        record = records.read_record(line if isinstance(line, bytes) else line.encode())
    except RecordError:
        return {}
    names = ("kind", "question", "seed", "token")
    return {name: record[name] for name in names if name in record}


def test_what_is_no_record_is_named_and_the_stream_goes_on() -> None:
    lines = [line for line, _ in NO_RECORDS]
    code, said = replies("grade", *lines, TRACE % ('"last"', "7"))
    assert code == 65
    assert said[:-1] == [{**given_back(line), **error, "line": n} for n, (line, error) in enumerate(NO_RECORDS, 1)]
    assert (said[-1]["id"], said[-1]["verdict"]) == ("last", "right")


def test_blank_lines_are_counted_and_passed_over() -> None:
    code, said = replies("grade", "", "   ", "x", TRACE % (1, "7"))
    assert code == 65
    assert [reply.get("line") for reply in said] == [3, None]


def test_a_verdict_has_the_fields_of_the_contract_in_their_order() -> None:
    code, (reply,) = replies("grade", TRACE % ('[1, {"a": "ü"}]', "6"))
    assert code == 0
    assert list(reply) == ["id", "kind", "verdict", "credit", "read_as", "checks", "slip", "feedback", "expected"]
    assert reply["id"] == [1, {"a": "ü"}]
    assert (reply["verdict"], reply["credit"], reply["expected"]) == ("wrong", 0.0, "7")


def test_several_processes_say_what_one_says() -> None:
    lines = [TRACE % (n, n % 9) for n in range(200)] + ["not json"]
    one, several = replies("grade", *lines), replies("grade", *lines, options=("-", "--jobs", "3"))
    assert one == several
    assert [reply.get("id") for reply in one[1]] == [*range(200), None]


@pytest.mark.parametrize("options", [("-",), ("-", "--jobs", "2")], ids=["alone", "jobs"])
def test_a_verdict_that_cannot_be_written_costs_its_own_line(options: tuple[str, ...]) -> None:
    code, said = replies("grade", RANK % '[["π", 1]]', RANK % "[[1, 2]]", "no record", options=options)
    assert code == 65
    assert [reply.get("verdict") for reply in said] == ["right", "right", None]
    assert said[2]["line"] == 3


def unwritable(record: records.JsonRecord) -> records.Fields:
    """An answer that holds what is no JSON in the second record only."""
    return {"passed": object() if record["n"] == 2 else True}  # type: ignore[dict-item]


def test_a_value_that_is_no_json_is_a_fault_of_its_own_line() -> None:
    out = io.StringIO()
    lines = [b'{"n": 1, "id": "a"}', b'{"n": 2, "id": "b"}', b'{"n": 3, "id": "c"}']
    code = records.send((records.reply(raw, n, unwritable) for n, raw in enumerate(lines, 1)), out)
    assert code == 70
    assert [json.loads(line) for line in out.getvalue().splitlines()] == [
        {"id": "a", "passed": True},
        {
            "id": "b",
            "error": "this is a fault of decompdrill itself (TypeError: Object of type object is not JSON serializable). "
            f"Please report it, with this record and {versions()}",
            "line": 2,
        },
        {"id": "c", "passed": True},
    ]


def die_of_seven(chunk: workers.Chunk) -> list[records.RecordReply]:
    """A judge that kills its process on line 7."""
    if any(number == 7 for number, _ in chunk):
        os._exit(9)
    return [records.RecordReply(json_text({"line": number})) for number, _ in chunk]


def test_a_record_that_kills_its_process_is_named_and_the_rest_are_judged() -> None:
    lines = ((number, b"") for number in range(300))
    said = list(workers.in_processes(workers.Work(die_of_seven), lines, 2))
    assert [json.loads(reply.text)["line"] for reply in said] == list(range(300))
    assert [json.loads(reply.text) for reply in said if reply.code] == [
        {"error": "the process that judged this record died", "line": 7}
    ]


def test_read_answers_in_order_and_echoes_ids() -> None:
    code, said = replies(
        "read",
        '{"id": "a", "form": "number", "answer": "1/4"}',
        '{"form": "nubmer", "answer": "1"}',
        '{"id": 2, "form": "number"}',
        '{"form": "yes-no", "answer": "Yes"}',
        '{"form": "number", "answer": "0.12345678901234567890"}',
    )
    assert code == 65
    assert said == [
        {"id": "a", "value": 0.25},
        {"error": "no form is called 'nubmer'; did you mean 'number'?", "line": 2},
        {"id": 2, "error": "the record has no 'answer'", "line": 3},
        {"value": "yes"},
        {"value": 0.1234567890123456789},
    ]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("number", "-3"), 0, '{"value": -3}\n'),
        (("list", "-1, 2"), 0, '{"value": [-1, 2]}\n'),
        (("number", "0.12345678901234567890"), 0, '{"value": 0.1234567890123456789}\n'),
    ],
)
def test_read_takes_an_answer_from_the_command_line(arguments: tuple[str, ...], code: int, said: str) -> None:
    done = decompdrill("read", *arguments)
    assert (done.returncode, done.stdout.decode(), done.stderr) == (code, said, b"")


def test_read_refuses_with_a_span_and_exit_1() -> None:
    done = decompdrill("read", "number", "1,5")
    assert done.returncode == 1
    assert list(json.loads(done.stdout)["unreadable"]) == ["message", "span", "offers"]


@pytest.mark.parametrize("command", [("grade", "no-such.ndjson"), ("quiz", "--answers", "no-such.txt")])
def test_a_file_that_is_not_there_is_exit_65_with_its_name(command: tuple[str, ...]) -> None:
    done = decompdrill(*command, "--bank", str(BANK))
    assert (done.returncode, done.stdout) == (65, b"")
    assert done.stderr.decode() == f"decompdrill: {command[-1]}: No such file or directory\n"


# ---- a quiz of a script --------------------------------------------------------------------------------------------


BANK = ROOT / "tests" / "transcripts" / "bank"


def quiz_lines(*arguments: str, answers: str) -> tuple[int, list[dict[str, object]]]:
    done = decompdrill("quiz", "--bank", str(BANK), "--json", "--answers", "-", *arguments, stdin=answers.encode())
    assert done.stderr == b""
    return done.returncode, [json.loads(line) for line in done.stdout.splitlines()]


def test_the_events_of_a_quiz_have_the_fields_of_the_contract() -> None:
    code, events = quiz_lines("small.trace", "-n", "1", "--seed", "5", answers="?\n6\n")
    assert code == 0
    question, hint, verdict, summary = events
    assert list(question)[:8] == ["event", "question", "seed", "token", "objective", "kind", "form", "prompt"]
    about = {name: question[name] for name in ("question", "token", "number")}
    assert hint == {"event": "hint", **about, "text": "The trace is the sum of the diagonal.", "hint": 1, "of": 1}
    assert list(verdict) == [
        *(
            "event",
            "question",
            "token",
            "number",
            "verdict",
            "credit",
            "read_as",
            "checks",
            "slip",
            "feedback",
            "expected",
            "seconds",
            "try",
        ),
    ]
    assert (verdict["verdict"], verdict["seconds"], verdict["try"]) == ("wrong", 0.0, 1)
    assert summary == {
        "event": "summary",
        "asked": 1,
        "right": 0,
        "imprecise": 0,
        "wrong": 1,
        "unreadable": 0,
        "skipped": 0,
        "score": 0.0,
        "seconds": 0.0,
        "seed": 5,
        "slips": [],
        "objectives": [{"id": "drill-trace", "asked": 1, "right": 0}],
    }


def test_a_line_of_a_file_of_answers_that_begins_with_a_number_sign_is_a_comment() -> None:
    _, plain = quiz_lines("small.trace", "-n", "2", "--seed", "5", answers="6\n7\n")
    _, commented = quiz_lines("small.trace", "-n", "2", "--seed", "5", answers="# week 3\n6\n# 2.\n7\n")
    assert commented == plain


def test_one_line_answers_one_question_and_where_they_end_the_rest_is_skipped() -> None:
    _, events = quiz_lines("small.trace", "-n", "5", "--seed", "5", answers="zzz\n\n7\n")
    assert [e.get("verdict", e["event"]) for e in events] == [
        *("question", "unreadable", "question", "skip", "question", "right", "question", "skip", "question", "skip"),
        "summary",
    ]
    assert [events[-1][k] for k in ("asked", "right", "unreadable", "skipped", "score")] == [5, 1, 1, 3, 0.2]


def test_the_same_call_gives_the_same_bytes_and_the_closing_command_repeats_it() -> None:
    call = ("quiz", "--bank", str(BANK), "-n", "6", "--seed", "7", "--answers", "-")
    one, two = (decompdrill(*call, stdin=b"1\n4, 1\n?\nb\n") for _ in range(2))
    assert one.stdout == two.stdout
    assert f"decompdrill quiz -n 6 --seed 7 --bank {BANK}" in one.stdout.decode().replace("\n    ", " ")


def test_a_seed_that_was_not_given_is_printed() -> None:
    _, events = quiz_lines("-n", "1", answers="")
    again = quiz_lines("-n", "1", "--seed", str(events[-1]["seed"]), answers="")
    assert again == (0, events)


@pytest.mark.parametrize(("mark", "code"), [("50%", 0), ("0.5", 0), ("51", 1), ("1", 1)])
def test_a_score_below_the_pass_mark_is_exit_1(mark: str, code: int) -> None:
    assert quiz_lines("small.trace", "-n", "2", "--seed", "1", "--pass-mark", mark, answers="7\n8\n")[0] == code


def test_tries_are_given_to_scripts_that_ask_for_them() -> None:
    _, events = quiz_lines("small.trace", "-n", "1", "--tries", "2", "--no-history", answers="6\n7\n")
    assert [(e["verdict"], e["try"]) for e in events if e["event"] == "verdict"] == [("wrong", 1), ("right", 2)]


def test_what_was_wrong_comes_back() -> None:
    _, events = quiz_lines("small.trace", "-n", "1", "--seed", "1", "--retry", answers="6\n7\n")
    assert [e["event"] for e in events] == ["question", "verdict", "question", "verdict", "summary"]
    assert events[0]["seed"] != events[2]["seed"]


def test_answers_come_from_a_file_too(tmp_path: Path) -> None:
    file = tmp_path / "answers.txt"
    file.write_bytes(b"\xef\xbb\xbf7\r\n")
    done = decompdrill("quiz", "small.trace", "-n", "1", "--bank", str(BANK), "--json", "--answers", str(file))
    assert json.loads(done.stdout.splitlines()[1])["verdict"] == "right"


def test_bytes_that_are_no_text_are_an_answer_that_cannot_be_read() -> None:
    done = decompdrill(
        "quiz", "small.trace", "-n", "1", "--bank", str(BANK), "--json", "--answers", "-", stdin=b"\xff\n"
    )
    assert json.loads(done.stdout.splitlines()[1])["verdict"] == "unreadable"


def test_a_piped_quiz_has_no_escape_codes_and_echoes_no_control_characters() -> None:
    done = decompdrill("quiz", "-n", "3", "--seed", "1", "--bank", str(BANK), stdin=b"\x1b[2J\n\x9b1\n7\n")
    assert (done.returncode, done.stderr) == (0, b"")
    assert not {c for c in done.stdout.decode() if not c.isprintable()} - {"\n"}


def test_a_closed_stdin_skips_every_question() -> None:
    done = shell(f'decompdrill quiz -n 2 --bank "{BANK}" --json <&-')
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout.splitlines()[-1])["skipped"] == 2


def test_a_closed_pipe_ends_quietly() -> None:
    done = shell(f'decompdrill draw small.trace --count 20000 --bank "{BANK}" | head -n 1')
    assert (done.stdout.count(b"\n"), done.stderr) == (1, b"")


@pytest.mark.parametrize("command", ["--help", "--version", "quiz --help", "bank list", "read number 3", "frob 2>&1"])
def test_a_closed_pipe_is_exit_status_141(command: str, tmp_path: Path) -> None:
    status = tmp_path / "status"
    done = shell(
        f'(sleep 0.2; decompdrill {command}; echo $? >"{status}") | true; while ! test -s "{status}"; do sleep 0.1; done'
    )
    assert (status.read_text(), done.stderr) == ("141\n", b"")


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "cp437", "latin-1"])
@pytest.mark.parametrize("extra", [(), ("--json",), ("--plain",)])
def test_streams_that_cannot_carry_unicode_get_what_they_can_carry(encoding: str, extra: tuple[str, ...]) -> None:
    done = decompdrill(
        *("quiz", "-n", "4", "--seed", "1", "--bank", str(BANK), "--answers", "-", *extra),
        stdin="λ = 4\n7\n√2\n".encode(),
        encoding=encoding,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    said = done.stdout.decode(encoding)
    assert not set("λσ√²₁✓✗⎡─") & set(said) - set("√²")
    assert ("4, 1" in said) or "--json" in extra


# ---- other commands ------------------------------------------------------------------------------------------------


def test_what_draw_prints_grade_judges_right_and_its_slips_not() -> None:
    done = decompdrill("draw", "small.trace", "small.meaning", "--seed", "3", "--count", "2", "--bank", str(BANK))
    drawn = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(d["question"], d["seed"]) for d in drawn] == [
        *(("small.trace", 3), ("small.trace", 4), ("small.meaning", 3), ("small.meaning", 4)),
    ]
    asked = [(d, d["answer"], True) for d in drawn] + [(d, s["answer"], False) for d in drawn for s in d["slips"]]
    lines = [json.dumps({"question": d["question"], "seed": d["seed"], "answer": a}) for d, a, _ in asked]
    _, said = replies("grade", *lines, options=("--bank", str(BANK)))
    assert [reply["verdict"] == "right" for reply in said] == [right for _, _, right in asked]


def test_the_options_of_a_choice_stand_in_the_prompt() -> None:
    done = decompdrill("draw", "small.meaning", "--seed", "3", "--no-key", "--bank", str(BANK))
    drawn = json.loads(done.stdout)
    assert not {"answer", "slips", "steps"} & set(drawn)
    assert [c["letter"] for c in drawn["choices"]] == ["a", "b", "c"]
    assert drawn["prompt"].endswith("\n\n" + "\n\n".join(f"{c['letter']}) {c['text']}" for c in drawn["choices"]))


def test_a_token_replays_its_question_and_says_where_it_has_changed() -> None:
    drawn = json.loads(decompdrill("draw", "small.trace", "--seed", "3", "--bank", str(BANK)).stdout)
    done = decompdrill("replay", drawn["token"], "--bank", str(BANK))
    assert (done.returncode, done.stderr) == (0, b"")
    assert "Answer: 7" in done.stdout.decode()
    stale = decompdrill("replay", "small.trace:3:00000000", "--bank", str(BANK))
    assert (stale.returncode, stale.stdout) == (0, done.stdout)
    assert stale.stderr == b"small.trace has changed since this token was printed: this is what it asks now\n"
    assert decompdrill("replay", "nonsense", "--bank", str(BANK)).returncode == 2


@pytest.mark.parametrize(
    ("answer", "code", "first"),
    [("4, 1", 0, "  ✓ Right."), ("2, 3", 1, "  ✗ Not right."), ("x y", 1, "  ? That could not be read.")],
)
def test_check_judges_ones_own_answer(answer: str, code: int, first: str) -> None:
    done = decompdrill("check", "eigenvalues", "-g", "A=2 1; 2 3", answer)
    assert (done.returncode, done.stderr) == (code, b"")
    assert done.stdout.decode().splitlines()[0] == first
    as_json = decompdrill("check", "eigenvalues", "-g", "A=2 1; 2 3", answer, "--json")
    assert (as_json.returncode, next(iter(json.loads(as_json.stdout)))) == (code, "verdict")


def test_a_given_that_cannot_be_is_exit_65() -> None:
    done = decompdrill("check", "eigenvalues", "-g", "A=1 2 3; 4 5 6", "1, 2")
    assert (done.returncode, done.stdout) == (65, b"")
    assert done.stderr.startswith(b"decompdrill: ")


def test_the_kinds_are_listed_and_named_where_none_is_meant() -> None:
    listed = [json.loads(line) for line in decompdrill("bank", "kinds", "--json").stdout.splitlines()]
    assert [kind["kind"] for kind in listed] == list(SIGNATURES)
    assert listed[1] == {
        "kind": "eigenvector",
        "form": "vector",
        "asks": "an eigenvector of A for the eigenvalue",
        "given": [
            {"name": "A", "type": "matrix", "required": True},
            {"name": "eigenvalue", "type": "number", "required": True},
        ],
        "parts": [],
    }
    shown = decompdrill("bank", "kinds").stdout.decode().splitlines()
    assert [row.split()[0] for row in shown] == list(SIGNATURES)
    assert shown[1].split() == ["eigenvector", "A", "eigenvalue"]
    said = b"decompdrill: no kind of problem is called 'foo'; `decompdrill bank kinds` lists them\n"
    for arguments in (("check", "foo", "3"), ("solve", "foo")):
        assert decompdrill(*arguments) == Done(2, b"", said)


def test_the_kinds_are_listed_without_numpy() -> None:
    code = "import sys; from decompdrill import cli; cli.run(['bank', 'kinds', '--json']); sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).returncode == 0


def test_the_places_are_told_as_json(home: Path) -> None:
    places = [json.loads(line) for line in decompdrill("where", "--json").stdout.splitlines()]
    assert [place["name"] for place in places] == ["history", "backups", "banks", "config", "cache"]
    assert places[0] == {"name": "history", "path": str(home / "history.sqlite3"), "exists": False}


def test_the_banks_are_listed() -> None:
    done = decompdrill("bank", "list", "--json", "--bank", str(BANK))
    first = json.loads(done.stdout.splitlines()[0])
    assert first == {
        "id": "small.trace",
        "bank": "small",
        "topic": "small",
        "objective": "drill-trace",
        "kind": "trace",
        "form": "number",
        "level": 1,
        "title": "The trace",
    }
    assert decompdrill("bank", "list", "small.tr", "--bank", str(BANK)).returncode == 2
    text = decompdrill("bank", "list", "small", "--bank", str(BANK)).stdout.decode()
    assert text.splitlines()[0] == "small.trace        1  The trace"


def test_the_objectives_are_listed_with_their_rows() -> None:
    done = decompdrill("bank", "objectives", "--json", "--bank", str(BANK))
    said = [json.loads(line) for line in done.stdout.splitlines()]
    assert {"id": "drill-trace", "title": "The trace of a matrix", "row": "Q34", "requires": []} in said


def test_a_question_is_shown_whole() -> None:
    text = decompdrill("bank", "show", "small.meaning", "--seed", "3", "--bank", str(BANK)).stdout.decode()
    assert [row for row in text.splitlines() if row in ("  Hints", "  Slips", "  length-kept: a")] == [
        *("  Hints", "  Slips", "  length-kept: a"),
    ]


def test_the_schema_is_json() -> None:
    done = decompdrill("bank", "schema")
    assert json.loads(done.stdout)["title"] == "A question bank of decompdrill"


def test_a_bank_with_faults_is_exit_65_with_every_fault(tmp_path: Path) -> None:
    bank = tmp_path / "b.yaml"
    bank.write_text("bank: b\ntitle: T\nquestions:\n  - id: b.one\n    level: high\n")
    done = decompdrill("quiz", "--bank", str(bank))
    assert (done.returncode, done.stdout) == (65, b"")
    assert len(done.stderr.splitlines()) > 2
    assert all(str(bank).encode() in line for line in done.stderr.splitlines())
