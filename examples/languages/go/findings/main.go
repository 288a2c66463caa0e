// How findings reach a program: Synth prints warnings on stderr, and panics with an error. Run it to see both.
package main

import (
	"fmt"

	"github.com/aws/jsii-runtime-go"
	"github.com/cdk8s-dapr/cdk8s-dapr-go/cdk8sdapr"
	"github.com/cdk8s-team/cdk8s-core-go/cdk8s/v2"
	kplus "github.com/cdk8s-team/cdk8s-plus-go/cdk8splus28/v2"
)

func shop(appID string) cdk8s.App {
	app := cdk8s.NewApp(nil)
	chart := cdk8s.NewChart(app, jsii.String("shop"), &cdk8s.ChartProps{Namespace: jsii.String("shop")})
	cdk8sdapr.DaprPlatform_Set(chart, &cdk8sdapr.DaprPlatformSettings{DaprVersion: jsii.String("1.16")})
	workload := kplus.NewDeployment(chart, jsii.String("workload"), &kplus.DeploymentProps{
		Containers: &[]*kplus.ContainerProps{{
			Image:           jsii.String("test.local/orders:1"),
			SecurityContext: &kplus.ContainerSecurityContextProps{User: jsii.Number(10001), Group: jsii.Number(10001)},
		}},
	})
	cdk8sdapr.NewDaprApp(chart, jsii.String("orders"), &cdk8sdapr.DaprAppProps{AppId: jsii.String(appID), AppPort: jsii.Number(8080), Workload: workload})
	return app
}

// synth returns the findings of the error that Synth panics with.
func synth(app cdk8s.App) (findings []*cdk8sdapr.DaprFinding) {
	defer func() {
		if err := recover(); err != nil {
			findings = *cdk8sdapr.DaprFindings_OfError(fmt.Sprint(err)).List()
		}
	}()
	app.Synth()
	return
}

func main() {
	defer jsii.Close()

	// A warning: this Dapr is out of support.
	synth(shop("orders"))

	// An error: an app ID has no capital letters.
	for _, finding := range synth(shop("Orders")) {
		fmt.Println(*finding.Level, *finding.Code, *finding.Path)
	}
}
