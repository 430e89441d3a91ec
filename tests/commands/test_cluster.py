"""`draw` and `grade` on a real cluster of Dask: the bytes of one process, whichever worker is lost."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from decompdrill.commands import cluster, workers
from decompdrill.commands.records import RecordReply
from decompdrill.errors import DrillError
from decompdrill.frontends.jsonl import json_text
from tests.commands.test_cli import decompdrill
from tests.commands.test_workers import RECORDS

RUN_CLUSTER = """
import sys
from distributed import LocalCluster

if __name__ == "__main__":
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50) as cluster:
        print(cluster.scheduler_address, *(w.process.pid for w in cluster.workers.values()), flush=True)
        sys.stdin.read()
"""
ROOT = Path(__file__).parents[2]
PIPED = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}


IMPATIENT = """
import sys
from decompdrill import cli
from decompdrill.commands import cluster

cluster.LONGEST_WAIT = 0.5
sys.exit(cli.run(sys.argv[1:]))
"""
POISONED = """
import sys
from decompdrill.commands import cluster, workers
from tests.commands.test_cluster import poison

for reply in cluster.in_cluster(workers.Work(poison), [(n, b"{}") for n in range(1, 17)], sys.argv[1]):
    print(reply.text)
"""


def apart(code: str, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """Run code in a process of its own: a client of Dask has threads that do not end with it."""
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=ROOT,
        input=RECORDS[0],
        capture_output=True,
        timeout=120,
        check=False,
    )


class Running(NamedTuple):
    address: str
    workers: list[int]
    """Their processes."""


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    pytest.importorskip("distributed")
    place = tmp_path_factory.mktemp("cluster")
    script = place / "run_cluster.py"
    script.write_text(RUN_CLUSTER, encoding="utf-8")
    command = [sys.executable, str(script)]
    soon = {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1"}  # deaths, before a line is no longer tried again
    environment = {**os.environ, **soon, "DECOMPDRILL_HOME": str(place), "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, cwd=place, env=environment, **PIPED) as process:  # type: ignore[call-overload]
        address, *workers = process.stdout.readline().decode().split()
        yield Running(address, [int(worker) for worker in workers])
        process.communicate(timeout=60)


def test_a_cluster_draws_what_one_process_draws(running: Running) -> None:
    drawn = ("draw", "eigen.values-2x2", "rank.dependent-row", "--seed", "3", "--count", "150")
    one, many = decompdrill(*drawn), apart(IMPATIENT.replace("0.5", "20"), *drawn, "--cluster", running.address)
    assert (many.returncode, many.stderr) == (0, b"")
    assert many.stdout == one.stdout
    assert one.stdout.count(b"\n") == 300


@pytest.mark.skipif(sys.platform == "win32", reason="signals are others there")
def test_a_worker_killed_in_the_middle_changes_no_byte(running: Running) -> None:
    lines = [*RECORDS, b"no record\n", *RECORDS[::-1]]
    one = decompdrill("grade", stdin=b"".join(lines))
    assert one.returncode == 65
    command = [sys.executable, "-m", "decompdrill", "grade", "-", "--cluster", running.address]
    with subprocess.Popen(command, bufsize=0, **PIPED) as judging:  # type: ignore[call-overload]
        judging.stdin.write(b"".join(lines[:300]))
        judging.stdin.flush()
        first = judging.stdout.readline()
        os.kill(running.workers[0], signal.SIGKILL)
        rest, _ = judging.communicate(b"".join(lines[300:]), timeout=120)
    assert judging.returncode == 65
    assert (first + rest).splitlines() == one.stdout.splitlines()


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (("--cluster", "here"), 2, "--cluster takes an address such as tcp://10.0.0.1:8786 "),
        (("--cluster", "tcp://127.0.0.1:1"), 65, "no Dask scheduler answers at tcp://127.0.0.1:1; `dask scheduler` "),
        (("--cluster", "tcp://127.0.0.1:1", "--jobs", "2"), 2, "--jobs shares the work out on this machine, "),
    ],
)
@pytest.mark.parametrize("command", [("grade", "-"), ("draw", "eigen.values-2x2")], ids=["grade", "draw"])
def test_what_is_no_cluster_is_one_line(
    command: tuple[str, ...], options: tuple[str, ...], code: int, said: str
) -> None:
    pytest.importorskip("distributed")
    done = apart(IMPATIENT, *command, *options)
    assert (done.returncode, done.stdout) == (code, b"")
    assert re.fullmatch(rf"decompdrill: {re.escape(said)}.*\n", done.stderr.decode())


def test_without_dask_it_is_said_how_it_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    done = decompdrill("grade", "-", "--cluster", "tcp://127.0.0.1:1", stdin=RECORDS[0])
    said = b"decompdrill: --cluster needs Dask, which comes with: pip install 'decompdrill[cluster]'\n"
    assert (done.returncode, done.stdout, done.stderr) == (2, b"", said)


class Workers:
    """A client whose workers have this version."""

    def __init__(self, version: str | None) -> None:
        self.version = version

    def wait_for_workers(self, number: int, timeout: float) -> None:
        if self.version == "late":
            raise TimeoutError

    def get_versions(self, packages: list[str]) -> dict[str, object]:
        return {"workers": {"tcp://a:1": {"packages": dict.fromkeys(packages, self.version)}}}


@pytest.mark.parametrize(
    ("version", "said"),
    [
        ("0.0.9", r"the worker tcp://a:1 has decompdrill 0\.0\.9; it must have "),
        (None, "the worker tcp://a:1 has no decompdrill; it must have "),
        ("late", "the cluster has no worker; `dask worker ADDRESS --nthreads 1` starts one"),
    ],
)
def test_workers_that_would_answer_otherwise_are_refused(version: str | None, said: str) -> None:
    with pytest.raises(DrillError, match=f"^{said}"):
        cluster._demand_one_version(Workers(version))


def poison(chunk: workers.Chunk) -> list[RecordReply]:
    """A judge that kills whatever worker has line 7."""
    if any(number == 7 for number, _ in chunk):
        os._exit(9)
    return [RecordReply(json_text({"line": number})) for number, _ in chunk]


def test_a_record_of_which_workers_die_costs_its_own_reply(running: Running) -> None:
    done = apart(POISONED, running.address)
    said = [json.loads(line) for line in done.stdout.splitlines()]
    assert [one["line"] for one in said] == list(range(1, 17))
    assert [one for one in said if "error" in one] == [{"error": "the process that judged this record died", "line": 7}]


def test_the_client_is_under_a_hundred_lines() -> None:
    assert len(Path(cluster.__file__).read_text(encoding="utf-8").splitlines()) < 100
