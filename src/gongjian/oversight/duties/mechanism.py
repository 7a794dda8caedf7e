"""What the calendar of duties offers: its pages, what waits on 今天, the finding about what was not done."""

from __future__ import annotations

from gongjian.foundation.registry import NavEntry, Offers, Panel, TodoSource
from gongjian.foundation.work import StandingDuty
from gongjian.oversight.duties import below, offering
from gongjian.oversight.duties.counting import prove
from gongjian.oversight.duties.coverage import FINDING_RULES, REMEDIES
from gongjian.oversight.duties.figures import FIGURES
from gongjian.oversight.duties.listing import DUTY_RULES, exemptions_table, periods_table
from gongjian.oversight.duties.overview import WORK_COVERAGE
from gongjian.oversight.duties.permissions import may_see_some
from gongjian.oversight.duties.reminding import remind
from gongjian.oversight.duties.storing import refresh

RE_ELECTION = StandingDuty("election", "换届", "", "term.other_years", every="term", lead_days=90)

OFFERS = Offers(
    label="应办日历",
    basis="工作制度",
    navigation=[NavEntry("工作制度", "应办日历", "duties", may_see_some, order=10)],
    finding_rules=FINDING_RULES,
    remedies=REMEDIES,
    todos=[TodoSource("duties", "应办", offering.todos, offering.todos_counted, offering.AT_MOST)],
    panels=[Panel("organization", "今年应办", "duties/on_record.html", offering.this_year, order=110)],
    duties=[RE_ELECTION],
    figures=FIGURES,
    tables=[lambda on: periods_table(None, on=on), lambda on: exemptions_table(None)],
    gathered=[DUTY_RULES],
    work_coverage=[WORK_COVERAGE],
    refreshes=[refresh],
    recounts=[prove, below.recount],
    daily=[remind],
)
