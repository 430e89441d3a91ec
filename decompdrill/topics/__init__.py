"""What `explain` teaches: topics and a glossary, read from the Markdown files that are shipped."""

from __future__ import annotations

from decompdrill.topics.library import Library, Match, load
from decompdrill.topics.values import Section, Stage, Term, Topic

__all__ = ["Library", "Match", "Section", "Stage", "Term", "Topic", "load"]
