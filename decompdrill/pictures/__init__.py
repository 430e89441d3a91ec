"""The pictures: what a decomposition does, drawn in text and in SVG. Numbers in, `scene.Picture` out; nothing is read here."""
