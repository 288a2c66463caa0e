"""How findings reach a program: app.synth() prints warnings on stderr, and raises an error. Run it to see both."""
from cdk8s import App, Chart
from cdk8s_dapr import DaprApp, DaprFindings, DaprPlatform
from cdk8s_plus_28 import ContainerProps, ContainerSecurityContextProps, Deployment


def shop(app_id: str) -> App:
    app = App()
    chart = Chart(app, "shop", namespace="shop")
    DaprPlatform.set(chart, dapr_version="1.16")
    security = ContainerSecurityContextProps(user=10001, group=10001)
    workload = Deployment(chart, "workload", containers=[ContainerProps(image="test.local/orders:1", security_context=security)])
    DaprApp(chart, "orders", app_id=app_id, app_port=8080, workload=workload)
    return app


# A warning: this Dapr is out of support.
shop("orders").synth()

# An error: an app ID has no capital letters.
try:
    shop("Orders").synth()
except RuntimeError as error:
    for finding in DaprFindings.of_error(str(error)).list():
        print(finding.level, finding.code, finding.path)
