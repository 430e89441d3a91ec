"""Moments, in milliseconds since 1970 began in UTC."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


def utc(at_ms: int) -> datetime:
    """Return a moment to the second; not every system can say itself what was before 1970."""
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=at_ms // 1000)
