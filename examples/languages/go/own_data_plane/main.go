// A data plane of one's own: the daprds of a platform team, behind one Service. They call Dapr's APIs for apps, but call no app.
package main

import (
	"github.com/aws/constructs-go/constructs/v10"
	"github.com/aws/jsii-runtime-go"
	"github.com/cdk8s-dapr/cdk8s-dapr-go/cdk8sdapr"
	"github.com/cdk8s-team/cdk8s-core-go/cdk8s/v2"
	kplus "github.com/cdk8s-team/cdk8s-plus-go/cdk8splus28/v2"
)

type gateway struct {
	host string
}

func (g *gateway) Bind(scope constructs.Construct, app cdk8sdapr.IDaprApp) *cdk8sdapr.DataPlaneConfig {
	unsupported := []*cdk8sdapr.UnsupportedUse{}
	for _, kind := range []cdk8sdapr.DaprUseKind{cdk8sdapr.DaprUseKind_SUBSCRIBE, cdk8sdapr.DaprUseKind_INPUT_BINDING, cdk8sdapr.DaprUseKind_INVOKED} {
		unsupported = append(unsupported, &cdk8sdapr.UnsupportedUse{Kind: kind, Reason: jsii.String("the gateway calls no app")})
	}
	return &cdk8sdapr.DataPlaneConfig{
		Location:  cdk8sdapr.DaprdLocation_REMOTE,
		PodLabels: &map[string]*string{"acme.example/dapr-gateway": jsii.String("client")},
		Env: &[]*cdk8sdapr.DaprEnvVar{
			{Name: jsii.String("APP_ID"), Value: app.AppId()},
			{Name: jsii.String("DAPR_HTTP_ENDPOINT"), Value: jsii.String("http://" + g.host + ":3500")},
			{Name: jsii.String("DAPR_GRPC_ENDPOINT"), Value: jsii.String("http://" + g.host + ":50001")},
			{Name: jsii.String("DAPR_API_TOKEN"), SecretName: jsii.String("dapr-gateway"), SecretKey: jsii.String("token")},
		},
		UnsupportedUses: &unsupported,
	}
}

func main() {
	defer jsii.Close()

	app := cdk8s.NewApp(nil)
	chart := cdk8s.NewChart(app, jsii.String("report"), &cdk8s.ChartProps{Namespace: jsii.String("shop")})
	cdk8sdapr.DaprPlatform_Set(chart, &cdk8sdapr.DaprPlatformSettings{DaprVersion: jsii.String("1.18")})
	cdk8sdapr.NewDaprApp(chart, jsii.String("report"), &cdk8sdapr.DaprAppProps{
		Workload: kplus.NewDeployment(chart, jsii.String("workload"), &kplus.DeploymentProps{
			Replicas: jsii.Number(1),
			Containers: &[]*kplus.ContainerProps{{
				Image:           jsii.String("test.local/report:1"),
				SecurityContext: &kplus.ContainerSecurityContextProps{User: jsii.Number(10001), Group: jsii.Number(10001)},
			}},
		}),
		Uses:      &[]cdk8sdapr.IDaprComponent{cdk8sdapr.DaprComponent_FromComponentName(chart, jsii.String("orders"), jsii.String("orders"))},
		DataPlane: &gateway{host: "dapr-gateway.platform.svc"},
	})
	app.Synth()
}
