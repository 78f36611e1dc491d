# Two commands matter: `make film` and `make test`. Both install what is missing and are safe to run again.

FILM ?= examples/four-minutes-slow.frost
OUT ?= build/film.mp4

.PHONY: flagship film test test-setup test-editors vsix setup rust build bench clean

film: build
	@mkdir -p $(dir $(OUT))
	./target/release/frost render $(FILM) -o $(OUT)
	@echo
	@echo "The film is at $(OUT)"

build: setup
	cargo build --release --locked

# What a build and a render need: FFmpeg's development files, clang for their bindings, pkg-config, a voice.
setup: rust
	@sh .ci/setup

rust:
	@command -v cargo >/dev/null 2>&1 || { \
	  echo "Rust is missing. Get it from https://rustup.rs and run this again:"; \
	  echo "  curl --proto '=https' --tlsv1.2 -sSf https://sh.rustup.rs | sh"; \
	  exit 1; }

# The editors that the tests try; a film needs none of them.
test-setup: setup
	@sh .ci/setup editors

test: test-setup
	cargo test --locked
	cargo clippy --locked --lib --bins -- -D warnings
	cargo check --locked --benches

# The editors: what needs a browser, Node or tree-sitter's program.
test-editors: test-setup
	bash editors/test.sh

# The extension of VS Code, packaged.
vsix:
	cd editors/vscode && npm install --no-package-lock && npm run package

# The film of twelve minutes, whole.
flagship: build
	mkdir -p build
	target/release/frost render examples/the-tuesday-bag.frost -o build/the-tuesday-bag.mp4

# Parts first, then whole renders; `make bench FLAGSHIP=1` takes the film of twelve minutes too.
bench: build
	cargo bench --locked --no-fail-fast --bench frame --bench plate
	FLAGSHIP=$(FLAGSHIP) sh benches/whole.sh

clean:
	cargo clean
	rm -rf build
