"""What the public may read: masked, chosen, taken back."""

from __future__ import annotations

import pytest

from gongjian.foundation.refusals import Refused
from gongjian.mechanisms.meetings.minutes import follow_up, resolve
from gongjian.mechanisms.meetings.publishing import parts_of, publish, revoke
from gongjian.mechanisms.meetings.queries import published
from tests.mechanisms.meetings.hall import Hall
from tests.street import NOW

pytestmark = pytest.mark.django_db


def test_the_parts_are_masked() -> None:
    hall = Hall()
    meeting = hall.held()
    resolve(meeting, {"text": "由何二联系 13800138000"}, by=hall.keeper, now=NOW)
    follow_up(meeting, {"text": "划线", "person": "林三"}, by=hall.keeper, now=NOW)
    parts = {each["key"]: each["text"] for each in parts_of(meeting)}
    assert (parts["resolutions"], parts["follow_ups"]) == ("由何某联系 ＊＊＊", "划线，林某")


def test_what_is_published_stands_under_one_address_until_it_is_revoked() -> None:
    hall = Hall()
    meeting = hall.held()
    first = publish(meeting, [{"key": "when", "label": "时间", "text": "上午"}], by=hall.keeper, now=NOW)
    second = publish(meeting, [{"key": "when", "label": "时间", "text": "下午"}], by=hall.keeper, now=NOW)
    assert (first.code, len(first.code)) == (second.code, 16)
    assert published(first.code).parts[0]["text"] == "下午"
    revoke(second, by=hall.keeper, now=NOW)
    assert published(first.code) is None


def test_neither_nothing_nor_what_has_not_been_held_is_published() -> None:
    hall = Hall()
    part = {"key": "when", "label": "时间", "text": "上午"}
    for meeting, parts in ((hall.held(), []), (hall.plan(), [part])):
        with pytest.raises(Refused):
            publish(meeting, parts, by=hall.keeper, now=NOW)
