// Reads Compose projects with Compose's parser and the values of their .env or .env.example, and fails on its errors
// and on missing mounted folders. With --json it writes a project as Compose parses it.
package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/compose-spec/compose-go/v2/cli"
	"github.com/compose-spec/compose-go/v2/types"
)

// load returns the project of a folder as `docker compose` loads it, without the environment of the caller.
func load(file string) (*types.Project, error) {
	given := []cli.ProjectOptionsFn{}
	for _, name := range []string{".env", ".env.example"} {
		if env := filepath.Join(filepath.Dir(file), name); exists(env) {
			given = append(given, cli.WithEnvFiles(env), cli.WithDotEnv)
			break
		}
	}
	options, err := cli.NewProjectOptions([]string{file}, append(given, cli.WithResolvedPaths(true))...)
	if err != nil {
		return nil, err
	}
	return options.LoadProject(context.Background())
}

// missing returns mounted files and folders that do not exist.
func missing(project *types.Project) (paths []string) {
	for _, service := range project.Services {
		for _, volume := range service.Volumes {
			if volume.Type == types.VolumeTypeBind && !exists(volume.Source) {
				paths = append(paths, service.Name+" mounts "+volume.Source)
			}
		}
	}
	return paths
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

func main() {
	files, failed := os.Args[1:], false
	asJSON := len(files) > 0 && files[0] == "--json"
	if asJSON {
		files = files[1:]
	}
	for _, file := range files {
		project, err := load(file)
		if err == nil && len(missing(project)) > 0 {
			err = fmt.Errorf("not there: %s", strings.Join(missing(project), ", "))
		}
		if err != nil {
			fmt.Fprintf(os.Stderr, "%s: %v\n", file, err)
			failed = true
			continue
		}
		if asJSON {
			text, _ := project.MarshalJSON()
			fmt.Println(string(text))
			continue
		}
		fmt.Printf("%s: %d services: %s\n", file, len(project.Services), strings.Join(project.ServiceNames(), " "))
	}
	if failed || len(files) == 0 {
		os.Exit(1)
	}
}
