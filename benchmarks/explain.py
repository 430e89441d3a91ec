"""How soon `explain svd` shows its first screen at a terminal, beside importing the modules that it needs for that.

python -m benchmarks.explain --rounds 15
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time

import pexpect

LISTED = """
import sys
from decompdrill.commands import explain
from decompdrill.frontends import lesson_screen as lesson

class Enough(Exception): pass

class Reader:
    def read(self, prompt, timing=None): raise Enough

explain._is_at_terminal = lambda: True
explain.typed = lambda *_: Reader()
from decompdrill import cli
clocks = cli._clocks()
try:
    explain.explain(explain.Options(("svd",)), clocks)
except Enough:
    print(" ".join(m for m in sys.modules if m != "__main__" and not m.startswith("_")), file=sys.stderr)
"""


def needed(environment: dict[str, str]) -> list[str]:
    """Return the modules that are imported when the first page is on the screen, in their order."""
    done = subprocess.run([sys.executable, "-c", LISTED], capture_output=True, text=True, env=environment, check=True)
    return done.stderr.split()


def first_screen(environment: dict[str, str]) -> float:
    """Return the milliseconds until the keys below the first page are shown."""
    begun = time.perf_counter()
    command = ["-m", "decompdrill", "explain", "svd"]
    child = pexpect.spawn(sys.executable, command, env=environment, dimensions=(24, 80), timeout=20)
    child.expect("Enter: next")
    took = time.perf_counter() - begun
    child.close(force=True)
    return 1000 * took


def importing(modules: list[str], environment: dict[str, str]) -> float:
    """Return the milliseconds of a Python that imports the modules, at a terminal of its own."""
    source = "import importlib\nfor m in '%s'.split():\n    try: importlib.import_module(m)\n    except ImportError: pass\nprint('done')"
    begun = time.perf_counter()
    child = pexpect.spawn(sys.executable, ["-c", source % " ".join(modules)], env=environment, timeout=20)
    child.expect("done")
    took = time.perf_counter() - begun
    child.close(force=True)
    return 1000 * took


def main() -> None:
    """Measure in turn and print the medians and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "DECOMPDRILL_HOME": home, "TERM": "xterm-256color", "NO_COLOR": "1"}
        modules = needed(environment)
        taken = [(first_screen(environment), importing(modules, environment)) for _ in range(rounds)]
    shown, imported = (statistics.median(column) for column in zip(*taken, strict=True))
    print(
        f"first screen {shown:.0f} ms, importing its {len(modules)} modules {imported:.0f} ms: {shown / imported:.2f} ×"
    )


if __name__ == "__main__":
    main()
