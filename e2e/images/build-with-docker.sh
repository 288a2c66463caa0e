#!/usr/bin/env bash
# Builds the images of examples and cluster tests with Docker, from the Dockerfiles of the apps.
#   E2E_IMAGES  prefix of the names (test.local)
#   KIND        load them into this kind cluster
#   PUSH=1      push them (E2E_IMAGES must be a registry with write access)
# Arguments: the images to build, by default all.
set -euo pipefail
prefix=${E2E_IMAGES:-test.local}
top=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

wanted=("$@")
((${#wanted[@]})) || wanted=(hello-node hello-python e2e-worker e2e-js-sdk e2e-python-sdk)
for name in "${wanted[@]}"; do
  image=$prefix/${name/dapr\//e2e-}:1
  case $name in
    # A test app of Dapr, with the version of Dapr as its tag: see dapr-suite.
    dapr/*)
      program=$("$top/dapr-suite/build.sh" apps "${name#dapr/}")
      image=${image%:1}:${program##*-v}
      folder=$work/$name
      mkdir -p "$folder"
      cp "$program" "$folder/app"
      printf 'FROM gcr.io/distroless/static:nonroot\nCOPY app /app\nENTRYPOINT ["/app"]\n' >"$folder/Dockerfile"
      ;;
    hello-*) folder=$top/examples/hello-kubernetes/apps/${name#hello-} ;;
    e2e-*) folder=$top/e2e/apps/${name#e2e-} ;;
    *) folder="" ;;
  esac
  [[ -f $folder/Dockerfile ]] || { echo "no such image: $name" >&2; exit 2; }
  docker build --tag "$image" "$folder"
  [[ -z ${KIND-} ]] || kind load docker-image --name "$KIND" "$image"
  [[ ${PUSH-} != 1 ]] || docker push "$image"
done
