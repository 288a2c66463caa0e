#!/usr/bin/env bash
# Builds Dapr's test apps and tests, unmodified, from the Go module that go/go.mod requires.
#   build.sh apps NAME...    to $OUT/apps, for Linux
#   build.sh tests SUITE...  to $OUT/tests
#   OUT         folder of the programs (dapr-suite/out)
#   DAPR_CLONE  a clone of github.com/dapr/dapr, for apps with a go.mod of their own, which the module does not contain; cloned by default
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
out=${OUT:-$here/out}
cd "$here/go"
version=$(go list -m -f '{{.Version}}' github.com/dapr/dapr)
folder=$(go list -m -f '{{.Dir}}' github.com/dapr/dapr)
[[ -n $folder ]] || { go mod download github.com/dapr/dapr; folder=$(go list -m -f '{{.Dir}}' github.com/dapr/dapr); }
mkdir -p "$out"/{apps,tests,clone}

# The source of an app with a go.mod of its own, at the version of the module.
outside() {
  local clone=${DAPR_CLONE:-$out/clone/dapr.git}
  [[ -d $clone ]] || git clone --quiet --bare --depth 1 --branch "$version" https://github.com/dapr/dapr "$clone"
  mkdir -p "$out/clone/$version"
  git -C "$clone" archive "$version" "tests/apps/$1" | tar -x -C "$out/clone/$version"
  ls "$out/clone/$version/tests/apps/$1"/*.go
}

kind=$1
shift
for name; do
  program=$out/$kind/$name-$version
  echo "$program"
  [[ ! -x $program ]] || continue
  case $kind in
    apps)
      if [[ $name == relay ]]; then from=(./relay)
      elif [[ -d $folder/tests/apps/$name ]]; then from=("github.com/dapr/dapr/tests/apps/$name")
      else mapfile -t from < <(outside "$name")
      fi
      ((${#from[@]})) || { echo "no such app: $name" >&2; exit 2; }
      GOOS=linux CGO_ENABLED=0 go build -trimpath -ldflags '-s -w' -o "$program" "${from[@]}"
      ;;
    tests) CGO_ENABLED=0 go test -c -trimpath -ldflags '-s -w' -tags e2e -o "$program" "github.com/dapr/dapr/tests/e2e/$name" ;;
    *) echo "no such kind: $kind" >&2; exit 2 ;;
  esac >&2
done
