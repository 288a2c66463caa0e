// Command fidelity checks the output of cdk8s-dapr against the code of one version of Dapr: it runs the injector's
// patcher over the pods, and reads the flags of daprd and the Service of the operator from their sources.
//
// It reads the emitted objects as JSON from stdin, and writes the findings as JSON to stdout.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"sort"

	corev1 "k8s.io/api/core/v1"
)

// Emitted is the output for one declared version.
type Emitted struct {
	// Pods with daprd, emitted or to be injected.
	Injected []struct {
		Name     string                 `json:"name"`
		Template corev1.PodTemplateSpec `json:"template"`
		// True for a pod with its own daprd, which is not patched.
		Pinned bool `json:"pinned"`
		// The annotations from which the injector would create the pinned daprd.
		Like map[string]string `json:"like"`
		// The Services that target daprd in this pod.
		Services []corev1.Service `json:"services"`
	} `json:"injected"`
	// Command lines of daprds outside Kubernetes.
	Commands []struct {
		Name string   `json:"name"`
		Args []string `json:"args"`
	} `json:"commands"`
}

// Report is the result.
type Report struct {
	Counts   map[string]int `json:"counts"`
	Findings []string       `json:"findings"`
}

func (r *Report) find(format string, args ...any) {
	r.Findings = append(r.Findings, fmt.Sprintf(format, args...))
}

func main() {
	var emitted Emitted
	must(json.NewDecoder(os.Stdin).Decode(&emitted))
	dapr, err := readSource()
	must(err)

	report := &Report{Counts: map[string]int{}, Findings: []string{}}
	for _, pod := range emitted.Injected {
		container := checkPod(report, dapr, pod.Name, pod.Template, pod.Pinned, pod.Like)
		if container == nil {
			continue
		}
		for _, service := range pod.Services {
			annotations := pod.Template.Annotations
			if pod.Pinned {
				annotations = pod.Like
			}
			checkService(report, dapr, pod.Name, service, container, annotations)
		}
	}
	for _, command := range emitted.Commands {
		checkFlags(report, dapr, command.Name, command.Args)
	}
	sort.Strings(report.Findings)
	must(json.NewEncoder(os.Stdout).Encode(report))
}

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "fidelity:", err)
		os.Exit(2)
	}
}
