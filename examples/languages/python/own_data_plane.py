"""A data plane of one's own: the daprds of a platform team, behind one Service. They call Dapr's APIs for apps, but call no app."""
import jsii
from cdk8s import App, Chart
from cdk8s_dapr import (
    DaprApp, DaprComponent, DaprEnvVar, DaprPlatform, DaprUseKind, DaprdLocation, DataPlaneConfig, IDaprApp, IDataPlane, UnsupportedUse,
)
from cdk8s_plus_28 import ContainerProps, ContainerSecurityContextProps, Deployment
from constructs import Construct


@jsii.implements(IDataPlane)
class Gateway:
    def __init__(self, host: str) -> None:
        self._host = host

    def bind(self, scope: Construct, app: IDaprApp) -> DataPlaneConfig:
        kinds = [DaprUseKind.SUBSCRIBE, DaprUseKind.INPUT_BINDING, DaprUseKind.INVOKED]
        return DataPlaneConfig(
            location=DaprdLocation.REMOTE,
            pod_labels={"acme.example/dapr-gateway": "client"},
            env=[
                DaprEnvVar(name="APP_ID", value=app.app_id),
                DaprEnvVar(name="DAPR_HTTP_ENDPOINT", value=f"http://{self._host}:3500"),
                DaprEnvVar(name="DAPR_GRPC_ENDPOINT", value=f"http://{self._host}:50001"),
                DaprEnvVar(name="DAPR_API_TOKEN", secret_name="dapr-gateway", secret_key="token"),
            ],
            unsupported_uses=[UnsupportedUse(kind=kind, reason="the gateway calls no app") for kind in kinds],
        )


app = App()
chart = Chart(app, "report", namespace="shop")
DaprPlatform.set(chart, dapr_version="1.18")
DaprApp(
    chart, "report",
    workload=Deployment(chart, "workload", replicas=1, containers=[
        ContainerProps(image="test.local/report:1", security_context=ContainerSecurityContextProps(user=10001, group=10001)),
    ]),
    uses=[DaprComponent.from_component_name(chart, "orders", "orders")],
    data_plane=Gateway("dapr-gateway.platform.svc"),
)
app.synth()
