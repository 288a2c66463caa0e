import io.github.cdk8sdapr.DaprApp;
import io.github.cdk8sdapr.DaprComponent;
import io.github.cdk8sdapr.DaprEnvVar;
import io.github.cdk8sdapr.DaprPlatform;
import io.github.cdk8sdapr.DaprPlatformSettings;
import io.github.cdk8sdapr.DaprUseKind;
import io.github.cdk8sdapr.DaprdLocation;
import io.github.cdk8sdapr.DataPlaneConfig;
import io.github.cdk8sdapr.IDaprApp;
import io.github.cdk8sdapr.IDataPlane;
import io.github.cdk8sdapr.UnsupportedUse;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.cdk8s.App;
import org.cdk8s.Chart;
import org.cdk8s.ChartProps;
import org.cdk8s.plus28.ContainerProps;
import org.cdk8s.plus28.ContainerSecurityContextProps;
import org.cdk8s.plus28.Deployment;
import software.constructs.Construct;

/** A data plane of one's own: the daprds of a platform team, behind one Service. They call Dapr's APIs for apps, but call no app. */
public class OwnDataPlane implements IDataPlane {
    private final String host;

    public OwnDataPlane(final String host) {
        this.host = host;
    }

    @Override
    public DataPlaneConfig bind(final Construct scope, final IDaprApp app) {
        return DataPlaneConfig.builder()
            .location(DaprdLocation.REMOTE)
            .podLabels(Map.of("acme.example/dapr-gateway", "client"))
            .env(List.of(
                DaprEnvVar.builder().name("APP_ID").value(app.getAppId()).build(),
                DaprEnvVar.builder().name("DAPR_HTTP_ENDPOINT").value("http://" + host + ":3500").build(),
                DaprEnvVar.builder().name("DAPR_GRPC_ENDPOINT").value("http://" + host + ":50001").build(),
                DaprEnvVar.builder().name("DAPR_API_TOKEN").secretName("dapr-gateway").secretKey("token").build()))
            .unsupportedUses(Stream.of(DaprUseKind.SUBSCRIBE, DaprUseKind.INPUT_BINDING, DaprUseKind.INVOKED)
                .map(kind -> UnsupportedUse.builder().kind(kind).reason("the gateway calls no app").build())
                .toList())
            .build();
    }

    public static void main(final String[] args) {
        App app = new App();
        Chart chart = new Chart(app, "report", ChartProps.builder().namespace("shop").build());
        DaprPlatform.set(chart, DaprPlatformSettings.builder().daprVersion("1.18").build());
        DaprApp.Builder.create(chart, "report")
            .workload(Deployment.Builder.create(chart, "workload")
                .replicas(1)
                .containers(List.of(ContainerProps.builder()
                    .image("test.local/report:1")
                    .securityContext(ContainerSecurityContextProps.builder().user(10001).group(10001).build())
                    .build()))
                .build())
            .uses(List.of(DaprComponent.fromComponentName(chart, "orders", "orders")))
            .dataPlane(new OwnDataPlane("dapr-gateway.platform.svc"))
            .build();
        app.synth();
    }
}
