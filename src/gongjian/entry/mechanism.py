"""What the import desk offers: its line in the navigation, and the batches that wait for a person."""

from __future__ import annotations

from gongjian.entry.desk.permissions import may_import
from gongjian.entry.desk.retaining import drop_old_files
from gongjian.entry.desk.waiting import AT_MOST, counted, waiting_for
from gongjian.entry.log.queries import may_read as may_read_log
from gongjian.entry.notices.views import may_manage as may_manage_channels
from gongjian.entry.rulebook.permissions import may_read as may_read_rules
from gongjian.foundation.registry import NavEntry, Offers, TodoSource

OFFERS = Offers(
    label="导入",
    navigation=[
        NavEntry(group="设置", label="导入", url_name="desk", may_open=may_import, order=900),
        NavEntry(group="设置", label="法规参数", url_name="rules", may_open=may_read_rules, order=910),
        NavEntry(group="设置", label="通知渠道", url_name="channels", may_open=may_manage_channels, order=915),
        NavEntry(group="设置", label="操作日志", url_name="log", may_open=may_read_log, order=920),
    ],
    daily=[drop_old_files],
    todos=[TodoSource(key="imports", label="导入", find=waiting_for, counted=counted, at_most=AT_MOST)],
)
