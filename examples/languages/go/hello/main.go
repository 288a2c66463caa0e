// Dapr's hello-kubernetes quickstart, with the data plane as argument: a Node.js app stores orders, and a Python app sends one per second.
package main

import (
	"os"

	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	"github.com/cdk8s-dapr/cdk8s-dapr-go/cdk8sdapr"
	"github.com/cdk8s-team/cdk8s-core-go/cdk8s/v2"
	kplus "github.com/cdk8s-team/cdk8s-plus-go/cdk8splus28/v2"
)

func newHello(scope constructs.Construct, id string, dataPlane cdk8sdapr.IDataPlane) cdk8s.Chart {
	chart := cdk8s.NewChart(scope, jsii.String(id), nil)
	cdk8sdapr.DaprPlatform_Set(chart, &cdk8sdapr.DaprPlatformSettings{
		DaprVersion:    jsii.String("1.18"),
		ApiTokenSecret: jsii.String("dapr-api-token"),
	})

	store := cdk8sdapr.NewDaprComponent(chart, jsii.String("statestore"), &cdk8sdapr.DaprComponentProps{
		Type:     jsii.String("state.redis"),
		Metadata: &map[string]cdk8sdapr.MetadataValue{"redisHost": cdk8sdapr.MetadataValue_Of(jsii.String("redis:6379"))},
	})

	cdk8sdapr.NewDaprApp(chart, jsii.String("nodeapp"), &cdk8sdapr.DaprAppProps{
		Workload:  newDeployment(chart, "node", "/app/app.js", 3000),
		AppPort:   jsii.Number(3000),
		Uses:      &[]cdk8sdapr.IDaprComponent{store},
		DataPlane: dataPlane,
	})
	cdk8sdapr.NewDaprApp(chart, jsii.String("pythonapp"), &cdk8sdapr.DaprAppProps{
		Workload:  newDeployment(chart, "python", "/app/app.py", 0),
		DataPlane: dataPlane,
	})
	return chart
}

// newDeployment has no port if it is 0.
func newDeployment(scope constructs.Construct, name, arg string, port float64) kplus.Deployment {
	container := &kplus.ContainerProps{
		Image:           jsii.String("test.local/hello-" + name + ":1"),
		ImagePullPolicy: kplus.ImagePullPolicy_IF_NOT_PRESENT,
		Args:            jsii.Strings(arg),
		Resources: &kplus.ContainerResources{
			Cpu:    &kplus.CpuResources{Request: kplus.Cpu_Millis(jsii.Number(10))},
			Memory: &kplus.MemoryResources{Request: cdk8s.Size_Mebibytes(jsii.Number(32)), Limit: cdk8s.Size_Mebibytes(jsii.Number(128))},
		},
		SecurityContext: &kplus.ContainerSecurityContextProps{User: jsii.Number(65532), Group: jsii.Number(65532)},
	}
	if port > 0 {
		container.PortNumber = jsii.Number(port)
		container.Readiness = kplus.Probe_FromTcpSocket(&kplus.TcpSocketProbeOptions{Port: jsii.Number(port)})
	}
	return kplus.NewDeployment(scope, jsii.String(name), &kplus.DeploymentProps{
		Replicas:   jsii.Number(1),
		Containers: &[]*kplus.ContainerProps{container},
	})
}

func dataPlane(name string) cdk8sdapr.IDataPlane {
	switch name {
	case "shared-daemonset":
		return cdk8sdapr.DataPlane_SharedDaemonSet(nil)
	case "shared-deployment":
		return cdk8sdapr.DataPlane_SharedDeployment(nil)
	default:
		return cdk8sdapr.DataPlane_Sidecar(nil)
	}
}

func main() {
	defer jsii.Close()

	name := "sidecar"
	if len(os.Args) > 1 {
		name = os.Args[1]
	}
	app := cdk8s.NewApp(nil)
	newHello(app, "hello", dataPlane(name))
	app.Synth()
}
