#!/usr/bin/env bash
# What needs a browser, Node or tree-sitter's program; called by `make test-editors`, on Debian as root or with sudo.
# Things are put under build/editors and taken from there the next time.
set -euo pipefail
cd "$(dirname "$0")/.."
mkdir -p build/editors
tools="$PWD/build/editors"

missing=()
for pair in chromium:chromium tmux:tmux node:nodejs npm:npm; do
  command -v "${pair%%:*}" >/dev/null 2>&1 || missing+=("${pair##*:}")
done
# Emacs 28 has no eglot of its own.
if ! emacs -Q --batch --eval '(require (quote eglot))' 2>/dev/null && ! ls -d /usr/share/emacs/site-lisp/elpa-src/eglot-* >/dev/null 2>&1; then missing+=(elpa-eglot); fi
[ -f /usr/include/gssapi/gssapi.h ] || missing+=(libkrb5-dev)
if [ "${#missing[@]}" -gt 0 ]; then
  as=""; [ "$(id -u)" = 0 ] || as=sudo
  $as apt-get update -q && $as apt-get install -y "${missing[@]}"
fi

echo "── the editors themselves, and tree-sitter against the compiler"
cargo build --locked
FROST_EGLOT=1 FROST_WORDS="$tools/words.json" cargo test --locked --test editors --test editors_programs

echo "── tree-sitter's own program: the parser is fresh, its corpus holds, every query fits"
if ! "$tools/bin/tree-sitter" --version 2>/dev/null | grep -q '0\.24\.7'; then
  cargo install tree-sitter-cli --version 0.24.7 --locked --root "$tools"
fi
export PATH="$tools/bin:$PATH"
(
  cd editors/tree-sitter-frost
  before=$(sha256sum src/parser.c)
  tree-sitter generate --abi 14
  [ "$before" = "$(sha256sum src/parser.c)" ] || { echo "src/parser.c was stale: generated anew, commit it"; exit 1; }
  tree-sitter test
  for query in queries/*.scm ../zed/languages/frost/outline.scm; do
    tree-sitter query -q "$query" ../../examples/*.frost >/dev/null
  done
)

echo "── VS Code: every word, the package, and the package in a browser"
(
  cd editors/vscode
  npm install --no-package-lock
  FROST_WORDS="$tools/words.json" npm test
  npm run package
)
if [ ! -f "$tools/node_modules/code-server/out/node/entry.js" ]; then
  (cd "$tools" && echo '{ "private": true }' > package.json && npm install --no-package-lock node@24 && export PATH="$tools/node_modules/.bin:$PATH" && npm install --no-package-lock --ignore-scripts code-server@4.139.1 && cd node_modules/code-server && npm_config_user_agent="npm node/v24" sh postinstall.sh)
fi
mkdir -p "$tools/pictures"
CODE_SERVER="$tools/node_modules/code-server/out/node/entry.js" NODE="$tools/node_modules/node/bin/node" \
  FROST="${CARGO_TARGET_DIR:-target}/debug/frost" FROST_SHOTS="$tools/pictures" node editors/vscode/test/browser.js
FROST="${CARGO_TARGET_DIR:-target}/debug/frost" FROST_SHOTS="$tools/pictures" NODE_PATH=editors/vscode/node_modules node editors/nvim/tests/picture.js
# The book shows what the tests saw.
for picture in vscode vscode-error nvim; do
  ffmpeg -loglevel error -y -i "$tools/pictures/$picture.png" -vf 'split[a][b];[a]palettegen=max_colors=160[p];[b][p]paletteuse=dither=none' "docs/book/src/editors/$picture.png"
done
