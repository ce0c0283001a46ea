#!/usr/bin/python3
"""A mail server that keeps what it is given, one JSON object a line: python3 post_office.py FILE [--sink] [--tls CERT KEY].

With aiosmtpd, or with --sink its own few lines, which are faster than what they measure. Prints its port. --slow waits so many
milliseconds before it takes a letter; while FILE.held is there it takes none. FILE.rules, where it is, is a JSON object: for an
address "refused" is told 550, "later" 451 the first time, "never" 451 always, "content" 554 once the letter was heard. Every line
has the number of its connection. With --tls it offers STARTTLS and lets in only user "panoh", password "secret words".
"""

import argparse
import asyncio
import json
import pathlib
import ssl
import sys


class Kept:
    def __init__(self, path, slow=0):
        self.slow = slow / 1000
        self.file = open(path, "a", encoding="utf-8", buffering=1)
        self.rules = pathlib.Path(path + ".rules")
        self.held = pathlib.Path(path + ".held")
        self.put_off = set()

    def rule(self, address):
        try:
            return json.loads(self.rules.read_text(encoding="utf-8")).get(address)
        except FileNotFoundError:
            return None

    def verdict(self, address):
        """What the address is answered, or None: welcome."""
        rule = self.rule(address)
        if rule == "refused":
            return "550 5.1.1 no such mailbox: " + address
        if rule == "never" or (rule == "later" and address not in self.put_off):
            self.put_off.add(address)
            return "451 4.2.1 not now: " + address
        return None

    async def keep(self, connection, sender, recipients, data):
        if self.slow:
            await asyncio.sleep(self.slow)
        while self.held.exists():
            await asyncio.sleep(0.02)
        if any(self.rule(address) == "content" for address in recipients):
            return "554 5.6.0 not this letter"
        self.file.write(json.dumps({"connection": connection, "from": sender, "to": recipients, "data": data.decode("latin-1")}) + "\n")
        return "250 2.0.0 taken"


class Handler:
    """As aiosmtpd asks it."""

    def __init__(self, kept):
        self.kept = kept

    async def handle_RCPT(self, server, session, envelope, address, options):
        refused = self.kept.verdict(address)
        if refused:
            return refused
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 yes"

    async def handle_DATA(self, server, session, envelope):
        return await self.kept.keep(session.peer[1], envelope.mail_from, envelope.rcpt_tos, envelope.original_content)


async def with_aiosmtpd(kept, tls):
    from aiosmtpd.smtp import SMTP, AuthResult

    def let_in(server, session, envelope, mechanism, data):
        return AuthResult(success=(data.login, data.password) == (b"panoh", b"secret words"))

    more = {}
    if tls:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*tls)
        more = {"tls_context": context, "require_starttls": True, "auth_required": True, "authenticator": let_in}
    loop = asyncio.get_running_loop()
    return await loop.create_server(lambda: SMTP(Handler(kept), hostname="post.example.org", loop=loop, **more), "0.0.0.0", 0)


async def sink(kept):
    async def serve(reader, writer):
        connection = writer.get_extra_info("peername")[1]
        sender, recipients = "", []

        def say(text):
            writer.write(text.encode() + b"\r\n")

        say("220 post.example.org")
        try:
            while line := (await reader.readline()).decode("latin-1").rstrip("\r\n"):
                verb = line[:4].upper()
                if verb in ("EHLO", "HELO"):
                    say("250 post.example.org")
                elif verb == "MAIL":
                    sender, recipients = line[line.index("<") + 1:line.index(">")], []
                    say("250 yes")
                elif verb == "RCPT":
                    address = line[line.index("<") + 1:line.index(">")]
                    refused = kept.verdict(address)
                    recipients += [] if refused else [address]
                    say(refused or "250 yes")
                elif verb == "DATA":
                    say("354 go on")
                    data = (await reader.readuntil(b"\r\n.\r\n"))[:-3]
                    answer = await kept.keep(connection, sender, recipients, data.replace(b"\r\n..", b"\r\n."))
                    say(answer)
                elif verb == "QUIT":
                    say("221 good-bye")
                    break
                else:
                    say("250 yes")
                await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        writer.close()

    return await asyncio.start_server(serve, "0.0.0.0", 0, limit=1 << 23)


async def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file")
    parser.add_argument("--sink", action="store_true")
    parser.add_argument("--slow", type=int, default=0)
    parser.add_argument("--tls", nargs=2)
    words = parser.parse_args()
    kept = Kept(words.file, words.slow)
    server = await (sink(kept) if words.sink else with_aiosmtpd(kept, words.tls))
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    try:
        asyncio.run(main())
    except KeyboardInterrupt:
        sys.exit(0)
