#!/bin/sh
# Fetches what the browser tests need: the Node that web/build.sh pins, and the two packages of the lock file.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$(dirname "$here")")
node_version=$(sed -n 's/^node_version=//p' "$root/web/build.sh")
if ! "$root/build/node/node_modules/node/bin/node" --version 2>/dev/null | grep -qx "v$node_version"; then
	mkdir -p "$root/build/node"
	npm install --prefix "$root/build/node" --no-save --no-audit --no-fund --loglevel=error "node@$node_version"
fi
cd "$here"
if ! cmp -s package-lock.json node_modules/.installed-lock.json; then
	npm ci --no-audit --no-fund --loglevel=error
	cp package-lock.json node_modules/.installed-lock.json
fi
