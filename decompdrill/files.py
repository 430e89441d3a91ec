"""Files that are written whole or not at all, under names nobody can foresee, and folders that are this user's alone."""

from __future__ import annotations

import errno
import os
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path

PARTIAL = ".partial"
"""Ends the name of a file that is still being written."""

PRIVATE = 0o600
"""The mode of a file that only its owner reads."""


NO_LINK: int = getattr(os, "O_NOFOLLOW", 0)
"""Opens a file, and not what a link of that name leads to."""


def make_private(folder: Path) -> None:
    """Make a folder, and those above it that are missing, for this user alone; one that is there stays as it is.

    Raises NotADirectoryError, which names it, where something else stands in its place.
    """
    missing: list[Path] = []
    while not folder.exists() and folder != folder.parent:
        missing.append(folder)
        folder = folder.parent
    if not folder.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, "it is not a folder", str(folder))
    for place in reversed(missing):
        place.mkdir(mode=0o700, exist_ok=True)


def make_file(path: Path, mode: int = PRIVATE) -> None:
    """Make an empty file; raises FileExistsError where anything has that name, a link included."""
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | NO_LINK, mode))


@contextmanager
def partial_of(path: Path, mode: int = PRIVATE) -> Generator[Path]:
    """Give a new empty file beside `path`, to be written and then published or linked; what is left of it is deleted."""
    place = path.with_name(f".{path.stem[:40]}.{os.urandom(8).hex()}{PARTIAL}")
    make_file(place, mode)
    try:
        yield place
    finally:
        place.unlink(missing_ok=True)


def publish(partial: Path, path: Path) -> None:
    """Give a finished file its name once its bytes are on disk."""
    sync_file(partial)
    partial.replace(path)
    sync_folder(path.parent)


def sync_file(path: Path) -> None:
    """Put the bytes of a file on disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Put the names of a folder on disk, where the system has that."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
