// Reads run files of `dapr run -f` with the structs of Dapr's CLI. The CLI drops unknown keys; here they are errors.
package main

import (
	"bytes"
	"fmt"
	"os"

	"github.com/dapr/cli/pkg/runfileconfig"
	"gopkg.in/yaml.v3"
)

func read(file string) (*runfileconfig.RunFileConfig, error) {
	content, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	found := &runfileconfig.RunFileConfig{}
	decoder := yaml.NewDecoder(bytes.NewReader(content))
	decoder.KnownFields(true)
	if err := decoder.Decode(found); err != nil {
		return nil, err
	}
	if found.Version == 0 {
		return nil, fmt.Errorf("version is missing")
	}
	for _, app := range found.Apps {
		if app.AppDirPath == "" || app.AppID == "" {
			return nil, fmt.Errorf("an app has no appDirPath or no appID")
		}
	}
	return found, nil
}

func main() {
	failed := len(os.Args) < 2
	for _, file := range os.Args[1:] {
		found, err := read(file)
		if err != nil {
			fmt.Fprintf(os.Stderr, "%s: %v\n", file, err)
			failed = true
			continue
		}
		fmt.Printf("%s: %d apps, no unknown key\n", file, len(found.Apps))
	}
	if failed {
		os.Exit(1)
	}
}
