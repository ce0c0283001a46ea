# Sourced by what builds or tests the staff app: fetches a pinned Node and npm into build/node and puts them first in
# PATH. Debian's are too old, and its npm leaves out packages that the newer Node needs. Expects $root.
node_version=22.23.3
npm_version=10.9.9
node_home="$root/build/node/node_modules"
if ! "$node_home/node/bin/node" --version 2>/dev/null | grep -qx "v$node_version" ||
	! grep -q "\"version\": \"$npm_version\"" "$node_home/npm/package.json" 2>/dev/null; then
	mkdir -p "$root/build/node"
	npm install --prefix "$root/build/node" --no-save --no-audit --no-fund --loglevel=error "node@$node_version" "npm@$npm_version"
fi
PATH="$node_home/node/bin:$node_home/.bin:$PATH"
export PATH

# install_locked: what package-lock.json of the current folder says, again only when that file changed.
install_locked() {
	cmp -s package-lock.json node_modules/.installed-lock.json && return 0
	npm ci --no-audit --no-fund --loglevel=error
	cp package-lock.json node_modules/.installed-lock.json
}
