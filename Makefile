# Two commands: `make run` and `make test`. Nothing but git, make and Python 3.11-3.13 is needed:
# the recipes call Python only, no other program of the machine.
PYTHON ?= python3
HOUSE = $(PYTHON) tools/house.py
MAKEFLAGS += --no-print-directory

.PHONY: help run test bench bench-allocation lock messages format demo-reset break-guards

help: ## these lines
	@$(HOUSE) help
run: ## set everything up and serve the demonstration region on http://localhost:8000 (PORT chooses another)
	@$(HOUSE) run
test: ## set up the checks and run all of them, on SQLite and on PostgreSQL, in a real browser too
	@$(HOUSE) test
bench: ## measure speed and size, print a table and write bench/results.json
	@$(HOUSE) bench
bench-allocation: ## measure the placement engine beside its rivals (ONLY=singles measures one part)
	@$(HOUSE) bench-allocation
lock: ## lock the dependencies of pyproject.toml with hashes (UPGRADE=1 takes newer versions)
	@$(HOUSE) lock
messages: ## collect the texts to translate from code and templates into the catalogues
	@$(HOUSE) messages
format: ## format the code and mend what the linter can mend
	@$(HOUSE) format
demo-reset: ## throw away the demonstration region's database; the next `make run` builds it anew
	@$(HOUSE) demo-reset
break-guards: ## break every rule of the house once, in a copy, and see that it is noticed
	@$(HOUSE) break-guards
