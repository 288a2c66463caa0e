"""One app for every model, with the name of the model as argument: one app accepts and publishes orders and invokes the other, which receives them."""
import sys

from cdk8s import App, Chart
from cdk8s_dapr import (
    DaprApp, DaprComponent, DaprPlatform, DaprProgram, DaprTopic, DaprTopology, ExportedFiles, MetadataValue, TopologyExporter,
)
from constructs import Construct
from models import MODELS, Model


class Shop(Chart):
    def __init__(self, scope: Construct, id: str, model: Model) -> None:
        super().__init__(scope, id, namespace="shop")
        DaprPlatform.set(self, dapr_version="1.18.3", kubernetes_version="1.34", api_token_secret="dapr-api-token")

        metadata = {"redisHost": MetadataValue.of("redis.shop.svc:6379"), "redisPassword": MetadataValue.from_secret("redis", "password")}
        store = DaprComponent(self, "orders-store", type="state.redis", metadata=metadata)
        events = DaprComponent(self, "events", type="pubsub.redis", metadata=metadata)

        shipping = DaprApp(
            self, "shipping",
            workload=model.workload(self, "shipping", 8081),
            data_plane=model.data_plane("shipping"),
            app_port=8081,
            uses=[events],
            program=DaprProgram(directory="/srv/shop", command=["node", "shipping.js"]),
        )
        if model.program_subscribes:
            shipping.add_programmatic_subscription(pubsub=events, topic="orders")
        else:
            shipping.add_subscription(pubsub=events, topic="orders", route="/shipments")
        DaprApp(
            self, "orders",
            workload=model.workload(self, "orders", 8080),
            data_plane=model.data_plane("orders"),
            app_port=8080,
            uses=[store],
            publishes=[DaprTopic(pubsub=events, topic="orders")],
            invokes=[shipping],
            program=DaprProgram(directory="/srv/shop", command=["node", "orders.js"]),
        )


name = sys.argv[1] if len(sys.argv) > 1 else "sidecar"
model = MODELS[name]
app = App()
shop = Shop(app, "shop", model)
app.synth()
topology = DaprTopology.of(shop)
if model.exporter:
    ExportedFiles.write(app, name, model.exporter().export(topology))
else:
    ExportedFiles.write(app, f"picture-{name}", TopologyExporter(title=f"The shop, model {name}").export(topology))
