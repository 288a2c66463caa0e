import io.github.cdk8sdapr.DaprApp;
import io.github.cdk8sdapr.DaprComponent;
import io.github.cdk8sdapr.DaprPlatform;
import io.github.cdk8sdapr.DaprPlatformSettings;
import io.github.cdk8sdapr.DataPlane;
import io.github.cdk8sdapr.IDataPlane;
import io.github.cdk8sdapr.MetadataValue;
import java.util.List;
import java.util.Map;
import org.cdk8s.App;
import org.cdk8s.Chart;
import org.cdk8s.Size;
import org.cdk8s.plus28.ContainerProps;
import org.cdk8s.plus28.ContainerResources;
import org.cdk8s.plus28.ContainerSecurityContextProps;
import org.cdk8s.plus28.Cpu;
import org.cdk8s.plus28.CpuResources;
import org.cdk8s.plus28.Deployment;
import org.cdk8s.plus28.ImagePullPolicy;
import org.cdk8s.plus28.MemoryResources;
import org.cdk8s.plus28.Probe;
import org.cdk8s.plus28.TcpSocketProbeOptions;
import software.constructs.Construct;

/** Dapr's hello-kubernetes quickstart, with the data plane as argument: a Node.js app stores orders, and a Python app sends one per second. */
public class Hello extends Chart {
    public Hello(final Construct scope, final String id, final IDataPlane dataPlane) {
        super(scope, id);
        DaprPlatform.set(this, DaprPlatformSettings.builder().daprVersion("1.18").apiTokenSecret("dapr-api-token").build());

        DaprComponent store = DaprComponent.Builder.create(this, "statestore")
            .type("state.redis")
            .metadata(Map.of("redisHost", MetadataValue.of("redis:6379")))
            .build();

        DaprApp.Builder.create(this, "nodeapp")
            .workload(deployment("node", "/app/app.js", 3000))
            .appPort(3000)
            .uses(List.of(store))
            .dataPlane(dataPlane)
            .build();
        DaprApp.Builder.create(this, "pythonapp")
            .workload(deployment("python", "/app/app.py", null))
            .dataPlane(dataPlane)
            .build();
    }

    private Deployment deployment(final String name, final String arg, final Integer port) {
        ContainerProps.Builder container = ContainerProps.builder()
            .image("test.local/hello-" + name + ":1")
            .imagePullPolicy(ImagePullPolicy.IF_NOT_PRESENT)
            .args(List.of(arg))
            .resources(ContainerResources.builder()
                .cpu(CpuResources.builder().request(Cpu.millis(10)).build())
                .memory(MemoryResources.builder().request(Size.mebibytes(32)).limit(Size.mebibytes(128)).build())
                .build())
            .securityContext(ContainerSecurityContextProps.builder().user(65532).group(65532).build());
        if (port != null) {
            container.portNumber(port).readiness(Probe.fromTcpSocket(TcpSocketProbeOptions.builder().port(port).build()));
        }
        return Deployment.Builder.create(this, name).replicas(1).containers(List.of(container.build())).build();
    }

    private static IDataPlane dataPlane(final String name) {
        return switch (name) {
            case "shared-daemonset" -> DataPlane.sharedDaemonSet();
            case "shared-deployment" -> DataPlane.sharedDeployment();
            default -> DataPlane.sidecar();
        };
    }

    public static void main(final String[] args) {
        App app = new App();
        new Hello(app, "hello", dataPlane(args.length > 0 ? args[0] : "sidecar"));
        app.synth();
    }
}
