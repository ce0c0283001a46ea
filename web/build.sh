#!/bin/sh
# Builds the staff app into build/web; `web/build.sh check` checks its types instead.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$here")
. "$root/tools/node.sh"
cd "$here"
install_locked
node --run "${1:-build}"
