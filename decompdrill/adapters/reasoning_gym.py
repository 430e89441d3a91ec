"""Data sets of reasoning-gym, one for each topic: importing this registers `decompdrill-svd` and the others.

`pip install 'decompdrill[reasoning-gym]'`; then `reasoning_gym.create_dataset("decompdrill-svd", level=2, size=100, seed=1)`.
"""

from __future__ import annotations

from dataclasses import dataclass, make_dataclass
from typing import Any

from reasoning_gym.dataset import ProceduralDataset
from reasoning_gym.factory import register_dataset

from decompdrill import api
from decompdrill.practice.select import select_questions

BANK = api.open_bank()
SEEDS_OF_A_SET = 10**9  # each seed of a data set has so many seeds of draws of its own


@dataclass
class DecompdrillConfig:
    """Questions of one topic, of one level where one is named."""

    topic: str
    level: int | None = None
    seed: int | None = None
    size: int = 500

    def validate(self) -> None:
        ids_of(self.topic, self.level)


def ids_of(topic: str, level: int | None) -> list[str]:
    questions = tuple(BANK.banks.questions.values())
    return [
        question.id for question in select_questions(questions, (topic,), None if level is None else (level, level))
    ]


class DecompdrillDataset(ProceduralDataset):  # type: ignore[misc]
    """Questions in turn, each from a seed of its own."""

    def __init__(self, config: DecompdrillConfig) -> None:
        super().__init__(config, seed=config.seed, size=config.size)
        self.ids = ids_of(config.topic, config.level)

    def __getitem__(self, idx: int) -> dict[str, Any]:
        item = BANK.draw(self.ids[idx % len(self.ids)], self.seed % 10**8 * SEEDS_OF_A_SET + idx)
        about = {"source_dataset": "decompdrill", "source_index": idx, "token": item.token, "bank": BANK.digest}
        return {"question": item.prompt, "answer": item.key, "metadata": about}

    def score_answer(self, answer: str | None, entry: dict[str, Any]) -> float:
        """Return the credit, from 0 to 1, of what stands in the answer's last `<answer>` or box, else of all of it."""
        return 0.0 if answer is None else api.reward(answer, entry["metadata"]["token"], partial=True)


for topic in BANK.banks.ids:
    register_dataset(
        f"decompdrill-{topic}",
        DecompdrillDataset,
        make_dataclass("DecompdrillConfig", [("topic", str, topic)], bases=(DecompdrillConfig,)),
    )
