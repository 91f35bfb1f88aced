"""Runs Debian's glewlwyd, an OpenID Connect provider, on 127.0.0.1, and administers it through its own API.

Settings: {folder, port, names_itself, client: {id, secret, redirect, signed_out}, users: [{name, password, email, login}]}.
All that it keeps is in the folder.
"""
import ctypes
import http.cookiejar
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request

from events import ready, record, settings

PORT = settings["port"]
BASE = f"http://127.0.0.1:{PORT}/"
SCHEMA = "/usr/share/dbconfig-common/data/glewlwyd/install/sqlite3"
WEBAPP = "/usr/share/glewlwyd/webapp"
ENDINGS = {".html": "text/html", ".css": "text/css", ".js": "application/javascript", ".json": "application/json", ".png": "image/png",
           ".ttf": "font/ttf", ".woff": "font/woff", ".woff2": "font/woff2"}


def configuration(folder):
    types = ",".join(f'{{ extension = "{ending}" mime_type = "{name}" }}' for ending, name in ENDINGS.items())
    return f"""
port={PORT}
bind_address="127.0.0.1"
external_url="{BASE}"
login_url="login.html"
api_prefix="api"
static_files_path="{folder}/webapp/"
log_mode="file"
log_level="INFO"
log_file="{folder}/log"
cookie_secure=0
session_expiration=3600
session_key="GLEWLWYD2_SESSION_ID"
admin_scope="g_admin"
profile_scope="g_profile"
user_module_path="/usr/lib/glewlwyd/user"
client_module_path="/usr/lib/glewlwyd/client"
user_auth_scheme_module_path="/usr/lib/glewlwyd/scheme"
plugin_module_path="/usr/lib/glewlwyd/plugin"
hash_algorithm="SHA512"
database = {{ type = "sqlite3" path = "{folder}/database" }};
static_files_mime_types = ( {types} )
"""


def start(folder):
    database = sqlite3.connect(f"{folder}/database")
    with open(SCHEMA) as schema:
        database.executescript(schema.read())
    database.close()
    shutil.copytree(WEBAPP, f"{folder}/webapp", ignore=shutil.ignore_patterns("config.json"))
    shutil.copy("/usr/share/glewlwyd/templates/config.json", f"{folder}/webapp/config.json")
    with open(f"{folder}/glewlwyd.conf", "w") as file:
        file.write(configuration(folder))
    # It ends with this process, however that ends.
    parent_death = ctypes.CDLL(None).prctl
    return subprocess.Popen(["/usr/bin/glewlwyd", f"--config-file={folder}/glewlwyd.conf"], cwd=folder, stdout=subprocess.DEVNULL,
                            stderr=subprocess.DEVNULL, preexec_fn=lambda: parent_death(1, signal.SIGKILL))


class Administrator:
    def __init__(self):
        self.opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))

    def ask(self, method, path, body=None):
        request = urllib.request.Request(BASE + "api/" + path, method=method, data=None if body is None else json.dumps(body).encode(),
                                         headers={"Content-Type": "application/json"})
        try:
            with self.opener.open(request, timeout=30) as answer:
                return answer.read()
        except urllib.error.HTTPError as error:
            sys.exit(f"{method} {path}: {error.code} {error.read()[:2000]!r}")

    def sign_in(self):
        for _ in range(300):
            try:
                return self.ask("POST", "auth/", {"username": "admin", "password": "password"})
            except urllib.error.URLError:
                time.sleep(0.1)
        sys.exit("glewlwyd does not listen")


def plugin(key, certificate):
    return {
        "module": "oidc", "name": "oidc", "display_name": "OpenID Connect", "enabled": True,
        "parameters": {
            "iss": f"{BASE}api/oidc", "jwt-type": "rsa", "jwt-key-size": "256", "key": key, "cert": certificate, "access-token-duration": 3600,
            "refresh-token-duration": 3600, "code-duration": 60, "refresh-token-rolling": False, "allow-non-oidc": False, "auth-type-code-enabled": True,
            "auth-type-code-revoke-replayed": True, "auth-type-token-enabled": False, "auth-type-implicit-enabled": False,
            "auth-type-password-enabled": False, "auth-type-client-enabled": False, "auth-type-device-enabled": False, "auth-type-refresh-enabled": False,
            "subject-type": "public", "allowed-scope": ["openid", "email", "profile"], "pkce-allowed": True, "pkce-required": True,
            "pkce-method-plain-allowed": False, "jwks-show": True, "email-claim": "mandatory", "email-claim-scope": [], "name-claim": "no",
            "claims": [{"name": "preferred_username", "user-property": "username", "type": "string", "mandatory": True, "on-demand": False, "scope": []}],
            "oauth-as-iss-id": settings["names_itself"], "session-management-allowed": True, "session-cookie-name": "GLEWLWYD2_OIDC_SID",
            "session-cookie-expiration": 3600, "front-channel-logout-allowed": False,
            "back-channel-logout-allowed": False, "request-parameter-allow": False,
        },
    }


def administer(folder):
    subprocess.run(["openssl", "genrsa", "-out", f"{folder}/key", "2048"], check=True, stderr=subprocess.DEVNULL)
    public = subprocess.run(["openssl", "rsa", "-in", f"{folder}/key", "-pubout"], check=True, capture_output=True, text=True).stdout
    with open(f"{folder}/key") as file:
        key = file.read()
    administrator = Administrator()
    administrator.sign_in()
    for scope in ["email", "profile"]:
        administrator.ask("POST", "scope/", {"name": scope, "display_name": scope, "description": scope, "password_required": False, "scheme": {}})
    administrator.ask("POST", "mod/plugin/", plugin(key, public))
    client = settings["client"]
    administrator.ask("POST", "client/", {
        "client_id": client["id"], "name": "opvolg", "enabled": True, "confidential": True, "password": client["secret"], "client_secret": client["secret"],
        "redirect_uri": [client["redirect"]], "post_logout_redirect_uri": client["signed_out"], "authorization_type": ["code"],
        "token_endpoint_auth_method": ["client_secret_post", "client_secret_basic"], "scope": [],
    })
    scopes = ["g_profile", "openid", "email", "profile"]
    for user in settings["users"]:
        administrator.ask("POST", "user/", {"username": user["login"], "name": user["name"], "email": user["email"], "password": user["password"],
                                            "enabled": True, "scope": scopes})
        # What each is asked once: whether opvolg may know who they are.
        person = Administrator()
        person.ask("POST", "auth/", {"username": user["login"], "password": user["password"]})
        person.ask("PUT", f"auth/grant/{client['id']}", {"scope": "openid email profile"})


def main():
    folder = settings["folder"]
    process = start(folder)
    try:
        administer(folder)
    except SystemExit:
        with open(f"{folder}/log") as log:
            sys.stderr.write(log.read())
        raise
    ready(PORT)
    process.wait()
    record("ended", code=process.returncode)


if __name__ == "__main__":
    main()
