# The two commands are `make run` and `make test`; both set everything up by themselves.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
TOUR := build/tour

# What is compiled once serves every process of the tests, also where the environment says otherwise.
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
.PHONY: help run test tour lint catalogs clean

help:
	@echo "make run       open Kumppani on demo data (without a screen: take the tour)"
	@echo "make test      check everything and run the tests"
	@echo "make tour      pictures of every page and all papers, into $(TOUR)"
	@echo "make lint      style, types, imports and translations"
	@echo "make catalogs  bring the translation catalogs up to date"
	@echo "make clean     remove what was built"

run: $(VENV)/.run catalogs-compiled
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ] || [ "$$(uname -s)" != Linux ]; then \
		$(BIN)/python -m app --demo; \
	else \
		echo "There is no screen here, so the tour is taken instead of opening the window."; \
		$(MAKE) --no-print-directory tour; \
	fi

tour: $(VENV)/.run catalogs-compiled
	@QT_QPA_PLATFORM=offscreen QT_LOGGING_RULES="*.warning=false" $(BIN)/python -m app tour $(TOUR) \
		>/dev/null 2>build-tour.log || { cat build-tour.log; rm -f build-tour.log; exit 1; }
	@rm -f build-tour.log
	@echo "The pictures and papers are in $(CURDIR)/$(TOUR)"

test: lint
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -n 3 --dist loadfile

lint: $(VENV)/.test catalogs-compiled
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/pyrefly check
	$(BIN)/lint-imports
	$(BIN)/python packaging/catalogs.py check

catalogs: $(VENV)/.run
	$(BIN)/python packaging/catalogs.py update
	$(BIN)/python packaging/catalogs.py compile

.PHONY: catalogs-compiled
catalogs-compiled:
	@$(BIN)/python packaging/catalogs.py compile

$(VENV)/bin/python:
	@sh packaging/system-libraries.sh $(PYTHON)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Kumppani needs Python 3.11 or newer; set PYTHON=… to one."; exit 1; }
	$(PYTHON) -m venv $(VENV)

# The source tree itself is put on the path, so that nothing has to be built to run from it.
$(VENV)/.run: requirements.txt | $(VENV)/bin/python
	@sh packaging/system-libraries.sh $(PYTHON)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

$(VENV)/.test: requirements-dev.txt | $(VENV)/bin/python
	@sh packaging/system-libraries.sh $(PYTHON) test
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@ $(VENV)/.run

clean:
	rm -rf $(VENV) build dist .pytest_cache .hypothesis .ruff_cache .import_linter_cache
	find translations -name '*.mo' -delete
