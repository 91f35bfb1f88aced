"""What the test servers share: settings from the first argument, events as lines of JSON to the file of the second, an end with standard input."""
import base64
import json
import os
import sys
import threading

settings = json.loads(sys.argv[1])
_file = open(sys.argv[2], "a")
_lock = threading.Lock()


def record(event, **values):
    """Writes an event before this returns; bytes become base64."""
    values = {key: base64.b64encode(value).decode() if isinstance(value, bytes) else value for key, value in values.items()}
    with _lock:
        _file.write(json.dumps({"event": event, **values}) + "\n")
        _file.flush()


class Script:
    """What goes wrong: `first`, once each and in order, then `then` for ever."""

    def __init__(self):
        self.first, self.then, self.lock = list(settings.get("first") or []), settings.get("then"), threading.Lock()

    def next(self, opportunity):
        """What to do wrong at this opportunity ("connection", "transaction" or "request"); None when all should go well."""
        with self.lock:
            wrong = self.first[0] if self.first else self.then
            if wrong is None or wrong["oncePer"] != opportunity:
                return None
            if self.first:
                self.first.pop(0)
            return wrong


def ready(port):
    """Says that the server listens, and ends this process when the one that started it goes."""
    print("ready", port, flush=True)
    threading.Thread(target=lambda: (sys.stdin.buffer.read(), os._exit(0)), daemon=True).start()
