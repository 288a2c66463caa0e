using System;

/// <summary>Runs the example that the first argument names, such as <c>dotnet run Hello shared-deployment</c>.</summary>
public static class Program
{
    public static void Main(string[] args)
    {
        var example = args.Length > 0 ? args[0] : nameof(Hello);
        switch (example)
        {
            case nameof(Hello):
                Hello.Run(args.Length > 1 ? args[1] : "sidecar");
                break;
            case nameof(OwnDataPlane):
                OwnDataPlane.Run();
                break;
            case nameof(Findings):
                Findings.Run();
                break;
            default:
                throw new ArgumentException($"no example {example}");
        }
    }
}
