package main

import (
	"encoding/json"
	"reflect"
	"sort"
	"strconv"
	"strings"

	jsonpatch "github.com/evanphx/json-patch/v5"
	"github.com/spf13/cast"
	corev1 "k8s.io/api/core/v1"

	"github.com/dapr/dapr/pkg/injector/patcher"
)

// Read by SDKs and tools outside Dapr's repository.
var readElsewhere = map[string]bool{"DAPR_HTTP_ENDPOINT": true, "DAPR_GRPC_ENDPOINT": true, "DAPR_APP_ID": true}

// Daprd is a daprd and the labels of its pod.
type Daprd struct {
	corev1.Container
	labels map[string]string
}

// checkPod returns the daprd: the injected one, or that of the pod.
func checkPod(report *Report, dapr *Source, name string, template corev1.PodTemplateSpec, pinned bool, like map[string]string) *Daprd {
	report.Counts["pods"]++
	for key := range template.Annotations {
		if strings.HasPrefix(key, "dapr.io/") {
			report.Counts["annotations"]++
			if !dapr.annotations[key] {
				report.find("%s: annotation %s is unknown", name, key)
			}
		}
	}
	for _, container := range append(append([]corev1.Container{}, template.Spec.InitContainers...), template.Spec.Containers...) {
		if container.Name != "daprd" {
			checkVariables(report, dapr, name, container)
		}
	}
	annotations := template.Annotations
	if pinned {
		annotations = like
	}
	injected := inject(report, name, template, annotations)
	if injected == nil || !pinned {
		if injected != nil {
			checkFlags(report, dapr, name, injected.Args)
		}
		return injected
	}
	for _, container := range template.Spec.Containers {
		if container.Name == "daprd" {
			checkFlags(report, dapr, name, container.Args)
			comparePinned(report, name, &container, &injected.Container, &plain(template).Container)
			return &Daprd{container, template.Labels}
		}
	}
	report.find("%s: pinned, without a container daprd", name)
	return nil
}

// plain is the daprd of a pod without options.
func plain(template corev1.PodTemplateSpec) *Daprd {
	return inject(&Report{Counts: map[string]int{}}, "plain", template, map[string]string{"dapr.io/enabled": "true", "dapr.io/app-id": "plain"})
}

func checkVariables(report *Report, dapr *Source, name string, container corev1.Container) {
	for _, variable := range container.Env {
		ours := strings.HasPrefix(variable.Name, "DAPR_") || strings.HasPrefix(variable.Name, "APP_")
		if ours {
			report.Counts["variables"]++
			if !dapr.variables[variable.Name] && !readElsewhere[variable.Name] {
				report.find("%s: environment variable %s is unknown", name, variable.Name)
			}
		}
	}
}

// inject runs the patcher as the injector's webhook does.
func inject(report *Report, name string, template corev1.PodTemplateSpec, annotations map[string]string) *Daprd {
	pod := &corev1.Pod{ObjectMeta: template.ObjectMeta, Spec: *template.Spec.DeepCopy()}
	pod.Name = "pod"
	pod.Annotations = map[string]string{}
	for key, value := range annotations {
		pod.Annotations[key] = value
	}
	withoutDaprd := pod.Spec.Containers[:0]
	for _, container := range pod.Spec.Containers {
		if container.Name != "daprd" {
			withoutDaprd = append(withoutDaprd, container)
		}
	}
	pod.Spec.Containers = withoutDaprd

	config := patcher.NewSidecarConfig(pod)
	config.Namespace = "default"
	config.MTLSEnabled = true
	config.OperatorAddress = "dapr-api.dapr-system.svc:443"
	config.SentryAddress = "dapr-sentry.dapr-system.svc:443"
	config.ControlPlaneNamespace = "dapr-system"
	config.ControlPlaneTrustDomain = "cluster.local"
	config.CurrentTrustAnchors = []byte("anchors")
	config.SidecarImage = "daprd"
	config.SetFromPodAnnotations()
	checkTypes(report, name, config, annotations)

	if !config.NeedsPatching() {
		report.find("%s: the injector skips the pod", name)
		return nil
	}
	patch, err := config.GetPatch()
	if err != nil {
		report.find("%s: the injector refuses the pod: %v", name, err)
		return nil
	}
	before, err := json.Marshal(pod)
	must(err)
	operations, err := json.Marshal(patch)
	must(err)
	decoded, err := jsonpatch.DecodePatch(operations)
	must(err)
	after, err := decoded.Apply(before)
	if err != nil {
		report.find("%s: the injector's patch does not apply: %v", name, err)
		return nil
	}
	var injected corev1.Pod
	must(json.Unmarshal(after, &injected))
	for _, container := range append(append([]corev1.Container{}, injected.Spec.InitContainers...), injected.Spec.Containers...) {
		seen := map[string]bool{}
		for _, variable := range container.Env {
			if seen[variable.Name] {
				report.find("%s: container %s has the variable %s twice after injection", name, container.Name, variable.Name)
			}
			seen[variable.Name] = true
		}
	}
	for _, container := range append(injected.Spec.InitContainers, injected.Spec.Containers...) {
		if container.Name == "daprd" {
			return &Daprd{container, injected.Labels}
		}
	}
	report.find("%s: no container daprd after injection", name)
	return nil
}

