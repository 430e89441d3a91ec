"""The entry point: `--version` without importing anything, everything else through the command line."""

from __future__ import annotations

import sys


def main() -> None:
    """Run decompdrill and leave with its exit code."""
    if sys.argv[1:] == ["--version"]:
        from decompdrill import __version__

        sys.stdout.write(f"decompdrill {__version__}\n")
        return
    try:
        from decompdrill.cli import run

        code = run(sys.argv[1:])
    except KeyboardInterrupt:
        code = 130
    sys.exit(code)


if __name__ == "__main__":
    main()
