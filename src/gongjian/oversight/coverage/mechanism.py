"""What coverage offers: its pages, its numbers beside the tree, what waits on 今天, and the daily count."""

from __future__ import annotations

from gongjian.foundation.registry import NavEntry, Offers, Panel, TodoSource, TreeMarks
from gongjian.oversight.coverage import offering
from gongjian.oversight.coverage.actions import prove
from gongjian.oversight.coverage.by_organization import by_organization
from gongjian.oversight.coverage.figures import FIGURES
from gongjian.oversight.coverage.listing import COVERED_UNITS, FINDINGS
from gongjian.oversight.coverage.on_records import missing
from gongjian.oversight.coverage.queries import URGENT, WAITING_AT_MOST
from gongjian.oversight.coverage.snapshots import keep_this_month

OFFERS = Offers(
    label="覆盖",
    basis="总览",
    navigation=[NavEntry("", "看板", "board", offering.may_open, order=2)],
    todos=[
        TodoSource("proposals", "批复", offering.proposals_waiting, offering.proposals_counted, WAITING_AT_MOST),
        TodoSource("findings", "覆盖", offering.most_urgent_todos, offering.most_urgent_counted, URGENT),
    ],
    tree_marks=[TreeMarks("findings", "空白点和盲点", offering.counts, offering.narrow)],
    panels=[
        Panel("today", "我负责的范围", "coverage/my_scope.html", offering.my_scope),
        Panel("organization", "要补的", "coverage/on_record.html", missing("organizations"), order=10),
        Panel("unit", "要补的", "coverage/on_record.html", missing("units"), order=10),
        Panel("member", "要补的", "coverage/on_record.html", missing("members"), order=10),
    ],
    figures=FIGURES,
    tables=[lambda on: FINDINGS, lambda on: COVERED_UNITS, lambda on: by_organization(None, on=on)],
    recounts=[prove],
    daily=[keep_this_month],
)