// checkTypes compares each annotation with the value that the patcher read, which is the default for an invalid value.
func checkTypes(report *Report, name string, config *patcher.SidecarConfig, annotations map[string]string) {
	value := reflect.ValueOf(config).Elem()
	for i := range value.NumField() {
		key := value.Type().Field(i).Tag.Get("annotation")
		given, ok := annotations[key]
		if key == "" || !ok {
			continue
		}
		field := value.Field(i)
		if field.Kind() == reflect.Pointer {
			if field.IsNil() {
				report.find("%s: %s: %q is not read", name, key, given)
				continue
			}
			field = field.Elem()
		}
		if read := cast.ToString(field.Interface()); read != strings.TrimSpace(given) {
			report.find("%s: %s: %q is read as %q", name, key, given, read)
		}
		report.Counts["values"]++
	}
}

func checkFlags(report *Report, dapr *Source, name string, args []string) {
	if len(args) > 0 && strings.HasSuffix(args[0], "daprd") {
		args = args[1:]
	}
	for _, arg := range args {
		if strings.HasPrefix(arg, "--") {
			report.Counts["flags"]++
		}
	}
	if err := dapr.parseFlags(args); err != nil {
		report.find("%s: daprd: %v", name, err)
	}
}

// comparePinned compares an emitted daprd with the one that the injector creates from the same annotations.
func comparePinned(report *Report, name string, ours, theirs, plain *corev1.Container) {
	list := func(container *corev1.Container) (variables, ports map[string]string) {
		variables, ports = map[string]string{}, map[string]string{}
		for _, variable := range container.Env {
			variables[variable.Name] = ""
		}
		for _, port := range container.Ports {
			ports[port.Name] = strconv.Itoa(int(port.ContainerPort))
		}
		return variables, ports
	}
	ourVariables, ourPorts := list(ours)
	theirVariables, theirPorts := list(theirs)
	compare(report, name+": variable", ourVariables, theirVariables)
	compare(report, name+": port", ourPorts, theirPorts)
	ourFlags, theirFlags := flagsIn(ours.Args), flagsIn(theirs.Args)
	for flag, value := range flagsIn(plain.Args) {
		// The injector always sets these flags to the defaults of daprd.
		if _, ok := ourFlags[flag]; !ok && theirFlags[flag] == value {
			delete(theirFlags, flag)
		}
	}
	for _, address := range controlPlane {
		delete(ourFlags, address)
		delete(theirFlags, address)
	}
	if ourFlags["enable-metrics"] == "false" {
		// The injector does not pass it on, so that daprd serves metrics anyway; a pinned daprd obeys the option.
		delete(ourFlags, "enable-metrics")
	}
	compare(report, name+": flag", ourFlags, theirFlags)
}

// Addresses that the injector gets from the control plane, in another form.
var controlPlane = []string{"placement-host-address", "scheduler-host-address", "actors-service"}

func compare(report *Report, what string, ours, theirs map[string]string) {
	for _, key := range keys(ours) {
		report.Counts["compared"]++
		if value, ok := theirs[key]; !ok {
			report.find("%s %s is not set by the injector", what, key)
		} else if value != ours[key] {
			report.find("%s %s is %q, the injector's %q", what, key, ours[key], value)
		}
	}
	for _, key := range keys(theirs) {
		if _, ok := ours[key]; !ok {
			report.find("%s %s, which the injector sets, is missing", what, key)
		}
	}
}

// flagsIn reads `--name=value`, `--name value` and `--name`.
func flagsIn(args []string) map[string]string {
	flags := map[string]string{}
	for i, arg := range args {
		if !strings.HasPrefix(arg, "--") {
			continue
		}
		name, value, ok := strings.Cut(strings.TrimPrefix(arg, "--"), "=")
		if !ok {
			value = "true"
			if i+1 < len(args) && !strings.HasPrefix(args[i+1], "--") {
				value = args[i+1]
			}
		}
		flags[name] = value
	}
	return flags
}

// checkService checks that a Service selects the pod of daprd and targets its ports, and that an invocation Service equals that of the operator.
func checkService(report *Report, dapr *Source, name string, service corev1.Service, daprd *Daprd, annotations map[string]string) {
	report.Counts["services"]++
	for label, value := range service.Spec.Selector {
		if daprd.labels[label] != value {
			report.find("%s: Service %s selects %s=%s, which the pod does not have", name, service.Name, label, value)
		}
	}
	listens := map[string]bool{}
	for _, port := range daprd.Ports {
		listens[port.Name] = true
		listens[strconv.Itoa(int(port.ContainerPort))] = true
	}
	for _, port := range service.Spec.Ports {
		target := port.TargetPort.String()
		if target == "0" || target == "" {
			target = strconv.Itoa(int(port.Port))
		}
		if !listens[target] {
			report.find("%s: Service %s targets port %s, on which daprd does not listen", name, service.Name, target)
		}
	}
	if service.Name != annotations["dapr.io/app-id"]+"-dapr" {
		return
	}
	values := map[string]string{
		"grpcPort":         either(annotations["dapr.io/grpc-port"], "50001"),
		"internalGRPCPort": either(annotations["dapr.io/internal-grpc-port"], "50002"),
		"metricsPort":      either(annotations["dapr.io/metrics-port"], "9090"),
	}
	number := func(text string) string { return either(values[text], text) }
	ours, theirs := map[string]string{}, map[string]string{}
	for _, port := range service.Spec.Ports {
		ours[port.Name] = strconv.Itoa(int(port.Port)) + " to " + port.TargetPort.String()
	}
	for _, port := range dapr.servicePorts {
		theirs[port.name] = number(port.port) + " to " + number(port.target)
	}
	compare(report, name+": Service "+service.Name+": port", ours, theirs)
	if service.Spec.ClusterIP != "None" {
		report.find("%s: Service %s is not headless", name, service.Name)
	}
}

func either(text, otherwise string) string {
	if text == "" {
		return otherwise
	}
	return text
}

func keys(of map[string]string) []string {
	var names []string
	for name := range of {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}
