"""One fault costs one record: whatever goes wrong with a line of a stream, every other line has its reply, in order."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from decompdrill import __version__, commands
from decompdrill.commands import grade, records, workers
from decompdrill.errors import ExitCode, RecordError
from decompdrill.exercises import grade as grading
from decompdrill.exercises import pose
from decompdrill.frontends.jsonl import Json
from decompdrill.model import Outcome, Verdict
from tests.commands.test_cli import BANK, decompdrill

OURS = (
    "this is a fault of decompdrill itself (%s). Please report it, with this record and "
    f"decompdrill {__version__}, Python {sys.version.split()[0]}"
)


def nested(depth: int) -> Json:
    value: Json = 1
    for _ in range(depth):
        value = [value]
    return value


def fail(error: BaseException) -> records.Fields:
    raise error


def not_writable(value: object) -> records.Fields:
    return {"verdict": "right", "checks": [{"passed": value}]}  # type: ignore[dict-item]


FAULTS: dict[str, tuple[Callable[[], records.Fields], str, ExitCode]] = {
    "raises": (lambda: fail(ZeroDivisionError("here")), OURS % "ZeroDivisionError: here", ExitCode.OUR_FAULT),
    "without a word": (lambda: fail(StopIteration()), OURS % "StopIteration", ExitCode.OUR_FAULT),
    "out of memory": (lambda: fail(MemoryError()), "the record needs more memory than there is", ExitCode(65)),
    "too deep": (lambda: fail(RecursionError()), "the record is nested too deeply", ExitCode(65)),
    "half a character": (
        lambda: fail(RecordError("b\udce9.yaml: no such file")),
        "b\\udce9.yaml: no such file",
        ExitCode(65),
    ),
    "numpy.bool": (
        lambda: not_writable(np.bool_(True)),
        OURS % "TypeError: Object of type bool is not JSON serializable",
        ExitCode.OUR_FAULT,
    ),
    "not a number": (
        lambda: not_writable(float("nan")),
        OURS % "ValueError: Out of range float values are not JSON compliant: nan",
        ExitCode.OUR_FAULT,
    ),
    "deep in the verdict": (lambda: not_writable(nested(100_000)), "the record is nested too deeply", ExitCode(65)),
    "half a character in the verdict": (
        lambda: not_writable("\ud800"),
        OURS
        % "UnicodeEncodeError: 'utf-8' codec can't encode character '\\ud800' in position 13: surrogates not allowed",
        ExitCode.OUR_FAULT,
    ),
}


def answered(record: records.JsonRecord) -> records.Fields:
    fault = record.get("fault")
    return FAULTS[fault][0]() if isinstance(fault, str) else {"verdict": "right", "λ": "ü"}


def judged(chunk: workers.Chunk) -> list[records.RecordReply]:
    return [records.reply(raw, number, answered) for number, raw in chunk]


def stream(replies: Iterator[records.RecordReply], encoding: str = "utf-8") -> tuple[ExitCode, str]:
    """Return the exit code, and all that was written."""
    kept = io.BytesIO()
    out = io.TextIOWrapper(kept, encoding, newline="")
    code = records.send(replies, out)
    return code, kept.getvalue().decode(encoding)


def four(second: dict[str, object]) -> list[workers.Numbered]:
    """Four records, the second of which is this one."""
    return [(n, json.dumps({"id": n} | (second if n == 2 else {})).encode()) for n in (1, 2, 3, 4)]


def said_of_four(error: str) -> str:
    right = '{{"id": {}, "verdict": "right", "λ": "ü"}}\n'
    failed = json.dumps({"id": 2, "error": error, "line": 2}, ensure_ascii=False) + "\n"
    return right.format(1) + failed + right.format(3) + right.format(4)


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_costs_its_own_record_only(fault: str, jobs: int) -> None:
    _, error, code = FAULTS[fault]
    if fault == "not a number" and sys.version_info < (3, 12):
        error = error.removesuffix(f": nan). {error.split('). ')[1]}") + f"). {error.split('). ')[1]}"
    lines = four({"fault": fault})
    replies = iter(judged(tuple(lines))) if jobs == 1 else workers.in_processes(workers.Work(judged), lines, jobs)
    assert stream(replies) == (code, said_of_four(error))


def test_outside_unicode_the_reply_to_a_fault_is_escaped_and_the_same() -> None:
    replies = iter(judged(tuple(four({"fault": "raises"}))))
    code, text = stream(replies, "ascii")
    assert (code, text.isascii()) == (70, True)
    in_unicode = said_of_four(OURS % "ZeroDivisionError: here")
    assert [json.loads(line) for line in text.splitlines()] == [json.loads(line) for line in in_unicode.splitlines()]


def test_an_id_too_deep_to_go_back_costs_its_record_only() -> None:
    """It is read, and cannot be written: the reply goes without it."""
    deepest = 20
    while True:  # the reader and the writer do not stop at the same depth on every Python
        try:
            json.dumps(json.loads("[" * deepest + "]" * deepest))
        except RecursionError:
            break
        deepest *= 2
    line = b'{"id": ' + b"[" * deepest + b"]" * deepest + b"}"
    code, text = stream(iter(judged(((1, line), (2, b'{"id": 2}')))))
    first, second = text.splitlines()
    assert code == 65
    assert json.loads(first)["error"] in ("the line is nested too deeply", "the record is nested too deeply")
    assert json.loads(second) == {"id": 2, "verdict": "right", "λ": "ü"}


class NeverComesBack(Exception):
    """What cannot be sent from one process to another."""

    def __reduce__(self) -> str:
        raise TypeError("cannot be sent")


def worker(fault: str, chunk: workers.Chunk) -> list[records.RecordReply]:
    """A judge of chunks whose process fails on line 2 behind every guard."""
    if any(number == 2 for number, _ in chunk):
        if fault == "dies":
            os._exit(9)
        if fault == "sends":
            return [records.RecordReply(NeverComesBack())]  # type: ignore[arg-type]
        raise NeverComesBack if fault == "raises what is not sent" else MemoryError("no more")
    return judged(chunk)


@pytest.mark.parametrize(
    ("fault", "error", "code"),
    [
        ("dies", "the process that judged this record died", 65),
        ("raises", "the record needs more memory than there is", 65),
        ("sends", OURS % "TypeError: cannot be sent", 70),
        ("raises what is not sent", OURS % "TypeError: cannot be sent", 70),
    ],
)
def test_a_process_that_fails_takes_no_reply_and_no_order_with_it(fault: str, error: str, code: int) -> None:
    lines = four({})
    assert stream(workers.in_processes(workers.Work(partial(worker, fault)), lines, 2)) == (code, said_of_four(error))


def test_of_many_chunks_in_flight_only_the_failing_record_is_lost() -> None:
    lines = [(n, json.dumps({"id": n}).encode()) for n in range(1, 300)]
    _, text = stream(workers.in_processes(workers.Work(partial(worker, "raises")), lines, 3))
    assert [json.loads(line)["id"] for line in text.splitlines()] == list(range(1, 300))
    assert [json.loads(line)["line"] for line in text.splitlines() if "error" in line] == [2]


def test_an_exit_code_of_our_own_fault_comes_at_the_end_and_stands_above_65() -> None:
    lines = (*four({"fault": "raises"}), (5, b"no JSON"), (6, b'{"id": 6}'))
    code, text = stream(iter(judged(lines)))
    assert code == 70
    assert [json.loads(line).get("line") for line in text.splitlines()] == [None, 2, None, None, 5, None]


def test_who_asks_to_see_a_fault_sees_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DECOMPDRILL_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        judged(tuple(four({"fault": "raises"})))


# ---- the commands --------------------------------------------------------------------------------------------------


TRACE = b'{"id": %d, "kind": "trace", "given": {"A": [[1, 0], [0, 6]]}, "answer": "7"}\n'
RIGHT = decompdrill("grade", stdin=TRACE % 1).stdout


def test_grade_goes_on_after_a_verdict_that_cannot_be_written(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = grading.grade

    def strange(kind: str, given: object, answer: str) -> Verdict:
        if answer == "8":
            return Verdict(Outcome.RIGHT, 1.0, b"8", (), None, "", "8")  # type: ignore[arg-type]
        return whole(kind, given, answer)  # type: ignore[arg-type]

    monkeypatch.setattr("decompdrill.exercises.grade.grade", strange)
    lines = [TRACE % n for n in (1, 2, 3, 4)]
    lines[1] = lines[1].replace(b'"7"', b'"8"')
    done = decompdrill("grade", stdin=b"".join(lines))
    said = OURS % "TypeError: Object of type bytes is not JSON serializable"
    error = json.dumps({"id": 2, "kind": "trace", "error": said, "line": 2})
    expected = [RIGHT, error.encode() + b"\n", *(RIGHT.replace(b'"id": 1', b'"id": %d' % n) for n in (3, 4))]
    assert (done.returncode, done.stdout, done.stderr) == (70, b"".join(expected), b"")


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_source_without_line_ends_is_given_up_after_all_before_it_has_its_reply(
    jobs: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """As /dev/zero, which never ends."""
    monkeypatch.setattr(commands, "LONGEST_LINE", 1000)
    monkeypatch.setattr(commands, "MOST_SKIPPED", 5000)
    record = json.dumps({"kind": "trace", "given": {"A": [[1, 2], [3, 4]]}, "answer": "5"})
    source = tmp_path / "records"
    source.write_text(f"{record}\n{'x' * 4000}\n{record}\n{'x' * 9000}\n{record}\n", encoding="utf-8")
    with pytest.raises(RecordError, match=r"^text in lines is expected; a line of more than 5,000 bytes came$"):
        grade.grade(str(source), (), jobs)
    replies = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [reply.get("verdict", reply.get("line")) for reply in replies] == ["right", 2, "right", 4]


def test_read_goes_on_after_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    from decompdrill import answers

    whole = answers.read

    def strange(form: object, text: str) -> object:
        return 1 // 0 if text == "2" else whole(form, text)  # type: ignore[arg-type]

    monkeypatch.setattr("decompdrill.answers.read", strange)
    lines = [json.dumps({"form": "number", "answer": str(n)}) for n in (1, 2, 3, 4)]
    done = decompdrill("read", stdin="\n".join(lines).encode())
    said = [json.loads(line) for line in done.stdout.splitlines()]
    error = OURS % "ZeroDivisionError: integer division or modulo by zero"
    if sys.version_info >= (3, 14):
        error = OURS % "ZeroDivisionError: division by zero"
    assert (done.returncode, done.stderr) == (70, b"")
    assert said == [{"value": 1}, {"error": error, "line": 2}, {"value": 3}, {"value": 4}]


def test_draw_goes_on_after_a_variant_that_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    call = ("draw", "small.trace", "--seed", "3", "--count", "4", "--bank", str(BANK))
    sound = decompdrill(*call).stdout.splitlines()
    whole = pose.pose
    monkeypatch.setattr(
        "decompdrill.commands.draw.pose_any", lambda q, seed: fail(KeyError("x")) if seed == 4 else whole(q, seed)
    )
    done = decompdrill(*call)
    failed = {"question": "small.trace", "seed": 4, "error": OURS % "KeyError: 'x'", "line": 2}
    assert (done.returncode, done.stderr) == (70, b"")
    assert done.stdout.splitlines() == [sound[0], json.dumps(failed).encode(), *sound[2:]]


@pytest.mark.skipif(sys.platform == "win32", reason="signals are others there")
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGKILL"])
def test_workers_end_with_what_started_them(name: str) -> None:
    """Nothing holds stdout any more: who reads it comes to its end."""
    lines = b'{"kind": "rank", "given": {"A": [[1]]}, "answer": "1"}\n' * 600
    command = [sys.executable, "-m", "decompdrill", "grade", "-", "--jobs", "2"]
    piped = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, **piped) as judging:  # type: ignore[call-overload]
        judging.stdin.write(lines)
        judging.stdin.flush()
        judging.stdout.readline()
        judging.send_signal(getattr(signal, name))
        judging.communicate(timeout=120)
