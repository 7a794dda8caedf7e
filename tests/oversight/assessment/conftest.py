from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine

from tests.oversight.assessment.street import Street
from tests.oversight.duties.offered import ASSEMBLY, Work, offer
from tests.street import NOW


@pytest.fixture
def on_the_day() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> Work:
    return offer(monkeypatch, ASSEMBLY)


@pytest.fixture
def street(work: Work, on_the_day: None) -> Street:
    return Street(work)
