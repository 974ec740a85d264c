# make run     open the sample workspace (without a display: draw it to blue-pencil.png)
# make test    the whole test suite            make check   style, types and import contracts
# make bench   speed, as ratios                make clean   forget everything that was built
# make agreement   what the real Vale flags against what we flag (builds Vale once; needs Go and the public packages)
# make claims-model   teach the claims check's model anew from tests/claims/training, and say how well it does
# Needs Python 3.11 or later; everything else is put into .venv the first time.

BIN := .venv/bin
PICTURE ?= blue-pencil.png

.PHONY: run test check bench agreement claims-model clean

run:
	@.ci/python .ci/setup.py run
	@if [ "$$(uname)" = Linux ] && [ -z "$$DISPLAY$$WAYLAND_DISPLAY" ]; then \
		QT_QPA_PLATFORM=offscreen $(BIN)/bluepencil demo --screenshot "$(PICTURE)" && \
		echo "There is no display here, so the window was drawn to $(abspath $(PICTURE))"; \
	else \
		$(BIN)/bluepencil demo; \
	fi

test:
	@.ci/python .ci/setup.py test
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -n auto --dist worksteal $(ARGS)

check:
	@.ci/python .ci/setup.py test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench:
	@.ci/python .ci/setup.py test
	@QT_QPA_PLATFORM=offscreen $(BIN)/python tests/bench/__main__.py

agreement:
	@.ci/python .ci/setup.py test
	@$(BIN)/python tests/agreement/__main__.py $(ARGS)

claims-model:
	@.ci/python .ci/setup.py test
	@test -e .venv/teaching/sklearn/__init__.py || $(BIN)/python -m pip install --quiet --disable-pip-version-check \
		--target .venv/teaching --upgrade --requirement tests/claims/teaching.txt
	@PYTHONPATH=.venv/teaching $(BIN)/python tests/claims/train.py

clean:
	rm -rf .venv build dist .hypothesis .*_cache *.egg-info "$(PICTURE)"
	find studio tests .ci -name __pycache__ -type d -prune -exec rm -rf {} +
