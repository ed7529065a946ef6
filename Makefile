# Everything a newcomer types. `make help` lists it.
PYTHON ?= python3
PORT ?= 8000
export PORT
BIN := .venv/bin
MANAGE := $(BIN)/python manage.py
PIP := $(BIN)/pip install --quiet --disable-pip-version-check --require-hashes
CATALOGUES := $(wildcard locale/*/LC_MESSAGES/*.po cms/library_words/*/LC_MESSAGES/*.po)

.PHONY: help demo test test-postgres browser walk bench audit lint images screenshots messages requirements clean

help: ## what there is
	@grep -hE '^[a-z-]+:.*## ' Makefile | sed -E 's/:.*## /\t/' | expand -t 18

.venv/base: requirements/base.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "Installing what the program needs (once) ..."
	@$(PIP) -r requirements/base.txt
	@touch $@

.venv/dev: .venv/base requirements/dev.txt
	@echo "Installing the test tools (once) ..."
	@$(PIP) -r requirements/dev.txt
	@touch $@

%.mo: %.po .venv/base
	@$(BIN)/pybabel --quiet compile --input-file $< --output-file $@ --locale zh_Hans

demo: .venv/base $(CATALOGUES:.po=.mo) ## a working site with demo content on http://127.0.0.1:$PORT
	@$(MANAGE) load_demo
	@$(BIN)/honcho --no-prefix start || test $$? -eq 130  # Ctrl-C is how it is meant to end

test: .venv/dev $(CATALOGUES:.po=.mo) ## the whole suite on SQLite
	$(BIN)/python -m pytest -n auto --dist loadgroup

# What knows no database at all need not be asked twice.
test-postgres: .venv/dev $(CATALOGUES:.po=.mo) ## the same suite on PostgreSQL (DATABASE_URL)
	DATABASE_URL=$${DATABASE_URL:-postgres://postgres@127.0.0.1:5432/postgres} \
	CACHE_URL=$${CACHE_URL:-redis://127.0.0.1:6379/5} \
	$(BIN)/python -m pytest -n auto --dist loadgroup -m "not browser" --ignore tests/channels/pure

walk: .venv/dev $(CATALOGUES:.po=.mo) ## thousands of random steps with products and stories: nothing gets by the second person
	CASE_MACHINE_STEPS=5000 STORY_MACHINE_STEPS=10000 $(BIN)/python -m pytest -q -n 2 \
		tests/products/test_step_machine.py tests/stories/test_story_machine.py

bench: .venv/dev $(CATALOGUES:.po=.mo) ## measurements as ratios within one run
	$(BIN)/python -m tests.bench

audit: .venv/dev $(CATALOGUES:.po=.mo) ## Lighthouse, the HTML checker and slow phones (needs Node, Java, Chromium)
	$(BIN)/python -m tests.audit

lint: .venv/dev $(CATALOGUES:.po=.mo) ## style, layers, types, templates, migrations, catalogues
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/mypy
	$(BIN)/djhtml --check templates
	$(MANAGE) makemigrations --check --dry-run
	$(MANAGE) channel_docs --check
	$(BIN)/python -m tests.catalogue

images: .venv/dev $(CATALOGUES:.po=.mo) ## screenshots for the documentation (needs Chromium)
	$(BIN)/python -m tests.browser.screenshots

screenshots: .venv/dev $(CATALOGUES:.po=.mo) ## every public page type at three widths, light and dark, into var/screenshots
	$(BIN)/python -m tests.browser.all_screenshots

messages: .venv/dev ## bring the catalogue in step with the source (needs gettext)
	$(MANAGE) makemessages --locale zh_Hans --no-location --ignore var --ignore .venv

requirements: .venv/dev ## compile the pinned requirements, for every Python from 3.11 on
	for name in base dev art; do \
		$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
			requirements/$$name.in --output-file requirements/$$name.txt || exit 1; \
	done

clean: ## forget the environment and everything the program wrote here
	rm -rf .venv var $(CATALOGUES:.po=.mo)
