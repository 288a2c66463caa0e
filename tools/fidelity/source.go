package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"github.com/spf13/pflag"
)

// Source contains facts from Dapr's sources, which are not built.
type Source struct {
	// Annotation keys of injector and operator.
	annotations map[string]bool
	// Names of environment variables that occur in Dapr's code.
	variables map[string]bool
	// Flags of daprd: name and pflag type.
	flags map[string]string
	// Ports of the Service that the operator creates: name, port, target.
	servicePorts []servicePort
}

type servicePort struct{ name, port, target string }

func readSource() (*Source, error) {
	dapr, err := module("github.com/dapr/dapr")
	if err != nil {
		return nil, err
	}
	kit, err := module("github.com/dapr/kit")
	if err != nil {
		return nil, err
	}
	source := &Source{annotations: map[string]bool{}, variables: map[string]bool{}, flags: map[string]string{}}
	for _, folder := range []string{"pkg/injector/annotations", "pkg/operator/handlers"} {
		if err := literals(filepath.Join(dapr, folder), regexp.MustCompile(`^dapr\.io/`), source.annotations); err != nil {
			return nil, err
		}
	}
	for _, folder := range []string{"pkg/injector/consts", "pkg/injector/patcher", "pkg/security/consts", "pkg/config/env"} {
		if err := literals(filepath.Join(dapr, folder), regexp.MustCompile(`^[A-Z][A-Z0-9_]+$`), source.variables); err != nil {
			return nil, err
		}
	}
	for _, folder := range []string{filepath.Join(dapr, "cmd/daprd/options"), filepath.Join(dapr, "pkg/metrics"), filepath.Join(kit, "logger")} {
		if err := flagsOf(folder, source.flags); err != nil {
			return nil, err
		}
	}
	return source, source.readOperator(filepath.Join(dapr, "pkg/operator/handlers"))
}

// module returns the folder of a module of the build list.
func module(path string) (string, error) {
	// The module file of this run, which the caller sets.
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", path).Output()
	if err != nil {
		return "", fmt.Errorf("go list -m %s: %w", path, err)
	}
	return strings.TrimSpace(string(out)), nil
}

func parse(folder string) ([]*ast.File, error) {
	paths, err := filepath.Glob(filepath.Join(folder, "*.go"))
	if err != nil {
		return nil, err
	}
	var files []*ast.File
	for _, path := range paths {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			return nil, err
		}
		files = append(files, file)
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("no Go files in %s", folder)
	}
	return files, nil
}

func literals(folder string, wanted *regexp.Regexp, into map[string]bool) error {
	files, err := parse(folder)
	if err != nil {
		return err
	}
	for _, file := range files {
		ast.Inspect(file, func(node ast.Node) bool {
			if text, ok := textOf(node); ok && wanted.MatchString(text) {
				into[text] = true
			}
			return true
		})
	}
	return nil
}

func textOf(node ast.Node) (string, bool) {
	literal, ok := node.(*ast.BasicLit)
	if !ok || literal.Kind != token.STRING {
		return "", false
	}
	text, err := strconv.Unquote(literal.Value)
	return text, err == nil
}

var flagCall = regexp.MustCompile(`^(String|Bool|Int|Uint|Duration|StringSlice)Var$|^(string|bool)Var$`)

// flagsOf finds the calls that define flags: fs.StringVar(&target, "name", ...), or stringVar(&target, "name", ...) where they are passed in.
func flagsOf(folder string, into map[string]string) error {
	files, err := parse(folder)
	if err != nil {
		return err
	}
	for _, file := range files {
		ast.Inspect(file, func(node ast.Node) bool {
			call, ok := node.(*ast.CallExpr)
			if !ok || len(call.Args) < 3 {
				return true
			}
			name := ""
			switch function := call.Fun.(type) {
			case *ast.SelectorExpr:
				name = function.Sel.Name
			case *ast.Ident:
				name = function.Name
			}
			if flagCall.MatchString(name) {
				if flag, ok := textOf(call.Args[1]); ok {
					into[flag] = strings.TrimSuffix(strings.ToUpper(name[:1])+name[1:], "Var")
				}
			}
			return true
		})
	}
	return nil
}

// parseFlags parses arguments with pflag, as the flag set of daprd does.
func (s *Source) parseFlags(args []string) error {
	set := pflag.NewFlagSet("daprd", pflag.ContinueOnError)
	for name, kind := range s.flags {
		switch kind {
		case "Bool":
			set.Bool(name, false, "")
		case "Int":
			set.Int(name, 0, "")
		case "Uint":
			set.Uint(name, 0, "")
		case "Duration":
			set.Duration(name, 0, "")
		case "StringSlice":
			set.StringSlice(name, nil, "")
		default:
			set.String(name, "", "")
		}
	}
	if err := set.Parse(args); err != nil {
		return err
	}
	if set.NArg() > 0 {
		return fmt.Errorf("arguments that are not flags: %v", set.Args())
	}
	return nil
}

// readOperator finds the ports of the Service that the operator creates for an app.
func (s *Source) readOperator(folder string) error {
	files, err := parse(folder)
	if err != nil {
		return err
	}
	constants := map[string]string{}
	for _, file := range files {
		for _, decl := range file.Decls {
			general, ok := decl.(*ast.GenDecl)
			if !ok {
				continue
			}
			for _, spec := range general.Specs {
				value, ok := spec.(*ast.ValueSpec)
				if !ok {
					continue
				}
				for i, name := range value.Names {
					if i < len(value.Values) {
						if literal, ok := value.Values[i].(*ast.BasicLit); ok {
							constants[name.Name] = strings.Trim(literal.Value, `"`)
						}
					}
				}
			}
		}
	}
	for _, file := range files {
		ast.Inspect(file, func(node ast.Node) bool {
			literal, ok := node.(*ast.CompositeLit)
			if !ok {
				return true
			}
			port := servicePort{}
			for _, element := range literal.Elts {
				pair, ok := element.(*ast.KeyValueExpr)
				if !ok {
					continue
				}
				key, _ := pair.Key.(*ast.Ident)
				if key == nil {
					continue
				}
				switch key.Name {
				case "Name":
					port.name = resolve(pair.Value, constants)
				case "Port":
					port.port = resolve(pair.Value, constants)
				case "TargetPort":
					if call, ok := pair.Value.(*ast.CallExpr); ok && len(call.Args) == 1 {
						port.target = resolve(call.Args[0], constants)
					}
				}
			}
			if port.name != "" && port.port != "" && port.target != "" {
				s.servicePorts = append(s.servicePorts, port)
			}
			return true
		})
	}
	if len(s.servicePorts) != 4 {
		return fmt.Errorf("the operator's Service has %d ports, expected 4: update readOperator", len(s.servicePorts))
	}
	return nil
}

func resolve(expression ast.Expr, constants map[string]string) string {
	switch value := expression.(type) {
	case *ast.BasicLit:
		return strings.Trim(value.Value, `"`)
	case *ast.Ident:
		if text, ok := constants[value.Name]; ok {
			return text
		}
		return value.Name
	case *ast.CallExpr:
		// int32(x)
		if len(value.Args) == 1 {
			return resolve(value.Args[0], constants)
		}
	}
	return ""
}
