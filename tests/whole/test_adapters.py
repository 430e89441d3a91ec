"""decompdrill inside reasoning-gym, where that is installed; else that the adapter is small and reaches nothing private of it."""

from __future__ import annotations

import importlib
import importlib.util
from pathlib import Path

ADAPTER = Path(__file__).parents[2] / "decompdrill" / "adapters" / "reasoning_gym.py"

if importlib.util.find_spec("reasoning_gym") is not None:

    def test_a_data_set_of_a_topic_is_the_same_again_and_scores_keys_right() -> None:
        gym = importlib.import_module("reasoning_gym")
        adapter = importlib.import_module("decompdrill.adapters.reasoning_gym")
        data = gym.create_dataset("decompdrill-svd", level=2, size=30, seed=3)
        entries = list(data)
        assert entries == list(gym.create_dataset("decompdrill-svd", level=2, size=30, seed=3))
        assert entries[0] != gym.create_dataset("decompdrill-svd", level=2, size=30, seed=4)[0]
        assert {e["metadata"]["token"].partition(":")[0] for e in entries} == set(adapter.ids_of("svd", 2))
        assert [data.score_answer(f"so <answer>{e['answer']}</answer>", e) for e in entries] == [1.0] * 30
        assert [data.score_answer(wrong, entries[0]) for wrong in (None, "", "no idea")] == [0.0] * 3


def test_the_adapter_is_no_more_than_a_page() -> None:
    assert len(list(filter(str.strip, ADAPTER.read_text(encoding="utf-8").splitlines()))) < 60
