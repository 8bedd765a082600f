# `make demo` builds the ready plan into out/; `make test` runs what must hold, `make test-full` the long sweeps too.  Both make .venv themselves.
PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: demo test test-full lint format docs pictures clean

$(STAMP): pyproject.toml hatch_build.py
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "psoas-pdf needs Python 3.11 or newer")'
	$(PYTHON) -m venv $(VENV)
	$(RUN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	touch $@

demo: $(STAMP)
	$(RUN)/psoas-pdf build iliopsoas --output out/

test: lint
	$(RUN)/python -m pytest

test-full: lint
	$(RUN)/python -m pytest -m "full or not full"

lint: $(STAMP)
	$(RUN)/ruff check src tests benchmarks tools hatch_build.py
	$(RUN)/ruff format --check src tests benchmarks tools hatch_build.py
	$(RUN)/mypy

format: $(STAMP)
	$(RUN)/ruff format src tests benchmarks tools hatch_build.py
	$(RUN)/ruff check --fix src tests benchmarks tools hatch_build.py

docs: $(STAMP)
	$(RUN)/python -m pytest --accept tests/test_format.py

pictures: $(STAMP)
	$(RUN)/python tools/pictures.py

clean:
	rm -rf out build dist $(VENV)
