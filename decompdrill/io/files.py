"""Files that are written whole or not at all, under names nobody can foresee, and folders that are this user's alone."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

PARTIAL = ".partial"
"""Ends the name of a file that is still being written."""

STARTED_WITH = ("/dev/fd/", "/dev/stdin", "/dev/stdout", "/dev/stderr", "/proc/self/fd/")
"""Begin the paths of what this program was started with: `<(command)` of a shell is /dev/fd/63."""

PRIVATE = 0o600
"""The mode of a file that only its owner reads."""


NO_LINK: int = getattr(os, "O_NOFOLLOW", 0)
"""Opens a file, and not what a link of that name leads to."""


def make_private(folder: Path) -> None:
    """Make a folder, and those above it that are missing, for this user alone; an existing one stays unchanged.

    Raises NotADirectoryError, which names it, where something else stands in its place, a link that leads nowhere included.
    """
    missing: list[Path] = []
    while not folder.exists() and folder != folder.parent:
        missing.append(folder)
        folder = folder.parent
    if not folder.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, "it is not a folder", str(folder))
    for place in reversed(missing):
        if place.is_symlink():
            raise NotADirectoryError(errno.ENOTDIR, "it is a link that leads nowhere", str(place))
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


def write_whole(path: Path, text: str) -> None:
    """Write a text to a file that has all of it or stays as it was; a stream is written at once.

    A file that is replaced keeps its rights. Where a link stands the file takes its place, and what it leads to stays as it was.
    Raises OSError, also for a named pipe.
    """
    refuse_named_pipe(path)
    if is_stream(path):
        path.write_text(text, encoding="utf-8", newline="\n")
        return
    mode = stat.S_IMODE(path.lstat().st_mode) if path.exists() and not path.is_symlink() else None
    with partial_of(path, 0o666) as partial:
        partial.write_text(text, encoding="utf-8", newline="\n")
        if mode is not None:
            partial.chmod(mode)
        publish(partial, path)


def is_stream(path: Path) -> bool:
    """Whether a path leads to a terminal, a pipe or a device, or to what this program was started with."""
    return str(path.absolute()).startswith(STARTED_WITH) or (path.exists() and not path.is_file() and not path.is_dir())


def write_new(path: Path, text: str) -> None:
    """Write a text to a new file, which has all of it or is not there; raises FileExistsError where one is there."""
    with partial_of(path, 0o666) as partial:
        partial.write_text(text, encoding="utf-8")
        sync_file(partial)
        try:
            os.link(partial, path)
        except FileExistsError:
            raise
        except OSError:  # a file system without links
            make_file(path, 0o666)
            partial.replace(path)
    sync_folder(path.parent)


PATIENCE = 1.0
"""Seconds in which some program must have a named pipe open to write."""

_NO_FILES = ((stat.S_ISFIFO, "a named pipe"), (stat.S_ISSOCK, "a socket"), (stat.S_ISBLK, "a disk"))


def refuse_named_pipe(path: Path) -> None:
    """Raise OSError where a path leads to a named pipe or the like, at which one could wait for ever.

    A terminal, a device and a pipe that this program was started with are fine.
    """
    if not path.exists() or str(path.absolute()).startswith(STARTED_WITH):
        return
    kind = path.stat().st_mode
    for is_kind, called in _NO_FILES:
        if is_kind(kind):
            raise OSError(errno.EINVAL, f"it is {called}, not a regular file", str(path))


def refuse_irregular(path: Path) -> None:
    """Raise OSError where something stands that is no file: a folder, a named pipe, a device."""
    refuse_named_pipe(path)
    if path.exists() and not path.is_file():
        raise OSError(
            errno.EINVAL, f"it is {'a folder' if path.is_dir() else 'a device'}, not a regular file", str(path)
        )


def keep_private(path: Path) -> None:
    """Take a file or folder of ours from the eyes of other users, where one made by an older version is there."""
    with suppress(OSError):
        mode = path.lstat().st_mode
        if not stat.S_ISLNK(mode) and mode & 0o077:
            path.chmod(stat.S_IMODE(mode) & 0o700)


def open_to_read(path: Path) -> BinaryIO:
    """Open a file; raises OSError for a named pipe, too, where no program writes into it, so that none is waited for in vain."""
    if not path.is_fifo() or str(path.absolute()).startswith(STARTED_WITH):
        refuse_named_pipe(path)
        return path.open("rb")
    file = os.fdopen(os.open(path, os.O_RDONLY | os.O_NONBLOCK), "rb")
    if not _has_writer(file.fileno()):
        file.close()
        raise OSError(errno.EINVAL, "it is a named pipe, and no program writes into it", str(path))
    os.set_blocking(file.fileno(), True)
    return file


def _has_writer(pipe: int) -> bool:
    """Whether something came through a pipe or was there to write into it, however long that takes to do so."""
    import select  # for a named pipe only

    if select.select([pipe], [], [], PATIENCE)[0]:
        return True
    try:
        os.read(pipe, 1)
    except BlockingIOError:
        return True
    return False


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
