"""The workloads of the shop. ApiObject has no parameter for spec in Python: a JSON patch adds it, with its keys in the given order."""
from typing import Any, Callable

from cdk8s import ApiObject, ApiObjectMetadata, JsonPatch
from constructs import Construct

Workload = Callable[[Construct, str, int], ApiObject]


def _containers(name: str, port: int, **more: Any) -> list[dict[str, Any]]:
    return [{
        "name": "main",
        "image": f"test.local/{name}:1",
        "ports": [{"containerPort": port}],
        "resources": {"limits": {"memory": "128Mi"}, "requests": {"cpu": "100m", "memory": "64Mi"}},
        "securityContext": {
            "allowPrivilegeEscalation": False, "capabilities": {"drop": ["ALL"]}, "readOnlyRootFilesystem": True,
            "runAsGroup": 10001, "runAsNonRoot": True, "runAsUser": 10001,
        },
        **more,
    }]


def deployment(scope: Construct, name: str, port: int) -> ApiObject:
    """The workload in all models except the two Knative models."""
    workload = ApiObject(scope, f"{name}-workload", api_version="apps/v1", kind="Deployment", metadata=ApiObjectMetadata(name=name))
    workload.add_json_patch(JsonPatch.add("/spec", {
        "replicas": 1,
        "selector": {"matchLabels": {"app": name}},
        "template": {
            "metadata": {"labels": {"app": name}},
            "spec": {"containers": _containers(name, port, readinessProbe={"tcpSocket": {"port": port}})},
        },
    }))
    return workload


def knative(min_scale: int) -> Workload:
    """The same containers as a Knative Service, which scales to zero if `min_scale` is 0."""
    def service(scope: Construct, name: str, port: int) -> ApiObject:
        workload = ApiObject(
            scope, f"{name}-workload",
            api_version="serving.knative.dev/v1",
            kind="Service",
            metadata=ApiObjectMetadata(name=name, labels={"networking.knative.dev/visibility": "cluster-local"}),
        )
        workload.add_json_patch(JsonPatch.add("/spec", {
            "template": {
                "metadata": {"annotations": {"autoscaling.knative.dev/min-scale": str(min_scale)}},
                "spec": {"containers": _containers(name, port)},
            },
        }))
        return workload
    return service
