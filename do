#!/usr/bin/env bash
# The one door of the project: ./do WORD. `./do` alone lists the words.
set -euo pipefail
cd "$(dirname "$0")"

# What is remembered between runs lives in build/: removing it starts afresh.
export CCACHE_DIR="${CCACHE_DIR:-$PWD/build/ccache}" CCACHE_BASEDIR="$PWD" CCACHE_NOHASHDIR=1 CCACHE_MAXSIZE=2G
export LC_ALL=C.UTF-8
data="${PANOH_DATA:-$PWD/panoh-data}"

say() { printf '\n== %s\n' "$*"; }

as_root() { if [[ $(id -u) == 0 ]]; then "$@"; else sudo "$@"; fi; }

# packages NEED...: installs what packages.txt lists for these needs and is missing. A program that is there already counts,
# wherever it came from: another Node than Debian's forbids Debian's npm beside it.
packages() {
  local missing=() name
  while read -r name; do
    [[ $(dpkg-query -W -f='${db:Status-Status}' "$name" 2>/dev/null) == installed ]] && continue
    [[ $name == npm || $name == nodejs ]] && command -v npm >/dev/null && command -v node >/dev/null && continue
    missing+=("$name")
  done < <(awk -v needs=" $* " 'index(needs, " " $1 " ") { print $2 }' packages.txt)
  [[ ${#missing[@]} == 0 ]] && return 0
  say "installing ${#missing[@]} packages for: $*"
  as_root apt-get update -qq
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

# compile PRESET TARGET...
compile() {
  local preset=$1; shift
  [[ -f build/$preset/build.ninja ]] || cmake --preset "$preset" >/dev/null
  cmake --build "build/$preset" --target "$@" | { grep -Ev '^\[[0-9]+/[0-9]+\] |no work to do' || true; }
}

# web: the staff app, if anything it is made of changed.
web() {
  local stamp=build/web.stamp now
  now=$(find web languages data/codes data/geography -type f -not -path '*/node_modules/*' -not -path '*/.svelte-kit/*' -print0 \
    | sort -z | xargs -0 sha256sum | sha256sum)
  [[ -f $stamp && -f build/web/index.html && $(<"$stamp") == "$now" ]] && return 0
  say "building the staff app"
  web/build.sh
  printf '%s' "$now" >"$stamp"
}

case "${1:-}" in
  run) # the server with fictional people, on http://127.0.0.1:8080/
    shift
    packages run build
    mkdir -p build
    compile release panoh
    web
    exec build/release/panoh --data "$data" demo --serve "$@"
    ;;
  web) # the staff app alone
    packages build
    mkdir -p build
    web
    ;;
  build) # program and staff app
    packages run build
    mkdir -p build
    compile "${2:-release}" all
    web
    ;;
  test) # everything CI proves; ./do test NAME... runs the suites of those names
    shift
    packages run build test
    mkdir -p build
    exec python3 tests/run.py "$@"
    ;;
  check) # layers, layout, languages, locale: seconds, no build
    shift
    exec python3 tests/run.py checks
    ;;
  format) # lays out every source
    git ls-files -z 'src/*.h' 'src/*.cpp' 'tests/*.cpp' 'bench/*.cpp' | xargs -0 clang-format-16 -i
    ;;
  demo) # fictional people only, for example ./do demo --cases 100000
    shift
    packages run build
    compile release panoh
    exec build/release/panoh --data "$data" demo "$@"
    ;;
  bench) # figures and ratios, by hand
    shift
    packages run build test soak
    compile release panoh
    web
    exec python3 bench/run.py "$@"
    ;;
  soak) # the long grids: all languages, long fuzzing, hundreds of crashes
    shift
    packages run build test soak
    exec python3 tests/run.py --soak "$@"
    ;;
  package) # the Debian package, into build/
    packages run build
    mkdir -p build
    compile release panoh
    web
    exec package/build.py build/release/panoh build
    ;;
  *)
    sed -n 's/^  \([a-z]*\)) # \(.*\)/  .\/do \1\t\2/p' "$0" | expand -t 16
    [[ -z ${1:-} ]] || { echo "unknown word: $1" >&2; exit 2; }
    ;;
esac
