"""A Microsoft 365 of the tests: a server that gives out tokens over TLS, and the mail server of smtp_server.py with XOAUTH2 in front of it.

Settings and events: see Microsoft365TestServer.swift. What the administrator does meanwhile is told by files in settings["control"]: "revoked" (the
secret is no good any more, nor is any token that it got), "expired" (the token of the number in it, and all before it, are over), "disabled" (no
token opens the mailbox).
"""
import asyncio
import base64
import itertools
import json
import os
import ssl
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from aiosmtpd.smtp import MISSING, AuthResult

import smtp_server
from events import record, settings

tokens, numbers, lock = [], itertools.count(1), threading.Lock()
answers = list(settings["tokenFirst"])


def control_file(name):
    """What the file says; None when there is none."""
    try:
        with open(os.path.join(settings["control"], name)) as file:
            return file.read()
    except FileNotFoundError:
        return None


def opens_the_mailbox(token):
    """The number of a token that is good now, else None."""
    with lock:
        number = tokens.index(token) + 1 if token in tokens else None
    over = int(control_file("expired") or 0)
    good = number is not None and number > over and control_file("revoked") is None and control_file("disabled") is None
    return number if good else None


class TokenServer(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        form = {key: values[0] for key, values in parse_qs(self.rfile.read(int(self.headers.get("content-length", 0))).decode()).items()}
        secret_is_good = form.get("client_secret") == settings["secret"] and control_file("revoked") is None
        with lock:
            answer = answers.pop(0) if answers else settings.get("tokenThen")
        record(
            "token-request", path=self.path, contentType=self.headers.get("content-type"), secretIsGood=secret_is_good,
            form={key: value for key, value in form.items() if key != "client_secret"})
        if answer:
            return getattr(self, answer["kind"])(answer)
        if not secret_is_good:
            code = 7000222 if control_file("revoked") is not None else 7000215
            return self.say(401, {"error": "invalid_client", "error_codes": [code], "error_description": f"AADSTS{code}: no good. Trace ID: x"})
        if control_file("slow") is not None:
            while control_file("go") is None:
                time.sleep(0.01)
        with lock:
            # As long as Entra's: far more than fits on a line of SMTP.
            token = f"eyJ0b2tlbiI6{len(tokens) + 1}-" + base64.urlsafe_b64encode(os.urandom(1200)).decode().rstrip("=")
            tokens.append(token)
        self.say(200, {"token_type": "Bearer", "expires_in": settings["lifetime"], "ext_expires_in": settings["lifetime"], "access_token": token})

    def do_GET(self):
        """Who a token belongs to (RFC 7662 in its simple form), for Dovecot."""
        token = parse_qs(urlsplit(self.path).query).get("access_token", [""])[0]
        number = opens_the_mailbox(token) if control_file("imap-closed") is None else None
        record("token-info", number=number)
        self.say(200 if number else 401, {"email": settings["user"], "active": bool(number)})

    def say(self, status, values):
        self.reply({"status": status, "headers": {"Content-Type": "application/json; charset=utf-8"}, "body": json.dumps(values)})

    def reply(self, answer):
        content = answer["body"].encode("latin-1")
        self.send_response(answer["status"])
        for name, value in answer["headers"].items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def hang(self, answer):
        threading.Event().wait()

    def drop(self, answer):
        self.close_connection = True

    def giant(self, answer):
        self.send_response(200)
        self.end_headers()
        try:
            while True:
                self.wfile.write(b'{"x": 1, ' + b" " * 65536)
        except OSError:
            self.close_connection = True

    def log_message(self, *arguments):
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address):
        pass  # a client that does not like our certificate


class MailServer(smtp_server.Server):
    open_connections = 0

    def __init__(self):
        super().__init__()
        self.is_open, self.token = False, None

    async def smtp_MAIL(self, arg):
        # A session does not outlive its token.
        if self.token and not opens_the_mailbox(self.token):
            await self.push("421 4.4.2 Connection dropped due to ConnectionReset")
            return self.transport.close()
        await super().smtp_MAIL(arg)

    def connection_made(self, transport):
        super().connection_made(transport)
        if not self.is_open:
            self.is_open = True
            MailServer.open_connections += 1

    def connection_lost(self, error):
        super().connection_lost(error)
        if self.is_open:
            self.is_open = False
            MailServer.open_connections -= 1

    async def auth_XOAUTH2(self, _, args):
        initial = len(args) == 2
        given = base64.b64decode(args[1]) if initial else await self.challenge_auth("")
        if given is MISSING:
            return AuthResult(success=False)
        user, token = "", ""
        fields = given.decode("utf-8", "replace").split("\x01")
        if len(fields) == 4 and fields[0].startswith("user=") and fields[1].startswith("auth=Bearer ") and fields[2:] == ["", ""]:
            user, token = fields[0].removeprefix("user="), fields[1].removeprefix("auth=Bearer ")
        number = opens_the_mailbox(token) if user == settings["user"] else None
        record("login", connection=self.connection, mechanism=f"XOAUTH2{' with initial response' if initial else ''}", user=user)
        record("token-used", connection=self.connection, number=number)
        if wrong := self.wrong("login"):
            return AuthResult(success=False, handled=False, message=wrong["reply"])
        if settings.get("mostConnections") and MailServer.open_connections > settings["mostConnections"]:
            return AuthResult(
                success=False, handled=False, message="432 4.3.2 Concurrent connections limit exceeded. Visit https://aka.ms/concurrent_sending.")
        if number:
            self.user, self.token = user, token
            return AuthResult(success=True, handled=False, auth_data=user)
        if settings["challenges"]:
            # As Google says no: an error in a challenge, to be answered with an empty line before the refusal comes.
            answer = await self.challenge_auth(json.dumps({"status": "401", "schemes": "Bearer", "scope": settings["scope"]}))
            record("challenge-answered", answer="" if answer is MISSING else answer.decode("latin-1"))
        return AuthResult(success=False, handled=False, message="535 5.7.3 Authentication unsuccessful [AM0PR01CA0001.eurprd01.prod.exchangelabs.com]")


server = Server(("127.0.0.1", 0), TokenServer)
if settings["tokensOverTLS"]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(settings["certificate"], settings["key"])
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
record("tokens-at", port=server.server_address[1])
threading.Thread(target=server.serve_forever, daemon=True).start()
asyncio.run(smtp_server.serve(MailServer))
