"""Feedback as a terminal shows it."""

from __future__ import annotations

from decompdrill.mathtext import Style, render_line
from decompdrill.model import Verdict


def shown(markdown: str) -> str:
    return render_line(markdown, Style.UNICODE)


def feedback_of(verdict: Verdict) -> str:
    return shown(verdict.feedback)
