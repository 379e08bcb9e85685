# Everything that is done with this program by hand or by CI. `make` lists it.
SHELL := /bin/bash
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
RUN := $(VENV)/bin/python
CHECKED := ledsagning hours admin_costs tests manage.py
# For commands that need settings and no municipality: a key of its own is not asked for.
LOCAL := LEDSAGNING_DEBUG=1
COMPILE := uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
	--no-annotate --no-header --no-emit-index-url --quiet

.DEFAULT_GOAL := help
.PHONY: help venv venv-dev demo demo-reset screen-reader spoken test lint format bench lock messages clean

help: ## list what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

# --- the environment -------------------------------------------------------------------------------------------------

venv: $(VENV)/.runtime ## install what the program needs to run, in .venv
venv-dev: $(VENV)/.dev ## install what testing and checking it needs as well

$(VENV)/bin/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed. Name it: make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
		{ echo "Python cannot make virtual environments here: apt-get install python3-venv"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.runtime: requirements.txt | $(VENV)/bin/pip
	$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

$(VENV)/.dev: requirements-dev.txt | $(VENV)/bin/pip
	$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

# --- try it ----------------------------------------------------------------------------------------------------------

demo: venv ## set up and serve the demonstration on http://127.0.0.1:8000 (PORT=… for another)
	LEDSAGNING_DEMO=1 $(RUN) manage.py demo --port $(PORT)

demo-reset: venv ## the same, from the beginning
	rm -f var/demo.sqlite3 var/demo.sqlite3-wal var/demo.sqlite3-shm
	LEDSAGNING_DEMO=1 $(RUN) manage.py demo --port $(PORT)

# --- test and check --------------------------------------------------------------------------------------------------

# Guidepup's virtual screen reader, for R4 alone: the program itself needs no Node.
SCREEN_READER := tests/browser/screen_reader
screen-reader: $(SCREEN_READER)/node_modules/.package-lock.json ## install what the tests listen with (needs npm)

$(SCREEN_READER)/node_modules/.package-lock.json: $(SCREEN_READER)/package-lock.json
	@command -v npm >/dev/null || { echo "npm is not installed: apt-get install npm"; exit 1; }
	cd $(SCREEN_READER) && npm ci --silent
	@touch $@

spoken: venv-dev screen-reader ## write anew what is heard while booking; then read the difference aloud
	UPDATE_SPOKEN=1 $(RUN) -m pytest --quiet tests/browser/test_spoken_booking.py
	git diff --stat -- $(SCREEN_READER)

COVERED := --branch --source hours,admin_costs --omit '*/migrations/*' --skip-covered --fail-under 95

# Three runs side by side: both databases, and the browser, which mostly waits. SQLite, the quicker of the two, has
# what touches no database as well, and counts which lines and branches are run.
test: venv-dev screen-reader ## run every test on SQLite and on PostgreSQL, with coverage
	@mkdir -p var
	@$(RUN) -m pytest --db postgres --database-tests-only >var/test-postgres.log 2>&1 & postgres=$$!; \
	$(RUN) -m pytest --db sqlite -m browser >var/test-browser.log 2>&1 & browser=$$!; \
	$(RUN) -m slipcover $(COVERED) -m pytest --db sqlite -m 'not browser'; sqlite=$$?; \
	wait $$browser; browser=$$?; cat var/test-browser.log; \
	wait $$postgres; postgres=$$?; cat var/test-postgres.log; \
	exit $$((sqlite || browser || postgres))

lint: venv-dev ## style, types, templates, missing migrations, untranslated texts
	$(RUN) -m ruff check .
	$(RUN) -m ruff format --check .
	$(LOCAL) $(RUN) -m mypy
	$(VENV)/bin/djlint --lint --quiet templates
	$(LOCAL) $(RUN) manage.py check
	$(LOCAL) $(RUN) manage.py makemigrations --check --dry-run
	$(RUN) -m pytest --quiet tests/test_translations.py tests/test_templates.py tests/test_architecture.py

format: venv-dev ## put the code in the one style
	$(RUN) -m ruff check --fix .
	$(RUN) -m ruff format .

bench: venv-dev ## measure (tests/benchmarks)
	$(RUN) -m pytest --capture=no -o python_files='bench_*.py' tests/benchmarks

# --- keep ------------------------------------------------------------------------------------------------------------

lock: ## choose the newest versions within pyproject.toml's ranges (needs uv)
	$(COMPILE) --upgrade -o requirements.txt
	$(COMPILE) --upgrade --extra dev -c requirements.txt -o requirements-dev.txt

messages: venv-dev ## gather the texts and compile the Swedish ones (needs gettext)
	@command -v xgettext msgfmt >/dev/null || { echo "gettext is not installed: apt-get install gettext"; exit 1; }
	$(LOCAL) $(RUN) manage.py makemessages --locale sv --add-location file --no-obsolete \
		--ignore '$(VENV)' --ignore var --ignore tests
	$(LOCAL) $(RUN) manage.py compilemessages --locale sv

clean: ## remove the environment and what testing left behind (var/, the data, stays)
	rm -rf $(VENV) .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
