using System.Collections.Generic;
using System.Linq;
using Amazon.JSII.Runtime.Deputy;
using Cdk8sDapr;
using Constructs;
using Org.Cdk8s;
using Org.Cdk8s.Plus28;

/// <summary>A data plane of one's own: the daprds of a platform team, behind one Service. They call Dapr's APIs for apps, but call no app.</summary>
/// <remarks>Without <c>DeputyBase</c>, jsii would drop the prop, and the app would get the default data plane.</remarks>
public class OwnDataPlane : DeputyBase, IDataPlane
{
    private readonly string host;

    public OwnDataPlane(string host)
    {
        this.host = host;
    }

    public IDataPlaneConfig Bind(Construct scope, IDaprApp app)
    {
        var kinds = new[] { DaprUseKind.SUBSCRIBE, DaprUseKind.INPUT_BINDING, DaprUseKind.INVOKED };
        return new DataPlaneConfig
        {
            Location = DaprdLocation.REMOTE,
            PodLabels = new Dictionary<string, string> { ["acme.example/dapr-gateway"] = "client" },
            Env = new[]
            {
                new DaprEnvVar { Name = "APP_ID", Value = app.AppId },
                new DaprEnvVar { Name = "DAPR_HTTP_ENDPOINT", Value = $"http://{host}:3500" },
                new DaprEnvVar { Name = "DAPR_GRPC_ENDPOINT", Value = $"http://{host}:50001" },
                new DaprEnvVar { Name = "DAPR_API_TOKEN", SecretName = "dapr-gateway", SecretKey = "token" },
            },
            UnsupportedUses = kinds.Select(kind => new UnsupportedUse { Kind = kind, Reason = "the gateway calls no app" }).ToArray(),
        };
    }

    public static void Run()
    {
        var app = new App();
        var chart = new Chart(app, "report", new ChartProps { Namespace = "shop" });
        DaprPlatform.Set(chart, new DaprPlatformSettings { DaprVersion = "1.18" });
        new DaprApp(chart, "report", new DaprAppProps
        {
            Workload = new Deployment(chart, "workload", new DeploymentProps
            {
                Replicas = 1,
                Containers = new[]
                {
                    new ContainerProps
                    {
                        Image = "test.local/report:1",
                        SecurityContext = new ContainerSecurityContextProps { User = 10001, Group = 10001 },
                    },
                },
            }),
            Uses = new[] { DaprComponent.FromComponentName(chart, "orders", "orders") },
            DataPlane = new OwnDataPlane("dapr-gateway.platform.svc"),
        });
        app.Synth();
    }
}
