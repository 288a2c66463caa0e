"""The official Python SDK, told nothing but the protocol: the rest it must find in the environment."""
import json
import os
import random
import signal
import socket
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

sys.path.insert(0, str(Path(__file__).with_name("packages")))

PROTOCOL = os.environ.get("SDK_PROTOCOL", "http")
# State and pub/sub always use gRPC in this SDK; only invocation is configurable. Read on import.
os.environ["DAPR_API_METHOD_INVOCATION_PROTOCOL"] = PROTOCOL

from dapr.clients import DaprClient  # noqa: E402
from dapr.ext.grpc import App, Rule  # noqa: E402

APP_ID = os.environ.get("APP_ID")
HOST = socket.gethostname()
STORE = os.environ.get("STATE_STORE", "statestore")
PUBSUB = os.environ.get("PUBSUB", "pubsub")
TOPIC = os.environ.get("TOPIC", "orders")
received = []


# Endpoints for the test.


def healthz(query):
    return {"ok": True, "protocol": PROTOCOL}


def received_ids(query):
    return {"count": len(received), "ids": received}


def state(query):
    key, value = f"{APP_ID}-{HOST}", f"{time.time()}-{random.random()}"
    with DaprClient() as dapr:
        dapr.save_state(STORE, key, value)
        read = dapr.get_state(STORE, key).text()
    if read != value:
        raise ValueError(f"saved {value}, read {read}")
    return {"key": key, "value": value}


def publish(query):
    event = {"id": query["id"]}
    with DaprClient() as dapr:
        dapr.publish_event(PUBSUB, query["topic"], json.dumps(event), data_content_type="application/json")
    return {"topic": query["topic"], **event}


def invoke(query):
    with DaprClient() as dapr:
        return json.loads(dapr.invoke_method(query["app"], query["method"], http_verb="GET").data)


CONTROL = {"/healthz": healthz, "/received": received_ids, "/state": state, "/publish": publish, "/invoke": invoke}


# Endpoints for Dapr.


def whoami(query, body=None):
    return {"appId": APP_ID, "host": HOST}


def event_over_http(query, body):
    received.append(json.loads(body)["data"]["id"])
    return {"status": "SUCCESS"}


def receive_over_grpc(port):
    app = App()

    @app.method("whoami")
    def on_whoami(request):
        return json.dumps(whoami({}))

    def on_event(event):
        received.append(json.loads(event.Data())["id"])

    # The SDK accepts only events of subscribed topics, and names the path after the function.
    # A declarative subscription may send them to /events.
    on_event.__name__ = "/events"
    app.subscribe(PUBSUB, TOPIC, rule=Rule("", 1))(on_event)
    app.register_health_check(lambda: None)
    app.run(port)


def serve(port, routes):
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            url = urlsplit(self.path)
            query = {name: values[0] for name, values in parse_qs(url.query).items()}
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
            status, result = 404, {"error": "not found"}
            if route := routes.get(url.path):
                try:
                    status, result = 200, route(query, body) if routes is not CONTROL else route(query)
                except Exception as error:  # the test reads what went wrong
                    print(f"{url.path}: {error}", flush=True)
                    status, result = 502, {"error": str(error)}
            answer = json.dumps(result).encode()
            self.send_response(status)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        do_POST = do_GET

        def log_message(self, *args):
            pass

    ThreadingHTTPServer(("", port), Handler).serve_forever()


signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
if app_port := os.environ.get("APP_PORT"):
    if PROTOCOL == "grpc":
        target, args = receive_over_grpc, (int(app_port),)
    else:
        target, args = serve, (int(app_port), {"/events": event_over_http, "/whoami": whoami})
    threading.Thread(target=target, args=args, daemon=True).start()
serve(int(os.environ.get("CONTROL_PORT", "9000")), CONTROL)
