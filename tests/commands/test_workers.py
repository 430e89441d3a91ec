"""Lines shared out to processes: one exercise to one worker, order kept, and nothing lost with a worker that is killed."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections import defaultdict
from functools import partial
from pathlib import Path

import pytest

from decompdrill.commands import grade, records, workers
from decompdrill.frontends.jsonl import json_text
from tests.commands.test_cli import decompdrill

RECORD = b'{"id": %d, "kind": "determinant", "given": {"A": [[%d, 1], [2, 3]]}, "answer": "%d"}\n'
RECORDS = [RECORD % (n, n % 9, 3 * (n % 9) - 2 - n % 2) for n in range(400)]


def process_of(chunk: workers.Chunk) -> list[records.RecordReply]:
    return [records.RecordReply(json_text({"line": number, "process": os.getpid()})) for number, _ in chunk]


def killed_once(flag: str, chunk: workers.Chunk) -> list[records.RecordReply]:
    """A worker that is killed from outside, as by a system without memory, when it has line 100 for the first time."""
    if any(number == 100 for number, _ in chunk) and not Path(flag).exists():
        Path(flag).write_text(str(os.getpid()), encoding="utf-8")
        os.kill(os.getpid(), signal.SIGKILL)
    return process_of(chunk)


def test_records_of_one_exercise_go_to_one_worker() -> None:
    """However a record names it, and however far apart they stand."""
    names = [
        b'{"question": "eigen.values-2x2", "seed": %d, "answer": "1"}',
        b'{"token": "eigen.values-2x2:%d:7b8dba18", "answer": "2"}',
        b'{"answer": "3", "kind": "x", "seed": %d, "question": "eigen.values-2x2"}',
    ]
    lines = [(n, names[n % 3] % (n % 10)) for n in range(300)]
    lane_of = grade.work_of(()).lane_of
    replies = workers.in_processes(workers.Work(process_of, lane_of), lines, 2)
    said = [json.loads(reply.text) for reply in replies]
    assert [reply["line"] for reply in said] == list(range(300))
    found = defaultdict(set)
    for reply in said:
        found[reply["line"] % 10].add(reply["process"])
    assert {len(processes) for processes in found.values()} == {1}
    assert len(set.union(*found.values())) == 2


@pytest.mark.skipif(sys.platform == "win32", reason="signals are others there")
def test_a_killed_worker_is_named_and_its_records_are_done_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    flag = tmp_path / "killed"
    lines = ((number, b"{}") for number in range(1, 1001))
    replies = list(workers.in_processes(workers.Work(partial(killed_once, str(flag))), lines, 2))
    assert [json.loads(reply.text)["line"] for reply in replies] == list(range(1, 1001))
    killed = flag.read_text(encoding="utf-8")
    said = capsys.readouterr().err
    assert re.fullmatch(rf"decompdrill: worker [12] \(process {killed}\) died; its records are done again\n", said)


def below(process: int) -> set[int]:
    """Return the processes that a process started, as Linux lists them."""
    return {int(p) for f in Path(f"/proc/{process}/task").glob("*/children") for p in f.read_text().split()}


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="Linux lists the processes of a process")
def test_grade_prints_the_same_whichever_worker_is_killed() -> None:
    whole = decompdrill("grade", stdin=b"".join(RECORDS)).stdout
    command = [sys.executable, "-m", "decompdrill", "grade", "-", "--jobs", "2"]
    piped = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, bufsize=0, **piped) as judging:  # type: ignore[call-overload]
        judging.stdin.write(b"".join(RECORDS[:300]))
        judging.stdin.flush()
        first = judging.stdout.readline()
        found, until = set[int](), time.monotonic() + 60
        while len(found) < 2:  # the second may still be starting
            assert time.monotonic() < until
            time.sleep(0.01)
            found = set[int]().union(*map(below, below(judging.pid)))
        assert len(found) == 2
        os.kill(max(found), signal.SIGKILL)
        rest, said = judging.communicate(b"".join(RECORDS[300:]), timeout=120)
    assert (first + rest, judging.returncode) == (whole, 0)
    assert re.fullmatch(
        rb"decompdrill: worker [12] \(process %d\) died; its records are done again\n" % max(found), said
    )
