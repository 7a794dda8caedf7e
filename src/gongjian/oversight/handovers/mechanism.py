"""What the handovers offer: into what the things of one mechanism may be turned in another."""

from __future__ import annotations

from collections.abc import Callable

from gongjian.foundation.registry import Offers
from gongjian.foundation.work import Ending, Workday
from gongjian.oversight.handovers.sides import PROBLEM_TO_DUTY, PROBLEM_TO_TOPIC

ENDINGS: list[Ending] = []
WORKDAYS: list[Callable[[Workday], int]] = []

if PROBLEM_TO_TOPIC:
    from gongjian.oversight.handovers import problem_to_topic

    ENDINGS.append(problem_to_topic.ENDING)

if PROBLEM_TO_DUTY:
    from gongjian.oversight.handovers import problem_to_duty

    ENDINGS.append(problem_to_duty.ENDING)

if PROBLEM_TO_TOPIC and PROBLEM_TO_DUTY:
    from gongjian.oversight.handovers.workday import work

    WORKDAYS.append(work)

OFFERS = Offers(label="衔接", endings=ENDINGS, workdays=WORKDAYS)
