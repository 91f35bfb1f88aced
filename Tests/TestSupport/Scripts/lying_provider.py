"""An OpenID Connect provider on 127.0.0.1 that tells the lie that is asked of it: ?lie=NAME beside what a browser brings to /authorize.

Settings: {client, secret, now}; now is the time by its clock, in Unix seconds. It signs with openssl (RS256) and by hand.
"""
import base64
import hashlib
import hmac
import itertools
import json
import os
import subprocess
import tempfile
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

from events import ready, record, settings

NOW = settings["now"]
folder = tempfile.TemporaryDirectory(prefix="opvolg-provider-")
numbers, lock = itertools.count(1), threading.Lock()
codes, used = {}, set()


def url64(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


class Key:
    def __init__(self, kid):
        self.kid, self.file = kid, os.path.join(folder.name, kid)
        subprocess.run(["openssl", "genrsa", "-out", self.file, "2048"], check=True, stderr=subprocess.DEVNULL)
        self.public = subprocess.run(["openssl", "rsa", "-in", self.file, "-pubout"], check=True, capture_output=True).stdout
        modulus = subprocess.run(["openssl", "rsa", "-in", self.file, "-noout", "-modulus"], check=True, capture_output=True, text=True).stdout
        self.n = bytes.fromhex(modulus.strip().split("=")[1])

    def sign(self, data):
        return subprocess.run(["openssl", "dgst", "-sha256", "-sign", self.file], check=True, input=data, capture_output=True).stdout

    def jwk(self):
        return {"kty": "RSA", "use": "sig", "kid": self.kid, "n": url64(self.n), "e": "AQAB"}


keys = {"first": Key("first"), "second": Key("second"), "stranger": Key("stranger")}
published = ["first"]


def token(issuer, nonce, lie):
    claims = {"iss": issuer, "aud": settings["client"], "sub": "1", "iat": NOW, "exp": NOW + 3600, "nonce": nonce, "email": "ib@vlieger.example",
              "email_verified": True}
    header, key = {"alg": "RS256", "kid": published[-1]}, keys[published[-1]]
    claims.update({
        "other-audience": {"aud": "another"}, "given-to-another": {"azp": "another"}, "other-nonce": {"nonce": "another"},
        "expired": {"iat": NOW - 7200, "exp": NOW - 121}, "not-yet": {"nbf": NOW + 121}, "from-tomorrow": {"iat": NOW + 86400},
        "other-issuer": {"iss": "https://login.elders.example"}, "unverified": {"email_verified": False}, "stranger": {"email": "x@elders.example"},
        "two-schools": {"email": "bestuur@perspectief.example"},
    }.get(lie, {}))
    if lie == "no-email":
        del claims["email"]
    if lie in ("unknown-key", "stolen-name"):
        header["kid"], key = ("stranger" if lie == "unknown-key" else header["kid"]), keys["stranger"]
    if lie == "none":
        header = {"alg": "none"}
    if lie.startswith("hmac"):
        header["alg"] = "HS256"
    signed = f"{url64(json.dumps(header).encode())}.{url64(json.dumps(claims).encode())}".encode()
    if lie == "none":
        signature = b""
    elif lie == "hmac-public-key":
        signature = hmac.digest(key.public, signed, "sha256")
    elif lie == "hmac-secret":
        signature = hmac.digest(settings["secret"].encode(), signed, "sha256")
    else:
        signature = key.sign(signed)
    if lie == "changed":
        claims["email"] = "directie@vlieger.example"
        signed = signed.split(b".")[0] + b"." + url64(json.dumps(claims).encode()).encode()
    if lie == "signature":
        signature = signature[:-1] + bytes([signature[-1] ^ 1])
    return f"{signed.decode()}.{url64(signature)}"


class Provider(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    @property
    def issuer(self):
        return f"http://127.0.0.1:{self.server.server_port}"

    def do_GET(self):
        url = urlsplit(self.path)
        query = {name: values[0] for name, values in parse_qs(url.query).items()}
        record("get", path=url.path)
        if url.path == "/.well-known/openid-configuration":
            return self.say(200, {
                "issuer": self.issuer, "authorization_endpoint": f"{self.issuer}/authorize", "token_endpoint": f"{self.issuer}/token",
                "jwks_uri": f"{self.issuer}/keys", "scopes_supported": ["openid", "email"]})
        if url.path == "/keys":
            return self.say(200, {"keys": [keys[name].jwk() for name in published]})
        if url.path == "/rotate":
            published[:] = ["second"]
            return self.say(200, {})
        if url.path == "/authorize":
            return self.authorize(query)
        self.say(404, {})

    def authorize(self, query):
        lie = query.get("lie", "")
        answer = {"state": query["state"], "code": f"code-{next(numbers)}", "iss": self.issuer}
        with lock:
            codes[answer["code"]] = (query["nonce"], query["code_challenge"], lie)
        if lie == "mixed-up":
            answer["iss"] = "https://login.elders.example"
        if lie == "other-state":
            answer["state"] = "another"
        if lie == "denied":
            answer = {"state": query["state"], "error": "access_denied", "error_description": "ib@vlieger.example"}
        self.send_response(302)
        self.send_header("Location", f"{query['redirect_uri']}?{urlencode(answer)}")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def do_POST(self):
        form = {name: values[0] for name, values in parse_qs(self.rfile.read(int(self.headers.get("content-length", 0))).decode()).items()}
        nonce, challenge, lie = codes.get(form.get("code"), (None, None, None))
        basic = base64.b64decode(self.headers.get("authorization", "Basic ").split(" ")[1]).decode()
        proven = challenge == url64(hashlib.sha256(form.get("code_verifier", "").encode()).digest())
        record("token", basic=basic, proven=proven, form=sorted(form))
        with lock:
            fresh = form.get("code") not in used or lie == "takes-codes-twice"
            used.add(form.get("code"))
        if lie == "broken":
            return self.say(500, {})
        if lie == "endless":
            self.send_response(200)
            self.end_headers()
            try:
                while True:
                    self.wfile.write(b" " * 65536)
            except OSError:
                self.close_connection = True
            return None
        if not fresh or not proven:
            return self.say(400, {"error": "invalid_grant", "error_description": "ib@vlieger.example"})
        self.say(200, {"access_token": "x", "token_type": "Bearer", "id_token": token(self.issuer, nonce, lie)})

    def say(self, status, value):
        body = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


server = ThreadingHTTPServer(("127.0.0.1", 0), Provider)
server.daemon_threads = True
ready(server.server_port)
server.serve_forever()
