// Relay stands in for a sidecar: Dapr's test apps call localhost, and it passes their connections on to a shared daprd.
//
//	relay PORT=HOST:PORT...
package main

import (
	"io"
	"log"
	"net"
	"os"
	"strings"
	"sync"
)

func main() {
	var listeners sync.WaitGroup
	for _, argument := range os.Args[1:] {
		port, target, _ := strings.Cut(argument, "=")
		listener, err := net.Listen("tcp", ":"+port)
		if err != nil {
			log.Fatal(err)
		}
		listeners.Go(func() { serve(listener, target) })
	}
	listeners.Wait()
}

func serve(listener net.Listener, target string) {
	for {
		app, err := listener.Accept()
		if err != nil {
			log.Fatal(err)
		}
		go pass(app, target)
	}
}

// pass copies both directions, and passes on the end of each.
func pass(app net.Conn, target string) {
	defer app.Close()
	daprd, err := net.Dial("tcp", target)
	if err != nil {
		log.Print(err)
		return
	}
	defer daprd.Close()
	answered := make(chan struct{})
	go func() {
		io.Copy(app, daprd)
		app.(*net.TCPConn).CloseWrite()
		close(answered)
	}()
	io.Copy(daprd, app)
	daprd.(*net.TCPConn).CloseWrite()
	<-answered
}
