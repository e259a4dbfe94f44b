# Every target works from a fresh clone: the environment .venv is made on demand.
.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: course test check stubs results book release public serve clean lock help

SHELL := /bin/bash
PYTHON_BIN := .venv/bin/python
COURSE ?= course
PORT ?= 8000
UNITS ?=
FAST := not browser and not nbgrader and not book and not lab and not cluster and not slow
LOCK := pip compile --universal --python-version 3.11 --fork-strategy fewest \
	--no-emit-index-url --no-annotate --no-header --quiet

# One BLAS thread: the arrays are small, and workers run side by side.
export OMP_NUM_THREADS := 1
export OPENBLAS_NUM_THREADS := 1
export MKL_NUM_THREADS := 1

course: ## Build the book, release every unit, grade a sample class, and say what to open.
	@start=$$(date +%s); scripts/bootstrap && \
	$(PYTHON_BIN) -m autograder.course --environment-seconds $$(( $$(date +%s) - start ))

test: ## Install what the tests need, check the sources, and run every test.
	@scripts/bootstrap test
	@$(PYTHON_BIN) -m autograder.system install
	@$(MAKE) --no-print-directory lint
	$(PYTHON_BIN) -m pytest -n 2 --dist loadgroup

check: ## Check the sources and run the fast tests, in four to six minutes.
	@scripts/bootstrap test
	@$(MAKE) --no-print-directory lint
	$(PYTHON_BIN) -m pytest -q -n 2 --dist loadgroup -m "$(FAST)"

.PHONY: lint
lint:
	$(PYTHON_BIN) -m ruff check --quiet .
	$(PYTHON_BIN) -m ruff format --check --quiet .
	$(PYTHON_BIN) -m mypy
	$(PYTHON_BIN) -m codespell_lib
	$(PYTHON_BIN) -m autograder.stubs --check

stubs: ## Write the stubs and visible checks in rnn_core from solutions.
	@scripts/bootstrap
	$(PYTHON_BIN) -m autograder.stubs

results: ## Run the long trainings again and write their small result files.
	@scripts/bootstrap
	$(PYTHON_BIN) -m autograder.results

book: ## Build the site into _build/html.
	@scripts/bootstrap
	$(PYTHON_BIN) -m autograder.site build

release: ## Write the students' notebooks and student.zip; UNITS="lstm gru" chooses.
	@scripts/bootstrap
	$(PYTHON_BIN) -m autograder release --course $(COURSE) $(UNITS)

public: ## Write what may be published, and nothing else, into _build/public.
	@scripts/bootstrap
	$(PYTHON_BIN) -m autograder release
	$(PYTHON_BIN) -m autograder.site build
	$(PYTHON_BIN) -m autograder.public

serve: book ## Build the site and show it at http://127.0.0.1:8000 (PORT=… changes it).
	$(PYTHON_BIN) -m autograder.site serve --port $(PORT)

clean: ## Remove what was generated; the environment and a real class stay.
	@if [ -d course/submitted ] && [ ! -e course/expected.json ]; \
	then echo "course/ holds a class and stays"; else rm -rf course; fi
	rm -rf _build build dist *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -not -path './.venv/*' -prune -exec rm -rf {} +

lock: ## Resolve the requirements*.in files again (needs the network).
	@scripts/bootstrap
	$(PYTHON_BIN) -m pip install --quiet uv
	$(PYTHON_BIN) -m uv $(LOCK) --output-file requirements.txt requirements.in
	$(PYTHON_BIN) -m uv $(LOCK) --output-file requirements-cluster.txt requirements-cluster.in
	$(PYTHON_BIN) -m uv $(LOCK) --output-file requirements-test.txt requirements-test.in

help: ## Print this list.
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))
