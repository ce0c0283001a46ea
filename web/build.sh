#!/bin/sh
# Builds the staff app into build/web. Needs npm only: the Node it builds with is fetched, because Debian's is too old.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$here")
node_version=22.23.3
node_folder="$root/build/node/node_modules/node/bin"

if ! "$node_folder/node" --version 2>/dev/null | grep -qx "v$node_version"; then
	mkdir -p "$root/build/node"
	npm install --prefix "$root/build/node" --no-save --no-audit --no-fund --loglevel=error "node@$node_version"
fi
cd "$here"
# Installed again only when the lock file changed. By the machine's own Node: Debian's npm runs under no other.
if ! cmp -s package-lock.json node_modules/.installed-lock.json; then
	npm ci --no-audit --no-fund --loglevel=error
	cp package-lock.json node_modules/.installed-lock.json
fi

PATH="$node_folder:$PATH"
export PATH
node --run "${1:-build}"
