# From the study file to the report: `make report`, or `make report STUDY=name`. `make help` lists the rest.
# Every output is a file target, so that only what changed is made again. GNU make 3.81 or newer; paths are relative.

STUDY ?= tehran-2017
PYTHON ?= python3
CORPUS ?= saudinewsnet

.DEFAULT_GOAL := help
.SUFFIXES:

# Study and corpus become names of targets and words of a shell. Only plain names go on, and nothing in them is expanded
# before that. Names of articles, sheets and labels never come here: taawun.receipts compares them.
define line_break


endef
empty :=
tab := $(empty)	$(empty)
hash := \#
FORBIDDEN := $$ ` " ' ; | & < > ( ) { } [ ] * ? ! $(hash) % \ / = : ~ , + ^ @
not_plain = $(strip $(foreach sign,$(FORBIDDEN),$(findstring $(sign),$(value $(1)))) $(findstring $(line_break),$(value $(1))) \
  $(if $(findstring $(tab),$(value $(1))),tab) $(filter -% .%,$(value $(1))) $(filter-out 1,$(words $(value $(1)))))
ifneq (,$(call not_plain,STUDY))
$(error taawun: STUDY is not the name of a study: use letters, digits, ., - and _)
endif
ifneq (,$(and $(value NAME),$(call not_plain,NAME)))
$(error taawun: NAME is not the name of a study: use letters, digits, ., - and _)
endif
ifneq (,$(call not_plain,CORPUS))
$(error taawun: CORPUS is not the name of a corpus: use letters, digits, ., - and _)
endif

# A Dask scheduler whose workers do the stages (CLUSTER=tcp://host:8786), as a variable: it never is a word of a shell.
ifneq (,$(value CLUSTER))
export TAAWUN_CLUSTER := $(value CLUSTER)
endif

# Topics and rhetoric do not wait for each other. A -j of the caller's wins.
ifeq (,$(findstring -j,$(filter -j%,$(MAKEFLAGS))))
MAKEFLAGS += -j2
endif

# What numbers could depend on is fixed here; `make verify` builds once more with other values of the rest.
export PYTHONHASHSEED ?= 0
export PYTHONUTF8 := 1
# Each stage is a process of its own: without its cache Python would compile every package again each time.
export PYTHONDONTWRITEBYTECODE :=
# Python of .venv alone: no packages from elsewhere, none from the current folder, and docstrings stay.
export PYTHONPATH :=
ifneq (,$(COMPILED))
# the same library with its extractor compiled (`make compiled`), for stages and benchmarks
export PYTHONPATH := build/compiled
endif
export PYTHONSAFEPATH := 1
export PYTHONNOUSERSITE := 1
export PYTHONOPTIMIZE :=
unexport PYTHONHOME PYTHONSTARTUP PYTHONINSPECT PYTHONWARNINGS
export OMP_NUM_THREADS := 1
export OPENBLAS_NUM_THREADS := 1
export MKL_NUM_THREADS := 1
export SOURCE_DATE_EPOCH := 1506902400
ifeq ($(shell uname -m),x86_64)
export OPENBLAS_CORETYPE := Haswell
endif

BUILD := build/$(STUDY)
REPORT := reports/$(STUDY)
STAMP := .venv/.installed
TOMOTOPY := .venv/.installed-tomotopy
DOCS := .venv/.installed-docs
PYTHON_HERE := .venv/bin/python
COMPILED_HERE := build/compiled/.done
COMPILED_ROOMS := taawun/arabic taawun/names taawun/statements
RUN := $(PYTHON_HERE) -m taawun.cli
# The stages of one build know each other by the process of its make.
export TAAWUN_OWNER := $(or $(TAAWUN_OWNER),$(shell echo $$PPID))

# What each stage is made by: its own floor of the library and the floors below.
BASE := $(wildcard src/taawun/*.py) $(wildcard src/taawun/arabic/*.py src/taawun/lexicons/*)
BASE := $(filter-out src/taawun/notebook_runner.py,$(BASE))
CORPUS_CODE := $(BASE) $(wildcard src/taawun/corpus/*.py)
STATEMENTS_CODE := $(CORPUS_CODE) $(shell find src/taawun/names src/taawun/statements src/taawun/linking -name '*.py')
FRAMES_CODE := $(STATEMENTS_CODE) $(wildcard src/taawun/codebook/*.py)
NOTEBOOK_CODE := src/taawun/notebook_runner.py $(wildcard src/taawun/statistics/*.py src/taawun/report/*.py src/taawun/report/templates/*)
TABLES := $(BUILD)/articles.parquet $(BUILD)/statements.parquet $(BUILD)/frames.parquet
# A study of pairs has no sides to find topics and rhetoric of.
PARTS := $(if $(shell grep -s '^pairs *:' 'studies/$(STUDY).yaml'),pairs,rhetoric topics)
PARTS += $(if $(shell grep -s '^meetings *:' 'studies/$(STUDY).yaml'),exchanges)
# Every notebook reads all tables of its study, and its receipt says so: none may come into being after it ran.
TABLES += $(if $(filter pairs exchanges,$(PARTS)),$(BUILD)/targets.parquet)
TABLES += $(if $(filter exchanges,$(PARTS)),$(BUILD)/meetings.parquet)
# The longest first, so that two that run beside each other end together.
NOTEBOOKS := $(PARTS:%=$(BUILD)/%.ipynb) $(BUILD)/corpus.ipynb

.PHONY: need-shared
.PHONY: help setup new compiled report pdf test lint rules-page lab explore verify audit docs wheel trials faults fetch bench bench-words bench-statements bench-rhetoric bench-known-groups bench-topics bench-explorer bench-start bench-scale clean distclean

help: ## List these targets
	@awk 'BEGIN { FS = ":.*## " } /^[a-z-]+:.*## / { printf "  make %-18s %s\n", $$1, $$2 }' Makefile
	@# Other YAML files may lie beside the studies: a study has sides or pairs. Their names are printed, and nothing else.
	@printf '\n  STUDY=%s   studies here:' '$(STUDY)'; for file in studies/*.yaml; do \
	  [ ! -f "$$file" ] || ! grep -qsE '^(sides|pairs) *:' "$$file" || { name=$${file#studies/}; printf ' %s' "$${name%.yaml}" | LC_ALL=C tr -d '[:cntrl:]'; }; done; echo

## The environment: once, from the hashed lock alone -------------------------------------------------------------------

setup: $(STAMP) ## Install the locked packages into .venv

$(STAMP): requirements.lock pyproject.toml
	@command -v $(PYTHON) >/dev/null || { echo "taawun: there is no $(PYTHON); install Python 3.11, 3.12 or 3.13" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' || { \
	  echo "taawun: $$($(PYTHON) --version) does not fit; install Python 3.11, 3.12 or 3.13 and say: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "taawun: this Python has no venv; install it (Debian, Ubuntu: apt install python3-venv)" >&2; exit 1; }
	@echo "Installing the locked packages into .venv (once) ..." >&2
	@.venv/bin/python -c '' 2>/dev/null || $(PYTHON) -m venv --clear .venv
	@awk '/^uv==/ { on = 1 } on { print } on && !/\\$$/ { exit }' requirements.lock > .venv/uv.txt
	@.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r .venv/uv.txt
	@VIRTUAL_ENV=.venv .venv/bin/python -m uv pip sync --quiet --require-hashes requirements.lock
	@VIRTUAL_ENV=.venv .venv/bin/python -m uv pip install --quiet --no-deps --no-build-isolation --editable .
	@# Python reads the path to src/ in the encoding of the locale, which may not have the letters of this folder's name.
	@for path in .venv/lib/python*/site-packages/*taawun*.pth; do echo ../../../../src > "$$path"; done
	@touch $@

# A second topic engine, for the studies that ask for it: not everyone has to install it.
$(TOMOTOPY): requirements-tomotopy.lock $(STAMP)
	@echo "Installing tomotopy, which the study asks for, into .venv (once) ..." >&2
	@VIRTUAL_ENV=.venv .venv/bin/python -m uv pip install --quiet --require-hashes -r requirements-tomotopy.lock
	@touch $@

# What builds the site and checks the package is needed by those who change the project.
$(DOCS): requirements-docs.lock $(STAMP)
	@echo "Installing what builds the documentation into .venv (once) ..." >&2
	@VIRTUAL_ENV=.venv .venv/bin/python -m uv pip install --quiet --require-hashes -r requirements-docs.lock
	@touch $@

## The report ----------------------------------------------------------------------------------------------------------

new: $(STAMP) ## Begin a study of your own articles in data/NAME, or add new ones: NAME=name
	@$(RUN) new $(or $(NAME),$(error taawun: say which study: make new NAME=my-study))

report: $(REPORT)/report.html ## Make reports/STUDY/report.html

# Each stage writes whole or not at all: make must not remove what another one has just finished.
.PRECIOUS: $(TABLES) $(BUILD)/targets.parquet $(BUILD)/meetings.parquet $(NOTEBOOKS) $(REPORT)/report.html

# What has to run again for a reason that make does not see: articles, sheets or labels that changed, came or went, and
# built files that are not what their stage wrote.
DUE := $(shell [ ! -d '$(BUILD)' ] || $(PYTHON_HERE) -m taawun.receipts '$(BUILD)' 2>/dev/null)
$(foreach stage,$(filter articles statements frames targets meetings,$(DUE)),$(eval $(BUILD)/$(stage).parquet: again))
$(foreach stage,$(filter corpus topics rhetoric pairs exchanges,$(DUE)),$(eval $(BUILD)/$(stage).ipynb: again))
.PHONY: again

# A stage runs again when the study says other things to it, which its receipt tells, not for every change of the file.
$(BUILD)/articles.parquet: $(CORPUS_CODE) $(STAMP) | studies/$(STUDY).yaml
	$(RUN) articles $(STUDY) $@

$(BUILD)/articles.parquet $(BUILD)/statements.parquet: | $(if $(COMPILED),$(COMPILED_HERE))

$(BUILD)/statements.parquet: $(BUILD)/articles.parquet $(STATEMENTS_CODE)
	$(RUN) statements $< $@

$(BUILD)/frames.parquet: $(BUILD)/statements.parquet $(FRAMES_CODE)
	$(RUN) frames $(BUILD)/articles.parquet $@ --statements $< --study $(STUDY)

$(BUILD)/targets.parquet: $(BUILD)/statements.parquet $(STATEMENTS_CODE) $(wildcard src/taawun/targets/*.py src/taawun/codebook/*.py)
	$(RUN) targets $(BUILD)/articles.parquet $@ --statements $<

$(BUILD)/meetings.parquet: $(BUILD)/statements.parquet $(STATEMENTS_CODE) $(wildcard src/taawun/targets/*.py src/taawun/codebook/*.py src/taawun/meetings/*.py)
	$(RUN) meetings $(BUILD)/articles.parquet $@ --statements $<

$(BUILD)/pairs.ipynb $(BUILD)/exchanges.ipynb: $(wildcard src/taawun/pairs/*.py)
$(BUILD)/topics.ipynb: $(wildcard src/taawun/topics/*.py)
ifneq (,$(shell grep -sw tomotopy 'studies/$(STUDY).yaml'))
$(BUILD)/topics.ipynb: $(TOMOTOPY)
endif
$(BUILD)/rhetoric.ipynb: $(wildcard src/taawun/rhetoric/*.py)
$(NOTEBOOKS): $(BUILD)/%.ipynb: notebooks/%.ipynb $(TABLES) $(NOTEBOOK_CODE)
	$(RUN) notebook $< $(STUDY)

$(REPORT)/report.html: $(NOTEBOOKS) studies/$(STUDY).yaml
	$(RUN) report $(STUDY)
	@echo "made $@"

studies/$(STUDY).yaml:
	@$(MAKE) --no-print-directory $(STAMP)
	@$(RUN) articles $(STUDY) $(BUILD)/articles.parquet

## The extractor compiled: optional, the same rows -------------------------------------------------------------------

compiled: $(COMPILED_HERE) ## Compile the extractor (needs a C compiler; minutes): COMPILED=1 then makes statements faster

ifneq (,$(or $(COMPILED),$(filter compiled,$(MAKECMDGOALS))))
# A copy of the library, so that a rule that somebody changes in src/ is never hidden behind the compiled one. Only plain
# functions over tokens are compiled, nothing with pydantic models, and the copy is made new when anything in src/ changes.
$(COMPILED_HERE): $(shell find src/taawun -type f ! -path '*/__pycache__/*') $(dir $(COMPILED_HERE)).compiled
	find $(@D)/taawun -type f ! -name '*.so' -delete
	cp -R src/taawun $(@D)/
	@touch $@

$(dir $(COMPILED_HERE)).compiled: $(shell find $(COMPILED_ROOMS:%=src/%) -name '*.py') $(STAMP)
	rm -rf $(@D)
	mkdir -p $(@D)
	cp -R src/taawun $(@D)/
	cd $(@D) && MYPYC_OPT_LEVEL=2 ../../.venv/bin/mypyc $$(find $(COMPILED_ROOMS) -name '*.py' ! -name '__init__.py' | LC_ALL=C sort) >mypyc.log 2>&1 || { \
	  echo 'taawun: the extractor was not compiled; that needs a C compiler and the headers of Python (python3-dev):' >&2; \
	  tail -n 1 mypyc.log | cut -c 1-300 >&2; echo 'the rest is in $(@D)/mypyc.log; without COMPILED=1 all works as before' >&2; exit 1; }
	rm -rf $(@D)/build
	@touch $@
endif

## Checks --------------------------------------------------------------------------------------------------------------

test: $(STAMP) ## Run the tests (TAAWUN_SHARED=FOLDER adds those on shared corpora and gold)
	@# Builds that tests start belong to the tests, not to this make, which would seem to be at work on their copies.
	env -u TAAWUN_OWNER .venv/bin/python -m pytest

rules-page: $(STAMP) ## Write docs/rules.md from the rules and their examples
	PYTHONPATH=src $(PYTHON_HERE) tools/write_rules.py

lint: $(STAMP) ## Check style, types and that notebooks are committed without outputs
	.venv/bin/python -m ruff check .
	.venv/bin/python -m ruff format --check .
	.venv/bin/python -m mypy
	.venv/bin/python -m nbstripout --keep-id --verify notebooks/*.ipynb docs/gallery/*.ipynb

verify: $(REPORT)/report.html ## Build once more elsewhere, in other circumstances, and compare every byte
	.venv/bin/python tools/verify_build.py $(STUDY)

audit: $(STAMP) .venv-audit/.installed ## Licences, hashes and known faults of the packages; what our code may not do
	.venv/bin/python tools/audit.py --pip-audit .venv-audit/bin/pip-audit

docs: $(DOCS) ## Build the pages, the reference and the gallery as a site in build/docs; a warning is an error
	.venv/bin/python -m sphinx -q -W --keep-going -E -d build/docs/doctrees docs build/docs/html

wheel: $(DOCS) ## Build the package into dist/ and check it
	rm -rf dist
	.venv/bin/python -m build --no-isolation --outdir dist .
	.venv/bin/python -m twine check --strict dist/*
	.venv/bin/python -m pip check

trials: $(STAMP) ## Make the report of a messy folder, and of a project from the wheel in fresh environments (minutes)
	.venv/bin/python -m pytest -m long -rP

faults: $(STAMP) ## Try bad files, studies, names, texts, pages, sheets, kills and circumstances: tried and right by class (hours)
	.venv/bin/python tests/faults/campaign.py

bench: bench-words bench-statements bench-rhetoric bench-known-groups bench-topics bench-explorer bench-start bench-scale ## Run all benchmarks, one after the other

bench-words: $(STAMP) .venv-bench/.installed need-shared ## Words, clitics and lemmas: accuracy and speed beside other tools
	.venv/bin/python bench/bench_words.py

bench-statements: $(STAMP) need-shared $(if $(COMPILED),$(COMPILED_HERE)) ## Attribution: speed, memory, steadiness (BESIDE=CHECKOUT: beside another version)
	.venv/bin/python bench/bench_statements.py $(TAAWUN_SHARED)/data/saudinewsnet
	$(if $(or $(BESIDE),$(COMPILED)),.venv/bin/python bench/bench_statements.py $(TAAWUN_SHARED)/data/saudinewsnet $(BESIDE:%=--beside %) $(if $(COMPILED),--compiled build/compiled))
	.venv/bin/python bench/bench_statements.py $(TAAWUN_SHARED)/data/saudinewsnet --mutants 10000

bench-rhetoric: $(STAMP) ## Codebook and resampling: speed; tests and intervals: whether they keep their promises
	.venv/bin/python bench/bench_rhetoric.py
	.venv/bin/python bench/calibration.py
	.venv/bin/python bench/cluster_effects.py

bench-known-groups: $(STAMP) need-shared ## Stances: whether declared adversaries and partners separate in two corpora
	.venv/bin/python bench/known_groups.py $(TAAWUN_SHARED)/data

bench-topics: $(STAMP) .venv-bench-topics/.installed need-shared ## Topic models: quality, time and memory beside other engines
	.venv/bin/python bench/bench_topics.py

bench-start: $(STAMP) ## One article: from nothing, after a new title, with nothing to do (BESIDE=CHECKOUT: beside another version)
	.venv/bin/python bench/bench_start.py $(if $(BESIDE),--beside $(BESIDE))

bench-scale: $(STAMP) need-shared ## Growth of time and memory, two processes, Dask (SIZES="10000 100000"; KILLS=20: kills at random moments)
	.venv/bin/python bench/bench_scale.py $(TAAWUN_SHARED)/data/saudinewsnet $(if $(SIZES),--sizes $(SIZES)) $(if $(KILLS),--kills $(KILLS))

bench-explorer: $(STAMP) ## The explorer of 20,000 statements in Chromium: size, first paint, filters
	.venv/bin/python bench/bench_explorer.py

# Figures of time are worth nothing when benchmarks run beside each other.
ifneq (,$(filter bench%,$(MAKECMDGOALS)))
.NOTPARALLEL:
endif

need-shared:
	@test -n "$(TAAWUN_SHARED)" || { echo "taawun: set TAAWUN_SHARED to the folder with the shared corpora and gold" >&2; exit 1; }

# Peers have environments and locks of their own: some of them are large.
.venv-bench/.installed: bench/requirements-words.lock $(STAMP)
.venv-bench-topics/.installed: bench/requirements-topics.lock $(STAMP)
.venv-audit/.installed: tools/requirements-audit.lock $(STAMP)
.venv-bench/.installed .venv-bench-topics/.installed .venv-audit/.installed:
	@$(PYTHON) -m venv --clear $(@D)
	@# Named outright: uv run as a module takes the environment it runs in, whatever VIRTUAL_ENV says.
	@.venv/bin/python -m uv pip sync --quiet --require-hashes --python $(@D)/bin/python $<
	@touch $@

## Tools ---------------------------------------------------------------------------------------------------------------

lab: $(STAMP) ## Open the notebooks in JupyterLab, with Arabic the right way round
	@mkdir -p build/jupyter/custom && cp notebooks/custom.css build/jupyter/custom/custom.css
	JUPYTER_CONFIG_DIR=build/jupyter .venv/bin/python -m jupyterlab --custom-css notebooks

pdf: report ## Print the report to reports/NAME/report.pdf with a browser of this machine: STUDY=name (OPENED=1: with all tables)
	$(RUN) pdf $(STUDY)$(if $(OPENED), --opened)

EXPLORE := .venv-explore/.installed
$(EXPLORE): requirements-explore.lock $(STAMP)
	@echo "Installing Datasette into .venv-explore (once) ..." >&2
	@.venv/bin/python -m venv .venv-explore
	@.venv/bin/python -m uv pip install --python .venv-explore/bin/python --quiet --require-hashes -r requirements-explore.lock
	@touch $@

explore: report $(EXPLORE) ## Open the study as a database in Datasette: STUDY=name, PORT=8001
	$(RUN) export $(STUDY) $(BUILD)/$(STUDY).sqlite
	.venv-explore/bin/datasette $(BUILD)/$(STUDY).sqlite --metadata $(BUILD)/$(STUDY).metadata.json --port $(or $(PORT),8001)

fetch: $(STAMP) ## Fetch a public corpus: CORPUS=name, as in data/corpora.yaml
	$(RUN) fetch $(CORPUS)

clean: ## Remove what was built, of all studies
	rm -rf build reports/*/

distclean: clean ## Remove the environment and caches too
	rm -rf .venv .venv-audit .venv-bench .venv-bench-topics .cache .hypothesis .mypy_cache .ruff_cache
