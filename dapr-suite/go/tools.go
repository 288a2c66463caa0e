//go:build tools

// Package suite requires the module with Dapr's tests and test apps, and the modules that apps with a go.mod of their own import.
package suite

import (
	_ "github.com/dapr/dapr/tests/runner"
	_ "github.com/dapr/go-sdk/client"
	_ "github.com/go-chi/chi/v5"
	_ "google.golang.org/grpc/examples/helloworld/helloworld"
)
