"""A post office on this machine: letters go out by SMTP, and tests read what arrived."""

import email
import socketserver
import threading
from collections.abc import Iterator
from email.message import EmailMessage
from email.policy import default

import pytest
from django_tasks_db.models import DBTaskResult

# Who has such an address has moved, and left none.
MOVED = b"flyttat@"
ANSWERS = {b"EHLO": "250 localhost", b"DATA": "354 go on", b"QUIT": "221 bye"}


class Receiver(socketserver.StreamRequestHandler):
    """As much of SMTP (RFC 5321) as takes a letter in."""

    def handle(self):
        self.answer("220 localhost")
        for line in self.rfile:
            word = line[:4].upper()
            is_refused = word == b"RCPT" and MOVED in line
            self.answer("550 no such user" if is_refused else ANSWERS.get(word, "250 ok"))
            if word == b"DATA":
                self.server.letters.append(self.letter())
                self.answer("250 kept")
            if word == b"QUIT":
                return

    def answer(self, text: str):
        self.wfile.write(f"{text}\r\n".encode())

    def letter(self) -> EmailMessage:
        lines = iter(self.rfile.readline, b".\r\n")
        whole = b"".join(line.removeprefix(b".") for line in lines)
        return email.message_from_bytes(whole, policy=default)


@pytest.fixture
def letters(settings) -> Iterator[list[EmailMessage]]:
    """The letters that arrived."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Receiver) as server:
        server.letters = []
        # Looks often whether it is to end: half a second of waiting is longer than most tests.
        threading.Thread(target=server.serve_forever, args=[0.01], daemon=True).start()
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address
        yield server.letters
        server.shutdown()


def do_what_waits() -> None:
    """What the worker does: every task that waits, with the arguments that lie in the queue."""
    for waiting in DBTaskResult.objects.ready():
        waiting.task.call(*waiting.task_result.args, **waiting.task_result.kwargs)
