# What a contributor runs, with the tools of .venv. `bash .ci/run` is what a change must pass in the end.

# List the recipes
default:
    @just --list --unsorted

# Make .venv, with decompdrill as it is edited and all that the tests need
setup:
    python3 -m venv .venv
    .venv/bin/pip install -q -e '.[dev]'

# Lint, format and types
check:
    .venv/bin/ruff check .
    .venv/bin/ruff format --check .
    .venv/bin/mypy

# The tests, all or those named: just test tests/draw/test_draw.py -k rank
test *arguments='-n auto':
    .venv/bin/python -m pytest -q {{arguments}}

# Write anew what is generated in docs/authoring.md and README.md, and say which draws have changed
docs:
    .venv/bin/python docs/generate.py
    .venv/bin/python -m tests.readme --update
    .venv/bin/python -m tests.digests

# Hostile texts from a seed, and a second judge for every kind: just fuzz 7
fuzz seed='1':
    .venv/bin/python -m benchmarks.fuzz --answers 5000 --records 1000 --banks 100 --expressions 1000 --histories 100 --seed {{seed}} --jobs 2
    .venv/bin/python -m benchmarks.oracle --problems 20 --seed {{seed}}

# What starting, drawing, judging and reading cost
bench:
    .venv/bin/python -m benchmarks.startup --rounds 5
    .venv/bin/python -m benchmarks.rates --rounds 3
