# `make run` and `make test` set up everything they need in .venv; `make help` lists the rest.
PYTHON ?= python3
PY := .venv/bin/python
READY := .venv/ready

# Without compiled modules every start would parse every library again.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help run test check format bench screenshots guide clean

help: ## list these commands
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1	\2/p' Makefile | expand -t 20

$(READY): pyproject.toml tools/prepare.py
	@$(PYTHON) tools/prepare.py

run: $(READY) ## open the window on a copy of the Thurrock 2017 register
	@$(PY) tools/show.py

test: check ## check the code and run the tests
	QT_QPA_PLATFORM=offscreen $(PY) -m pytest -q -n auto

check: $(READY) ## check style and types
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy

format: $(READY) ## lay out the code
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

bench: $(READY) ## measure RiskDesk beside the tools it is compared with
	QT_QPA_PLATFORM=offscreen $(PY) -m tests.bench

screenshots: $(READY) ## picture every page, light and dark, into out/screenshots
	$(PY) tests/screenshots.py out/screenshots

guide: $(READY) ## write the commands, keys and audit rules into docs
	$(PY) tools/guide.py

clean: ## remove what the commands above made, except registers
	rm -rf .venv out/screenshots out/*.png out/*.pdf build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
