"""The world outside: files written whole or not at all, the folders, and the one door to stdout and stderr."""
