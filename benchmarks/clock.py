"""What the live clock costs: CPU, bytes and paintings a second while nobody types, beside a prompt without a clock.

python -m benchmarks.clock --seconds 20
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

import pexpect

CALLS = {
    "a clock, on a terminal": (("--time", "10m"), "xterm-256color"),
    "a clock, a dumb terminal": (("--time", "10m"), "dumb"),
    "no clock": (("--time", "10m", "--no-clock"), "xterm-256color"),
}


def cpu_of(pid: int) -> float:
    """Return the seconds of CPU that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def measured(arguments: tuple[str, ...], term: str, seconds: float) -> tuple[float, float, float]:
    """Return the share of a core, the bytes and the paintings a second of a prompt at which nothing is typed."""
    command = ["-m", "decompdrill", "timed", "eigenvalues", "--seed", "1", "--no-history", *arguments]
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "TERM": term, "DECOMPDRILL_HOME": home}
        child = pexpect.spawn(sys.executable, command, env=environment, dimensions=(24, 80), timeout=20)
        child.expect("quit")
        _read(child, 2.0)
        before, began = cpu_of(child.pid), time.monotonic()
        came = _read(child, seconds)
        took, used = time.monotonic() - began, cpu_of(child.pid) - before
        child.close(force=True)
    return used / took, sum(map(len, came)) / took, len(came) / took


def _read(child: pexpect.spawn[bytes], seconds: float) -> list[bytes]:
    """Return what was written in so many seconds, each painting by itself."""
    came: list[bytes] = []
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            came.append(child.read_nonblocking(4096, timeout=0.05))
        except pexpect.TIMEOUT:
            continue
    return came


def main() -> None:
    """Measure each and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=20.0)
    seconds = parser.parse_args().seconds
    print(f"{'':<28}{'of a core':>12}{'bytes/s':>10}{'paintings/s':>13}")
    for name, (arguments, term) in CALLS.items():
        share, size, count = measured(arguments, term, seconds)
        print(f"{name:<28}{share:>11.2%}{size:>10.0f}{count:>13.2f}")


if __name__ == "__main__":
    main()
