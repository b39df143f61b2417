# Needs nothing but make, git and Debian 12 or 13 (`apt-get install -y git make`); sets up the rest by itself.
.PHONY: run test lint format bench proof soak try-debian13 docs translations pins audit house setup setup-test

run: setup
	@exec .venv/bin/flask --app wsgi exchange run

test: setup-test
	@setup/checks

lint: setup-test
	@setup/checks lint

format: setup-test
	.venv/bin/ruff check --fix --quiet .
	.venv/bin/ruff format .
	PATH="$$PWD/.venv/bin:$$PATH" node_modules/.bin/biome check --write

bench: setup-test
	.venv/bin/python -m bench
	.venv/bin/python -m bench.questions
	.venv/bin/python -m bench.wall
	.venv/bin/python -m bench.wall --portals 2
	.venv/bin/python -m bench.what_if

# What takes too long for `make test`: tests with the mark `proof`, the simulator against thousands of real calls
# (`make test` does it with 30), drawings that no test has seen yet, and the portal on PostgreSQL.
proof: setup-test
	.venv/bin/pytest -m proof -n 3 --dist loadfile --no-loadscope-reorder --timeout 7200
	.venv/bin/pytest tests/calls/test_same_meaning.py --proof-calls 2000 --timeout 7200
	.venv/bin/pytest tests/designer --hypothesis-profile default
	.venv/bin/pytest tests/app --postgres

# Minutes of more calls than the machine carries; nothing else should run on it meanwhile. Tests with the mark `soak`
# come first: a screen that stays on for six hours, which are made short, and what its page and the portal hold.
soak: setup-test
	.venv/bin/pytest -m soak --timeout 7200 -o log_cli=true --log-cli-level INFO
	.venv/bin/python -m bench --scenario overload --times 1.5,2

# `make run` in a Debian 13 of its own (as root or with sudo), up to a call that both sides hear.
try-debian13:
	@setup/try-debian trixie

docs: setup
	.venv/bin/python -c "import config; print(config.reference(), end='')" >docs/configuration.md
	.venv/bin/python -m designer.drawing.nodes_doc >docs/nodes.md
	.venv/bin/python -m app.rights_doc >docs/rights.md
	.venv/bin/python -m app.figures.doc >docs/figures.md

# New texts of the source into app/translations; the words are then yours.
translations: setup
	.venv/bin/python -m app.extraction

# Newer versions within requirements*.in; try them before you commit.
pins: setup-test
	setup/pins

audit: setup-test
	.venv/bin/pip-audit --strict --disable-pip --no-deps -r requirements-dev.txt

# Figures about the code as JSON lines; `make house AT=path` counts another checkout, such as an older one.
house: setup-test
	@.venv/bin/python setup/house.py $(AT)

setup:
	@setup/all run

setup-test:
	@setup/all test
