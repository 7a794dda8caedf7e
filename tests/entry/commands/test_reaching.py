"""A server started for others answers to the names by which they reach it."""

from __future__ import annotations

import socket

from gongjian.entry.commands.reaching import THIS_MACHINE, names_for, near


def test_one_address_is_answered_beside_this_machine_itself() -> None:
    assert names_for("10.20.30.40") == [*THIS_MACHINE, "10.20.30.40"]
    assert names_for("127.0.0.1") == [*THIS_MACHINE]


def test_listening_everywhere_means_every_name_of_the_machine() -> None:
    assert {*THIS_MACHINE, socket.gethostname().lower()} <= set(names_for("0.0.0.0"))
    assert (near("0.0.0.0"), near("10.20.30.40")) == ("127.0.0.1", "10.20.30.40")
