#!/usr/bin/env bash
# Builds the images of examples and cluster tests with Docker, from the Dockerfiles of the apps.
#   E2E_IMAGES  prefix of the names (test.local)
#   KIND        load them into this kind cluster
#   PUSH=1      push them (E2E_IMAGES must be a registry with write access)
# Arguments: the images to build, by default all.
set -euo pipefail
prefix=${E2E_IMAGES:-test.local}
top=$(cd "$(dirname "$0")/../.." && pwd)

wanted=("$@")
((${#wanted[@]})) || wanted=(hello-node hello-python e2e-worker e2e-js-sdk e2e-python-sdk)
for name in "${wanted[@]}"; do
  case $name in
    hello-*) folder=$top/examples/hello-kubernetes/apps/${name#hello-} ;;
    e2e-*) folder=$top/e2e/apps/${name#e2e-} ;;
    *) folder="" ;;
  esac
  [[ -f $folder/Dockerfile ]] || { echo "no such image: $name" >&2; exit 2; }
  image=$prefix/$name:1
  docker build --tag "$image" "$folder"
  [[ -z ${KIND-} ]] || kind load docker-image --name "$KIND" "$image"
  [[ ${PUSH-} != 1 ]] || docker push "$image"
done
