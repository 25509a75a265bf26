#!/usr/bin/env bash
# Opens examples in a real Neovim without a screen, waits for diagnostics, prints them, applies a code action, and looks whether the
# finding is gone. By hand: npm run build && editors/neovim/check.sh
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
if ! command -v nvim >/dev/null; then
  echo "skipped: there is no nvim on this machine"
  exit 0
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for example in node-env-removed api-key-in-env carried-npmrc; do
  cp -r "$root/examples/$example" "$work/$example"
  cd "$work/$example"
  echo "== $example"
  XDG_CONFIG_HOME=$work/config XDG_DATA_HOME=$work/data XDG_STATE_HOME=$work/state WATERTIGHT_CLI="$root/dist/cli.cjs" \
    timeout 60 nvim --headless --clean -u "$root/editors/neovim/check.lua" Dockerfile 2>&1 | tr -d '\r'
  echo
done
