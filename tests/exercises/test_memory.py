"""What stays of the problems that were judged: few of the long ones, for all that was worked out stays with each."""

from __future__ import annotations

import gc
import weakref

from decompdrill.exercises import grade
from decompdrill.model import Raw


def test_of_a_stream_of_long_problems_few_are_kept() -> None:
    rows: list[Raw] = [[f"{i}/{j + 1}" for i in range(40)] for j in range(250)]
    kept = []
    for first in range(20):
        rows[0] = [str(first), *(f"{i}/1" for i in range(1, 40))]
        assert grade.grade("rank", {"A": rows}, "2").read_as == "2"
        kept.append(weakref.ref(grade.task_of("rank", {"A": rows}).given))
    gc.collect()
    assert sum(problem() is not None for problem in kept) <= 8
