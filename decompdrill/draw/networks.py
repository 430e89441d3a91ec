"""Recipes for the sizes of layers and data in machine learning."""

from __future__ import annotations

from decompdrill.draw.recipe import DrawnValue, Params, Recipe
from decompdrill.draw.stream import Stream

WIDTHS = (768, 1024, 1280, 2048, 2560, 3072, 4096, 5120, 8192)
DEPTHS = (12, 16, 24, 32, 40)


def _lora_layers(stream: Stream, params: Params) -> tuple[DrawnValue, ...]:
    """({"d_in": 4096, "d_out": 4096, "count": 64}, {"d_in": 4096, "d_out": 16384, "count": 32})"""
    kinds = params.integer("kinds", 1, 4)
    widths = params.integers("widths", 1)
    if min(widths) < 1:
        raise params.refusal("widths", "a list of positive integers")
    width, depth = stream.pick(widths), stream.pick(DEPTHS)
    shapes = [(width, width), (width, 4 * width), (4 * width, width), (width, width // 4 or 1)]
    chosen = [shapes[0], *stream.sample(shapes[1:], kinds - 1)] if kinds > 1 else [stream.pick(shapes)]
    per_block = [stream.pick((1, 2)) for _ in chosen]
    return tuple(
        {"d_in": d_in, "d_out": d_out, "count": depth * each}
        for (d_in, d_out), each in zip(chosen, per_block, strict=True)
    )


LORA_LAYERS = Recipe(
    name="lora-layers",
    sentence="The layers of a transformer as a list of {d_in, d_out, count}, of as many `kinds` (1 to 4) of layer, the "
    "model's width being one of `widths`.",
    example="layers: {recipe: lora-layers, kinds: 2, widths: [768, 1024, 4096]}",
    make=_lora_layers,
    optional={"kinds": 1, "widths": WIDTHS},
)
