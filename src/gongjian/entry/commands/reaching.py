"""The names under which other machines reach the server that `serve` and `demo` start."""

from __future__ import annotations

import socket

THIS_MACHINE = ("localhost", "127.0.0.1", "[::1]")
EVERYWHERE = ("0.0.0.0", "::", "")  # noqa: S104 - what the operator may have asked for


def names_for(host: str) -> list[str]:
    """Names to answer to when listening on HOST: itself, or, when that is every address, all this machine has."""
    return list(dict.fromkeys((*THIS_MACHINE, *(own_names() if host in EVERYWHERE else [host]))))


def near(host: str) -> str:
    """The name by which this machine itself reaches a server listening on HOST."""
    return "127.0.0.1" if host in EVERYWHERE else host


def own_names() -> list[str]:
    """The names and IPv4 addresses of this machine."""
    name = socket.gethostname()
    try:
        addresses = [str(found[4][0]) for found in socket.getaddrinfo(name, None, socket.AF_INET)]
    except OSError:
        addresses = []
    return [name.lower(), socket.getfqdn().lower(), *addresses, *outward_address()]


def outward_address() -> list[str]:
    """The address this machine uses towards others; choosing one sends nothing."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return []
        return [str(probe.getsockname()[0])]
