// The folder is a module; dapr-*.mod say with which version of Dapr it is built.
module cdk8s-dapr.dev/fidelity

go 1.24.0
