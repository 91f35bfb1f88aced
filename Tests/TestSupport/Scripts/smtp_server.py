"""The mail server of the tests: aiosmtpd, made to misbehave. Settings and events: see SMTPTestServer.swift."""
import asyncio
import itertools
import logging
import os
import ssl
import warnings

from aiosmtpd.smtp import SMTP, AuthResult

from events import Script, ready, record, settings

warnings.simplefilter("ignore")
logging.disable(logging.CRITICAL)
script, numbers = Script(), itertools.count(1)
FOR_EVER = 86400


def tls_context():
    if settings["security"] == "none":
        return None
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(settings["certificate"], settings["key"])
    return context


class Server(SMTP):
    line_length_limit = 1 << 24

    def __init__(self):
        starttls = settings["security"] == "starttls"
        login = settings.get("user") is not None
        self.connection = next(numbers)
        self.at_connection, self.in_transaction = script.next("connection"), None
        self.user, self.greeted = None, False
        offered = starttls and not self.wrong("no-starttls")
        super().__init__(
            self, enable_SMTPUTF8=True, hostname="test", data_size_limit=1 << 26, loop=asyncio.get_running_loop(),
            tls_context=tls_context() if offered else None, require_starttls=offered,
            auth_required=login, auth_require_tls=starttls, authenticator=self.authenticate,
            auth_exclude_mechanism={"PLAIN", "LOGIN"} - set(settings["mechanisms"]))

    def wrong(self, at):
        return next((wrong for wrong in (self.at_connection, self.in_transaction) if wrong and wrong["at"] == at), None)

    async def drop_or_hang(self, where):
        if self.wrong(f"drop-{where}"):
            self.transport.close()
        if self.wrong(f"drop-{where}") or self.wrong(f"hang-{where}"):
            await asyncio.sleep(FOR_EVER)  # until the connection is lost

    async def push(self, status):
        if not self.greeted:
            self.greeted = True
            if wrong := self.wrong("greeting"):
                status = wrong["reply"]
        await super().push(status.encode("latin-1", "replace") if isinstance(status, str) else status)

    def connection_made(self, transport):
        if self._original_transport is None:
            record("connection", connection=self.connection)
        super().connection_made(transport)

    async def _handle_client(self):
        await self.drop_or_hang("greeting")
        await super()._handle_client()

    def authenticate(self, server, session, envelope, mechanism, data):
        user = data.login.decode("utf-8", "replace")
        record("login", connection=self.connection, mechanism=mechanism, user=user)
        if wrong := self.wrong("login"):
            return AuthResult(success=False, handled=False, message=wrong["reply"])
        good = (user, data.password.decode("utf-8", "replace")) == (settings["user"], settings["password"])
        self.user = user if good else None
        return AuthResult(success=good, handled=False, auth_data=data)

    async def smtp_EHLO(self, hostname):
        if wrong := self.wrong("hello"):
            self._set_rset_state()
            self.session.extended_smtp, self.session.host_name = True, hostname
            return await self.push(wrong["reply"])
        await super().smtp_EHLO(hostname)

    async def smtp_MAIL(self, arg):
        record("transaction", connection=self.connection)
        self.in_transaction = script.next("transaction")
        await self.drop_or_hang("mail")
        if wrong := self.wrong("mail"):
            return await self.push(wrong["reply"])
        await super().smtp_MAIL(arg)

    async def handle_RCPT(self, server, session, envelope, address, options):
        wrong = self.wrong("recipient")
        if wrong and wrong.get("address") in (None, address):
            return wrong["reply"]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def smtp_DATA(self, arg):
        await self.drop_or_hang("data")
        if wrong := self.wrong("data"):
            return await self.push(wrong["reply"])
        if self.wrong("drop-within") or self.wrong("hang-within"):
            await self.push("354 go on")
            await self._reader.readuntil(b"\r\n")
            self.transport.pause_reading()
            await self.drop_or_hang("within")
        await super().smtp_DATA(arg)

    async def handle_DATA(self, server, session, envelope):
        content = envelope.content.partition(b"\r\n\r\n")[0] if settings.get("headersOnly") else envelope.content
        record(
            "message", connection=self.connection, greeting=self.session.host_name, sender=envelope.mail_from, recipients=envelope.rcpt_tos, content=content,
            overTLS=self.transport.get_extra_info("sslcontext") is not None, user=self.user,
            wrong=self.in_transaction and self.in_transaction["at"])
        await self.drop_or_hang("after")
        if wrong := self.wrong("slow"):
            await asyncio.sleep(script.chance.random() * float(wrong["reply"]))
        if wrong := self.wrong("hold-after"):
            while not os.path.exists(wrong["reply"]):
                await asyncio.sleep(0.01)
        if wrong := self.wrong("content"):
            return wrong["reply"]
        if self.wrong("drop-answered"):
            await self.push("250 OK")
            self.transport.close()
            await asyncio.sleep(FOR_EVER)
        return "250 OK"


async def serve(server_class=Server):
    tls = tls_context() if settings["security"] == "tls" else None
    server = await asyncio.get_running_loop().create_server(server_class, "127.0.0.1", settings.get("port") or 0, ssl=tls, backlog=128)
    ready(server.sockets[0].getsockname()[1])
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve())
