# The same targets for people, pre-commit and CI. Everything lives in .venv.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready

.PHONY: setup run test check fix bench kills races lock migration peers
setup: $(READY)

$(READY): requirements.lock pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	PYTHONWARNINGS=ignore $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	$(BIN)/python -m knowledge.model.install || echo "The language model could not be fetched: documents are found by their words only. make setup tries again."
	$(BIN)/mitra understanding learn
	touch $(READY)

run: setup  ## everything, with the demo world, on http://127.0.0.1:3978
	$(BIN)/mitra serve --demo

test: setup  ## the whole test suite, with branch coverage
	$(BIN)/python -m pytest -n auto --dist loadfile -m "not peers" --cov --cov-report=term:skip-covered

peers: setup  ## the real clients of Slack and Teams, and the page, in a real browser
	$(BIN)/python -m pytest -m peers

check: setup
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

fix: setup
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: setup
	$(BIN)/python -m bench

kills: setup  ## an import, a calculation and a close, killed a thousand times, both databases at once
	MITRA_TEST_KILLS=1000 $(BIN)/python -m pytest tests/bot/test_killed_calculator.py tests/bot/test_sales.py -n 2 --dist load --timeout 9000

races: setup  ## two partners register one customer in the same second, a thousand times, both databases
	MITRA_TEST_RACES=1000 $(BIN)/python -m pytest tests/handlers/deals/test_protection.py -k same_second -n 2 --dist load

lock:  ## after a change of pyproject.toml
	$(BIN)/pip-compile --quiet --extra dev --extra model --extra crm --generate-hashes --no-header --no-emit-index-url \
		--no-emit-trusted-host --no-emit-find-links --allow-unsafe --no-strip-extras \
		--output-file requirements.lock pyproject.toml

migration: setup  ## make migration m="what changed"
	$(BIN)/python -m storage.migrations.make "$(m)"
	$(BIN)/ruff format --quiet storage/migrations/versions
