"""Serve the pages, run tasks and keep the timetable, under one supervisor."""

import argparse

from samverka.config import readiness, server, web


def add_to(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (%(default)s)")
    parser.add_argument("--port", type=_port, default=8000, help="port (%(default)s)")
    parser.add_argument(
        "--workers",
        type=int,
        default=None,
        help="processes that answer pages (one with SQLite, one per core with PostgreSQL)",
    )


def _port(word: str) -> int:
    if not word.isdecimal() or not 0 < int(word) < 65536:
        raise argparse.ArgumentTypeError(f"{word!r} is not a number from 1 to 65535")
    return int(word)


def run(arguments: argparse.Namespace) -> int:
    web.check_port(arguments.host, arguments.port)
    readiness.check()
    return server.serve(arguments.host, arguments.port, arguments.workers)
