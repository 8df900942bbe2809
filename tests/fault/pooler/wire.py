# SPDX-License-Identifier: MIT
"""A proxy that reads PostgreSQL's protocol as it passes, and notes what a pooler in transaction mode forbids."""

import errno
import re
import select
import socket
import struct
import threading
import time
from collections import defaultdict

SSL_REQUEST, GSS_REQUEST, CANCEL_REQUEST = 80877103, 80877104, 80877102

COMMENTS = re.compile(rb"(\s|--[^\n]*\n|/\*.*?\*/)*", re.DOTALL)
BEGIN = re.compile(rb"(begin|start\s+transaction)\b", re.IGNORECASE)
END = re.compile(rb"(commit|end|rollback(?!\s+to)|abort)\b", re.IGNORECASE)
SETTING = re.compile(rb"(set\s+(?!local\b|transaction\b|constraints\b)|reset\b)"
                     rb"|select\s+(pg_catalog\.)?set_config\s*\([^()]*,\s*false\s*\)", re.IGNORECASE)
SESSION = re.compile(rb"(listen|unlisten|discard|prepare|deallocate|load)\b|create\s+temp"
                     rb"|select\s+(pg_catalog\.)?pg_(try_)?advisory_lock", re.IGNORECASE)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Wire:
    """What all connections together have said. A setting inside a transaction counts only when it would
    outlive it: `set local` never does."""

    def __init__(self):
        self.lock = threading.Lock()
        self.messages = self.named = self.settings = 0
        self.findings = defaultdict(set)

    def note(self, kind, text):
        with self.lock:
            self.findings[kind].add(text[:120].decode(errors="replace"))


class Messages:
    """Cuts a stream into messages. Of long ones only the head is kept: they are data."""

    KEPT = 4096

    def __init__(self, is_typed):
        self.is_typed, self.buffer, self.rest = is_typed, bytearray(), 0

    def feed(self, data):
        self.buffer += data
        while self.buffer:
            if self.rest:
                skipped = min(self.rest, len(self.buffer))
                del self.buffer[:skipped]
                self.rest -= skipped
                continue
            head = 1 if self.is_typed else 0
            if len(self.buffer) < head + 4:
                return
            size = struct.unpack_from(">I", self.buffer, head)[0] - 4
            kept = min(size, self.KEPT)
            if len(self.buffer) < head + 4 + kept:
                return
            kind = bytes(self.buffer[:head])
            body = bytes(self.buffer[head + 4:head + 4 + kept])
            del self.buffer[:head + 4 + kept]
            self.rest = size - kept
            yield kind, body


class Conversation:
    """One client and its pooler."""

    def __init__(self, wire, client, port):
        self.wire, self.client = wire, client
        self.server = socket.create_connection(("127.0.0.1", port))
        self.from_client, self.from_server = Messages(False), Messages(True)
        self.status, self.syncs = b"I", 0
        self.has_begun = self.has_ended = False

    def is_in_transaction(self):
        return not self.has_ended and (self.has_begun or self.status != b"I")

    def hear_statement(self, text):
        for part in text.split(b";"):
            part = part[COMMENTS.match(part).end():]
            if BEGIN.match(part):
                self.has_begun, self.has_ended = True, False
            elif END.match(part):
                self.has_begun, self.has_ended = False, True
            elif SETTING.match(part):
                inside = " inside" if self.is_in_transaction() else " outside"
                self.wire.note("SET" + inside + " a transaction", part)
                with self.wire.lock:
                    self.wire.settings += 1
            elif SESSION.match(part):
                self.wire.note("state of the session", part)

    def hear_client(self, kind, body):
        if kind == b"Q":
            self.hear_statement(body.rstrip(b"\0"))
            self.syncs += 1
        elif kind == b"S":
            self.syncs += 1
        elif kind == b"P":
            name, text = body.split(b"\0", 2)[:2] if body.count(b"\0") > 1 else (body.split(b"\0")[0], body)
            self.hear_name(name)
            self.hear_statement(text)
        elif kind == b"B" and body.count(b"\0") > 1:
            self.hear_name(body.split(b"\0", 2)[1])

    def hear_name(self, name):
        if not name:
            return
        self.wire.note("named statement", name)
        with self.wire.lock:
            self.wire.named += 1

    def hear_server(self, kind, body):
        if kind != b"Z":
            return
        self.status = body[:1]
        self.syncs -= 1
        if self.syncs <= 0:
            self.syncs, self.has_begun, self.has_ended = 0, False, False

    def start(self):
        """The packet that has no type. False for a request to cancel, which has no answer either."""
        while True:
            head = self.receive_exactly(8)
            size, code = struct.unpack(">II", head)
            if code not in (SSL_REQUEST, GSS_REQUEST):
                self.server.sendall(head + self.receive_exactly(size - 8))
                self.from_client.is_typed = True
                return code != CANCEL_REQUEST
            self.client.sendall(b"N")

    def receive_exactly(self, size):
        data = b""
        while len(data) < size:
            part = self.client.recv(size - len(data))
            if not part:
                raise ConnectionError
            data += part
        return data

    def run(self):
        try:
            hears = self.start()
            count = 0
            sides = {one.fileno(): one for one in (self.client, self.server)}
            # Not select(), which knows no descriptor above 1,023.
            poll = select.poll()
            for number in sides:
                poll.register(number, select.POLLIN)
            while True:
                for one in [sides[number] for number, _ in poll.poll()]:
                    data = one.recv(1 << 17)
                    if not data:
                        return
                    if one is self.client:
                        for message in self.from_client.feed(data) if hears else ():
                            self.hear_client(*message)
                            count += 1
                        with self.wire.lock:
                            self.wire.messages += count
                        count = 0
                        self.server.sendall(data)
                    else:
                        for message in self.from_server.feed(data) if hears else ():
                            self.hear_server(*message)
                        self.client.sendall(data)
        except (ConnectionError, OSError):
            return
        finally:
            self.client.close()
            self.server.close()


class Proxy:
    """Listens as long as the context lives; a thread for every connection."""

    def __init__(self, port, wire):
        self.target, self.wire = port, wire

    def __enter__(self):
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=256)
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()
        return self

    def accept(self):
        while True:
            try:
                client = self.listener.accept()[0]
            except OSError as failure:
                if failure.errno not in (errno.EMFILE, errno.ENFILE, errno.ECONNABORTED):
                    return  # closed
                self.wire.note("the proxy could not accept", str(failure).encode())
                time.sleep(0.05)
                continue
            threading.Thread(target=self.converse, args=(client,), daemon=True).start()

    def converse(self, client):
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        try:
            talk = Conversation(self.wire, client, self.target)
        except OSError:
            client.close()
            return
        talk.server.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        talk.run()

    def __exit__(self, *unused):
        self.listener.close()
