"""The entry point: `--version` without importing anything, everything else through the command line."""

from __future__ import annotations

import gc
import sys

OBJECTS_BEFORE_A_COLLECTION = 20_000
"""Python looks for circles of garbage after 700 new objects, which takes a twentieth of a start; few circles are made."""


def main() -> None:
    """Run decompdrill and leave with its exit code."""
    if sys.argv[1:] == ["--version"] and _says_version():
        return
    gc.set_threshold(OBJECTS_BEFORE_A_COLLECTION)
    try:
        from decompdrill.cli import run

        code = run(sys.argv[1:])
    except KeyboardInterrupt:
        code = 130
    sys.exit(code)


def _says_version() -> bool:
    """Write the version; False where it cannot be, which the command line then says."""
    from decompdrill import __version__

    try:
        sys.stdout.write(f"decompdrill {__version__}\n")
        sys.stdout.flush()
    except (OSError, AttributeError):
        return False
    return True


if __name__ == "__main__":
    main()
