"""Everything that differs between the models of the shop."""
from dataclasses import dataclass
from typing import Callable, Optional

from cdk8s_dapr import (
    CatalystExporter, ComposeExporter, ContainerAppsExporter, DataPlane, IDataPlane, IExporter, MachineExporter, PinnedDaprd,
)
from workloads import Workload, deployment, knative


@dataclass(frozen=True)
class Model:
    data_plane: Callable[[str], IDataPlane] = lambda app_id: DataPlane.sidecar()
    workload: Workload = deployment
    exporter: Optional[Callable[[], IExporter]] = None
    # True if subscriptions cannot be declared: the program answers `GET /dapr/subscribe`.
    program_subscribes: bool = False


REDIS = "redis.shop.svc:6379"


def _remote(app_id: str) -> dict[str, str]:
    """A remote Dapr identifies an app by its token, and calls it at the address of your ingress."""
    return dict(
        http_endpoint="https://http.dapr.example:443",
        grpc_endpoint="https://grpc.dapr.example:443",
        api_token_secret=f"{app_id}-dapr-token",
        app_endpoint=f"https://{app_id}.shop.example:443",
    )


MODELS = {
    "sidecar": Model(),
    "shared-per-node": Model(data_plane=lambda app_id: DataPlane.shared_daemon_set()),
    "shared-per-cluster": Model(data_plane=lambda app_id: DataPlane.shared_deployment()),
    "pinned": Model(data_plane=lambda app_id: DataPlane.shared_deployment(pinned=PinnedDaprd())),
    "knative-sidecar": Model(workload=knative(1)),
    "knative-shared": Model(data_plane=lambda app_id: DataPlane.shared_deployment(), workload=knative(0)),
    "remote": Model(data_plane=lambda app_id: DataPlane.remote(**_remote(app_id))),
    "catalyst": Model(
        data_plane=lambda app_id: DataPlane.catalyst(**_remote(app_id)),
        exporter=lambda: CatalystExporter(addresses={REDIS: "redis.shop.example:6379"}),
    ),
    "machine": Model(exporter=lambda: MachineExporter(name="shop", addresses={REDIS: "127.0.0.1:6379"})),
    "compose": Model(exporter=lambda: ComposeExporter(name="shop", addresses={REDIS: "redis.example:6379"})),
    "azure-container-apps": Model(
        program_subscribes=True,
        exporter=lambda: ContainerAppsExporter(
            location="westeurope",
            managed_environment_id="/subscriptions/SUBSCRIPTION/resourceGroups/shop/providers/Microsoft.App/managedEnvironments/shop",
            addresses={REDIS: "shop.redis.cache.windows.net:6380"},
        ),
    ),
}
