#!/bin/sh
# Fetches what the browser tests need: the pinned Node, and the packages of the lock file.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$(dirname "$here")")
. "$root/tools/node.sh"
cd "$here"
install_locked
