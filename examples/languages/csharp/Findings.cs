using System;
using Cdk8sDapr;
using Org.Cdk8s;
using Org.Cdk8s.Plus28;

/// <summary>How findings reach a program: Synth() prints warnings on stderr, and throws an error. Run it to see both.</summary>
public static class Findings
{
    private static App Shop(string appId)
    {
        var app = new App();
        var chart = new Chart(app, "shop", new ChartProps { Namespace = "shop" });
        DaprPlatform.Set(chart, new DaprPlatformSettings { DaprVersion = "1.16" });
        var workload = new Deployment(chart, "workload", new DeploymentProps
        {
            Containers = new[]
            {
                new ContainerProps
                {
                    Image = "test.local/orders:1",
                    SecurityContext = new ContainerSecurityContextProps { User = 10001, Group = 10001 },
                },
            },
        });
        new DaprApp(chart, "orders", new DaprAppProps { AppId = appId, AppPort = 8080, Workload = workload });
        return app;
    }

    public static void Run()
    {
        // A warning: this Dapr is out of support.
        Shop("orders").Synth();

        // An error: an app ID has no capital letters.
        try
        {
            Shop("Orders").Synth();
        }
        catch (Exception error)
        {
            foreach (var finding in DaprFindings.OfError(error.Message).List())
            {
                Console.WriteLine($"{finding.Level} {finding.Code} {finding.Path}");
            }
        }
    }
}
