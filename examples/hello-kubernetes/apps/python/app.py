"""Sends one order per second to the Node.js app, by its app ID. Uses only the standard library."""
import json
import os
import signal
import sys
import time
import urllib.request

port = os.environ.get("DAPR_HTTP_PORT", "3500")
dapr = os.environ.get("DAPR_HTTP_ENDPOINT", f"http://127.0.0.1:{port}")
headers = {"content-type": "application/json"}
if token := os.environ.get("DAPR_API_TOKEN"):
    headers["dapr-api-token"] = token

signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # the first process of a container ignores it otherwise
order = 0
while True:
    order += 1
    body = json.dumps({"data": {"orderId": order}}).encode()
    request = urllib.request.Request(f"{dapr}/v1.0/invoke/nodeapp/method/neworder", body, headers)
    try:
        with urllib.request.urlopen(request, timeout=5) as answer:
            print(f"order {order}: {answer.status}", flush=True)
    except OSError as error:  # Dapr or the other app is not there yet
        print(f"order {order}: {error}", flush=True)
    time.sleep(1)
