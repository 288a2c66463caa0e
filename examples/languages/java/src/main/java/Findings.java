import io.github.cdk8sdapr.DaprApp;
import io.github.cdk8sdapr.DaprFinding;
import io.github.cdk8sdapr.DaprFindings;
import io.github.cdk8sdapr.DaprPlatform;
import io.github.cdk8sdapr.DaprPlatformSettings;
import java.util.List;
import org.cdk8s.App;
import org.cdk8s.Chart;
import org.cdk8s.ChartProps;
import org.cdk8s.plus28.ContainerProps;
import org.cdk8s.plus28.ContainerSecurityContextProps;
import org.cdk8s.plus28.Deployment;

/** How findings reach a program: synth() prints warnings on stderr, and throws an error. Run it to see both. */
public class Findings {
    private static App shop(final String appId) {
        App app = new App();
        Chart chart = new Chart(app, "shop", ChartProps.builder().namespace("shop").build());
        DaprPlatform.set(chart, DaprPlatformSettings.builder().daprVersion("1.16").build());
        Deployment workload = Deployment.Builder.create(chart, "workload")
            .containers(List.of(ContainerProps.builder()
                .image("test.local/orders:1")
                .securityContext(ContainerSecurityContextProps.builder().user(10001).group(10001).build())
                .build()))
            .build();
        DaprApp.Builder.create(chart, "orders").appId(appId).appPort(8080).workload(workload).build();
        return app;
    }

    public static void main(final String[] args) {
        // A warning: this Dapr is out of support.
        shop("orders").synth();

        // An error: an app ID has no capital letters.
        try {
            shop("Orders").synth();
        } catch (RuntimeException error) {
            for (DaprFinding finding : DaprFindings.ofError(error.getMessage()).list()) {
                System.out.println(finding.getLevel() + " " + finding.getCode() + " " + finding.getPath());
            }
        }
    }
}
