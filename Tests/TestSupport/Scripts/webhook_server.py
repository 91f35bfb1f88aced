"""The webhook receiver of the tests. Settings and events: see WebhookTestServer.swift."""
import base64
import hashlib
import hmac
import itertools
import ssl
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from events import Script, ready, record, settings

script, numbers = Script(), itertools.count(1)


def signed_by(secret, headers, body):
    """Standard Webhooks: HMAC-SHA256 over id.timestamp.body, with the decoded secret."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f"{headers.get('webhook-id')}.{headers.get('webhook-timestamp')}.".encode() + body
    expected = "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    return any(hmac.compare_digest(expected, given) for given in headers.get("webhook-signature", "").split(" "))


class Receiver(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def setup(self):
        self.connection_number = next(numbers)
        record("connection", connection=self.connection_number)
        super().setup()

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        headers = {name.lower(): value for name, value in self.headers.items()}
        record(
            "request", connection=self.connection_number, method=self.command, path=self.path, headers=headers, body=body,
            signedBy=[signed_by(secret, headers, body) for secret in settings["secrets"]])
        answer = script.next("request")
        getattr(self, answer["kind"])(answer)

    do_GET = do_PUT = do_HEAD = do_CONNECT = do_POST

    def reply(self, answer):
        content = answer["body"].encode()
        self.send_response(answer["status"])
        for name, value in answer["headers"].items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def raw(self, answer):
        self.wfile.write(answer["body"].encode("latin-1"))
        self.close_connection = True

    def hang(self, answer):
        threading.Event().wait()

    def drop(self, answer):
        self.close_connection = True

    def endless(self, answer):
        self.send_response(200)
        self.end_headers()
        try:
            while True:
                self.wfile.write(b"x" * 65536)
        except OSError:
            self.close_connection = True

    def log_message(self, *arguments):
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        pass  # a client that does not like our certificate


server = Server(("127.0.0.1", 0), Receiver)
if settings.get("certificate"):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(settings["certificate"], settings["key"])
    # The handshake happens in the connection's own thread, at its first read.
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
ready(server.server_address[1])
server.serve_forever()
