"""Locks that the system drops when a program ends, however it ends: they tell which session is still running."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

from decompdrill.io.files import NO_LINK, PRIVATE, make_private

if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


class FileLock:
    """A lock on a file, until it is released or the program ends."""

    def __init__(self, path: Path, descriptor: int) -> None:
        self.path = path
        self._descriptor = descriptor

    def release(self) -> None:
        """Remove the file and give up the lock."""
        with suppress(OSError):
            self.path.unlink(missing_ok=True)
        with suppress(OSError):
            os.close(self._descriptor)


def try_lock(path: Path) -> FileLock | None:
    """Return a lock on the file, which is made where it does not exist; None where a running program has it.

    Raises OSError where the file cannot be made.
    """
    make_private(path.parent)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | NO_LINK, PRIVATE)
    try:
        _lock(descriptor)
    except (BlockingIOError, PermissionError):
        os.close(descriptor)
        return None
    except OSError:
        # A file system without locks: nobody can tell who runs, and nobody is kept out.
        return FileLock(path, descriptor)
    if not _is_still(path, descriptor):
        os.close(descriptor)
        return try_lock(path)
    return FileLock(path, descriptor)


def _is_still(path: Path, descriptor: int) -> bool:
    """Whether the path still names the file: its last holder may have removed it between opening and locking."""
    try:
        return os.path.samestat(path.stat(), os.fstat(descriptor))
    except FileNotFoundError:
        return False


def is_locked(path: Path) -> bool:
    """Whether a running program has a lock on the file."""
    if not path.exists():
        return False
    try:
        lock = try_lock(path)
    except OSError:
        return False
    if lock is None:
        return True
    lock.release()
    return False
