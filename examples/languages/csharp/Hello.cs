using System.Collections.Generic;
using Cdk8sDapr;
using Constructs;
using Org.Cdk8s;
using Org.Cdk8s.Plus28;

/// <summary>Dapr's hello-kubernetes quickstart, with the data plane as argument: a Node.js app stores orders, and a Python app sends one per second.</summary>
public class Hello : Chart
{
    public Hello(Construct scope, string id, IDataPlane dataPlane) : base(scope, id)
    {
        DaprPlatform.Set(this, new DaprPlatformSettings { DaprVersion = "1.18", ApiTokenSecret = "dapr-api-token" });

        var store = new DaprComponent(this, "statestore", new DaprComponentProps
        {
            Type = "state.redis",
            Metadata = new Dictionary<string, MetadataValue> { ["redisHost"] = MetadataValue.Of("redis:6379") },
        });

        new DaprApp(this, "nodeapp", new DaprAppProps
        {
            Workload = NewDeployment("node", "/app/app.js", 3000),
            AppPort = 3000,
            Uses = new[] { store },
            DataPlane = dataPlane,
        });
        new DaprApp(this, "pythonapp", new DaprAppProps
        {
            Workload = NewDeployment("python", "/app/app.py"),
            DataPlane = dataPlane,
        });
    }

    private Deployment NewDeployment(string name, string arg, double? port = null)
    {
        return new Deployment(this, name, new DeploymentProps
        {
            Replicas = 1,
            Containers = new[]
            {
                new ContainerProps
                {
                    Image = $"test.local/hello-{name}:1",
                    ImagePullPolicy = ImagePullPolicy.IF_NOT_PRESENT,
                    Args = new[] { arg },
                    PortNumber = port,
                    Resources = new ContainerResources
                    {
                        Cpu = new CpuResources { Request = Cpu.Millis(10) },
                        Memory = new MemoryResources { Request = Size.Mebibytes(32), Limit = Size.Mebibytes(128) },
                    },
                    SecurityContext = new ContainerSecurityContextProps { User = 65532, Group = 65532 },
                    Readiness = port == null ? null : Probe.FromTcpSocket(new TcpSocketProbeOptions { Port = port }),
                },
            },
        });
    }

    private static IDataPlane DataPlaneOf(string name) => name switch
    {
        "shared-daemonset" => DataPlane.SharedDaemonSet(),
        "shared-deployment" => DataPlane.SharedDeployment(),
        _ => DataPlane.Sidecar(),
    };

    public static void Run(string dataPlane)
    {
        var app = new App();
        new Hello(app, "hello", DataPlaneOf(dataPlane));
        app.Synth();
    }
}
