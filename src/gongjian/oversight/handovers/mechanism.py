"""What the handovers offer: into what the things of one mechanism may be turned in another."""

from __future__ import annotations

from gongjian.foundation.registry import Offers
from gongjian.foundation.work import Ending
from gongjian.oversight.handovers.sides import PROBLEM_TO_DUTY, PROBLEM_TO_TOPIC

ENDINGS: list[Ending] = []

if PROBLEM_TO_TOPIC:
    from gongjian.oversight.handovers import problem_to_topic

    ENDINGS.append(problem_to_topic.ENDING)

if PROBLEM_TO_DUTY:
    from gongjian.oversight.handovers import problem_to_duty

    ENDINGS.append(problem_to_duty.ENDING)

OFFERS = Offers(label="衔接", endings=ENDINGS)
