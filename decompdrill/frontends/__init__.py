"""How the tool shows and asks: at a terminal, in plain text, in JSON lines."""
