// Validates Knative Services as Knative's webhook does: no unknown fields, then its defaults, then its validation.
package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/yaml"
	"knative.dev/pkg/apis"
	serving "knative.dev/serving/pkg/apis/serving/v1"
	strict "sigs.k8s.io/yaml"
)

func check(document []byte) (*serving.Service, error) {
	service := &serving.Service{}
	if err := strict.UnmarshalStrict(document, service); err != nil {
		return service, err
	}
	ctx := apis.WithinCreate(context.Background())
	service.SetDefaults(ctx)
	if err := service.Validate(ctx).Filter(apis.ErrorLevel); err != nil {
		return service, err
	}
	return service, nil
}

// checkFile validates each Service of a file, and returns their number.
func checkFile(file string) (count int, failed bool) {
	reader, err := os.Open(file)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 0, true
	}
	defer reader.Close()
	for documents := yaml.NewYAMLReader(bufio.NewReader(reader)); ; {
		document, err := documents.Read()
		if errors.Is(err, io.EOF) {
			return count, failed
		}
		kind := metav1.TypeMeta{}
		if err == nil {
			err = strict.Unmarshal(document, &kind)
		}
		if err != nil {
			fmt.Fprintf(os.Stderr, "%s: %v\n", file, err)
			return count, true
		}
		if kind.APIVersion != "serving.knative.dev/v1" || kind.Kind != "Service" {
			continue
		}
		count++
		service, err := check(document)
		if err != nil {
			fmt.Fprintf(os.Stderr, "%s: Service %s: %v\n", file, service.Name, err)
			failed = true
			continue
		}
		fmt.Printf("%s: Service %s is valid\n", file, service.Name)
	}
}

func main() {
	all, wrong := 0, false
	for _, file := range os.Args[1:] {
		count, failed := checkFile(file)
		all, wrong = all+count, wrong || failed
	}
	if all == 0 {
		fmt.Fprintln(os.Stderr, "no Service of Knative in what was given")
	}
	if wrong || all == 0 {
		os.Exit(1)
	}
}
