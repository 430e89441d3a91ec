"""What `explain` teaches: topics and a glossary, read from the Markdown files that are shipped."""

from __future__ import annotations

from decompdrill.topics.library import Found, Shelf, load
from decompdrill.topics.values import Entry, Section, Stage, Topic

__all__ = ["Entry", "Found", "Section", "Shelf", "Stage", "Topic", "load"]
