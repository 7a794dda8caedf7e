"""Who looks at a page on a round at a desk: at what it costs, its forms, its looks, and what it says to the console."""

from __future__ import annotations

from playwright.sync_api import ConsoleMessage, Page

from tests.browser import budgets, looks
from tests.browser.faults import Faults
from tests.browser.measuring import probe
from tests.browser.rounds import Round, Subject

COSTS, FORMS, LOOKS, CONSOLE = map(Subject, ("costs", "forms", "looks", "console"))
SAY = "(word) => console.warn(word)"
A_WORD = "is anybody listening?"


def costs(page: Page, url: str, wrong: Faults) -> None:
    """Opens the page, twice."""
    wrong.add(url, budgets.over(page, url))


def forms(page: Page, url: str, wrong: Faults) -> None:
    """What cannot be sent or done where no scripts run."""
    wrong.add(url, (f"only htmx works {each}" for each in page.evaluate(probe("live_only"))))
    wrong.add(url, (f"cannot be sent {each}" for each in page.evaluate(probe("unsendable_forms"))))
    for address in page.evaluate(probe("asking_forms")):
        status = page.request.get(address).status
        wrong.add(url, [f"{address} answers {status}"] if status != 200 else [])


def dresses(page: Page, _url: str, wrong: Faults) -> None:
    looks.inspect(page, wrong, looks.ON_A_DESK)


class Ears:
    """Hear what the pages opened in a tab complain about."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def listen(self, page: Page) -> None:
        page.on("console", lambda message: self.said.extend(complaint(message)))
        page.on("pageerror", lambda error: self.said.append(f"{error.name}: {error.message}"))

    def tell(self, page: Page, url: str, wrong: Faults) -> None:
        """What was said since the last page; that a word would be heard is tried each time."""
        page.evaluate(SAY, A_WORD)
        self.said.remove(A_WORD)
        wrong.add(url, self.said)
        self.said.clear()


def complaint(message: ConsoleMessage) -> list[str]:
    """An error or a warning; what the browser merely recommends is neither."""
    return [message.text] if message.type in {"error", "warning"} else []


def round_at_a_desk(ears: Ears) -> Round:
    """A round of all of them; EARS must listen to the pages."""
    return Round({COSTS: costs, FORMS: forms, LOOKS: dresses, CONSOLE: ears.tell})
