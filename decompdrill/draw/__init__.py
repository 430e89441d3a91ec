"""Draws: replayable streams, and the recipes that make the numbers of a question from its answer."""

from __future__ import annotations

from decompdrill.draw.recipe import DrawError, DrawnValue, Recipe
from decompdrill.draw.stream import Stream
from decompdrill.draw.table import RECIPES
from decompdrill.draw.variables import VariableDeclaration, draw_variables

__all__ = ["RECIPES", "DrawError", "DrawnValue", "Recipe", "Stream", "VariableDeclaration", "draw_variables"]
