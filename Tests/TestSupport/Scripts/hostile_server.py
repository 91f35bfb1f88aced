"""A server that speaks SMTP or HTTP as far as it must, and then answers as no server should. Settings and events: see HostileServer.swift."""
import socketserver
import time

from events import ready, record, settings


class Hostile(socketserver.StreamRequestHandler):
    def handle(self):
        record("connection")
        try:
            self.smtp() if settings["speaks"] == "smtp" else self.http()
        except OSError:
            pass  # the client has had enough

    def smtp(self):
        self.answer("greeting", "220 hostile.example")
        while line := self.rfile.readline(65536):
            word = line[:4].decode("latin-1").upper().strip()
            if word == "QUIT":
                return self.say("221 bye")
            self.answer(word, "250 ok" if word != "DATA" else "354 go on")
            if word == "DATA":
                while self.rfile.readline(65536) not in (b".\r\n", b""):
                    pass
                self.answer("content", "250 taken")

    def http(self):
        length = 0
        while (line := self.rfile.readline(65536)) not in (b"\r\n", b""):
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
        self.rfile.read(length)
        self.answer("request", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n")

    def answer(self, place, usual):
        if place != settings["at"]:
            return self.say(usual)
        for piece in settings["pieces"]:
            content, times = piece["text"].encode("latin-1"), piece["times"]
            if settings["inPieces"]:
                for byte in content * times:
                    self.wfile.write(bytes([byte]))
                    time.sleep(0.001)
            while times > 0 and not settings["inPieces"]:
                some = min(times, max(1, 65536 // len(content)))
                self.wfile.write(content * some)
                times -= some
        if settings["closes"]:
            raise OSError

    def say(self, line):
        self.wfile.write(line.encode() + b"\r\n")


class Server(socketserver.ThreadingTCPServer):
    daemon_threads, allow_reuse_address = True, True


server = Server(("127.0.0.1", 0), Hostile)
ready(server.server_address[1])
server.serve_forever()
