"""Dapr's hello-kubernetes quickstart, with the data plane as argument: a Node.js app stores orders, and a Python app sends one per second."""
import sys
from typing import Optional

import cdk8s_plus_28 as kplus
from cdk8s import App, Chart, Size
from cdk8s_dapr import DaprApp, DaprComponent, DaprPlatform, DataPlane, IDataPlane, MetadataValue
from constructs import Construct

DATA_PLANES = {
    "sidecar": lambda: DataPlane.sidecar(),
    "shared-daemonset": lambda: DataPlane.shared_daemon_set(),
    "shared-deployment": lambda: DataPlane.shared_deployment(),
}


class Hello(Chart):
    def __init__(self, scope: Construct, id: str, *, data_plane: IDataPlane) -> None:
        super().__init__(scope, id)
        DaprPlatform.set(self, dapr_version="1.18", api_token_secret="dapr-api-token")

        store = DaprComponent(
            self, "statestore",
            type="state.redis",
            metadata={"redisHost": MetadataValue.of("redis:6379")},
        )

        node = self._deployment("node", ["/app/app.js"], 3000)
        DaprApp(self, "nodeapp", workload=node, app_port=3000, uses=[store], data_plane=data_plane)

        python = self._deployment("python", ["/app/app.py"])
        DaprApp(self, "pythonapp", workload=python, data_plane=data_plane)

    def _deployment(self, name: str, args: list[str], port_number: Optional[int] = None) -> kplus.Deployment:
        return kplus.Deployment(
            self, name,
            replicas=1,
            containers=[kplus.ContainerProps(
                image=f"test.local/hello-{name}:1",
                image_pull_policy=kplus.ImagePullPolicy.IF_NOT_PRESENT,
                args=args,
                port_number=port_number,
                resources=kplus.ContainerResources(
                    cpu=kplus.CpuResources(request=kplus.Cpu.millis(10)),
                    memory=kplus.MemoryResources(request=Size.mebibytes(32), limit=Size.mebibytes(128)),
                ),
                security_context=kplus.ContainerSecurityContextProps(user=65532, group=65532),
                readiness=kplus.Probe.from_tcp_socket(port=port_number) if port_number else None,
            )],
        )


name = sys.argv[1] if len(sys.argv) > 1 else "sidecar"
app = App()
Hello(app, "hello", data_plane=DATA_PLANES[name]())
app.synth()
