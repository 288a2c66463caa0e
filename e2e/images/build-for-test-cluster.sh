#!/usr/bin/env bash
# Builds the images of examples and cluster tests without Docker, from programs of this machine.
# CLUSTER is a command with `image [--user UID] NAME:TAG FILE[=PATH]|DIR…` (first file: the entrypoint).
set -euo pipefail
: "${CLUSTER:?the command that makes images, see CONTRIBUTING.md}"
prefix=${E2E_IMAGES:-test.local}
top=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

node_image() { # NAME FOLDER: node with the folder at /app
  local root=$work/$1
  mkdir -p "$root/app"
  cp -a "$2/." "$root/app/"
  [[ ! -f $root/app/package-lock.json ]] || (cd "$root/app" && npm ci --omit=dev --ignore-scripts >/dev/null)
  "$CLUSTER" image --user 65532 "$prefix/$1:1" "$(readlink -f "$(which node)")=bin/node" "$root"
}

python_image() { # NAME FOLDER: Python with the folder at /app
  local root=$work/$1 python lib name
  python=$(readlink -f /usr/bin/python3)
  lib=/usr/lib/$(basename "$python")
  mkdir -p "$root/app" "$root/$lib" "$root/usr/lib"
  cp -a "$2/." "$root/app/"
  cp -a "$lib/." "$root/$lib/"
  find "$root/$lib" -name __pycache__ -prune -exec rm -rf {} +
  if [[ -f $root/app/requirements.txt ]]; then
    "$python" -m pip --version >/dev/null 2>&1 && pip="$python -m pip" || pip="pip --python $python"
    $pip install --quiet --no-compile --target "$root/app/packages" --requirement "$root/app/requirements.txt"
  fi
  # Libraries of extension modules, in addition to those of the program.
  for name in libstdc++.so.6 libgcc_s.so.1 librt.so.1 libdl.so.2 libpthread.so.0; do
    [[ ! -e /lib/x86_64-linux-gnu/$name && ! -e /usr/lib/x86_64-linux-gnu/$name ]] ||
      install -D "$(readlink -f "/usr/lib/x86_64-linux-gnu/$name" || readlink -f "/lib/x86_64-linux-gnu/$name")" "$root/lib/x86_64-linux-gnu/$name"
  done
  find "$root/$lib/lib-dynload" -name '*.so' -exec ldd {} + 2>/dev/null | grep -o '/[^ ]*\.so[^ ]*' | sort -u |
    while read -r name; do [[ ! -f $name ]] || install -D "$name" "$root$name"; done
  "$CLUSTER" image --user 65532 "$prefix/$1:1" "$python=bin/python3" "$root"
}

wanted=("$@")
((${#wanted[@]})) || wanted=(placeholder hello-node hello-python e2e-worker e2e-js-sdk e2e-python-sdk)
for name in "${wanted[@]}"; do
  case $name in
    # The cluster includes the program `pause`; other clusters pull its image.
    placeholder) "$CLUSTER" image --user 65535 registry.k8s.io/pause:3.10 "$(command -v pause)" ;;
    hello-node) node_image "$name" "$top/examples/hello-kubernetes/apps/node" ;;
    hello-python) python_image "$name" "$top/examples/hello-kubernetes/apps/python" ;;
    e2e-worker | e2e-js-sdk) node_image "$name" "$top/e2e/apps/${name#e2e-}" ;;
    e2e-python-sdk) python_image "$name" "$top/e2e/apps/python-sdk" ;;
    # A test app of Dapr, with the version of Dapr as its tag: see dapr-suite.
    dapr/*)
      program=$("$top/dapr-suite/build.sh" apps "${name#dapr/}")
      "$CLUSTER" image --user 65532 "$prefix/e2e-${name#dapr/}:${program##*-v}" "$program=app"
      ;;
    *) echo "no such image: $name" >&2; exit 2 ;;
  esac
done
