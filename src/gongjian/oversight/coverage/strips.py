"""The months of an organization as a strip: a look and words for each month, and the whole of it in one sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from html import escape

from django.utils.safestring import SafeString

from gongjian.foundation.work import Month
from gongjian.oversight.coverage.boards import Worked

LOOKS = (
    ("overdue", "none"),
    ("open", "owed"),
    ("late", "half"),
    ("done", "full"),
    ("early", "full"),
    ("excused", "free"),
    ("ahead", "ahead"),
)
WORDS = {
    "done": "按时办了",
    "early": "已办",
    "late": "逾期补办",
    "overdue": "没有办",
    "excused": "免办",
    "open": "待办",
    "ahead": "还没到时候",
}
UNUSUAL = ("overdue", "late")


def look_of(month: Month) -> str:
    """How a month is drawn: by what is worst in it; "" where nothing is owed."""
    return next((look for key, look in LOOKS if month.numbers.get(key)), "")


def says(month: Month) -> str:
    """“2026 年 8 月：按时办了 4 期，没有办 1 期”."""
    parts = [f"{word} {month.numbers[key]} 期" for key, word in WORDS.items() if month.numbers.get(key)]
    return f"{month.first.year} 年 {month.first.month} 月：{'，'.join(parts) or '没有应办的'}"


def worked(months: Sequence[Month]) -> Worked:
    """What fell due in all MONTHS together."""
    total: Counter[str] = Counter()
    for each in months:
        total.update(each.numbers)
    return Worked(total["done"], total["late"], total["overdue"], total["excused"])


def in_words(months: Sequence[Month]) -> str:
    """What did not go as it should, month by month; “” where nothing was owed."""
    unusual = [says(Month(each.first, named)) for each in months if (named := unusual_in(each))]
    if unusual:
        return "；".join(unusual)
    return "到期的都按时办了" if worked(months).done else "还没有到期的" if months else ""


def unusual_in(month: Month) -> dict[str, int]:
    return {key: month.numbers[key] for key in UNUSUAL if month.numbers.get(key)}


def strip(months: Sequence[Month], *, name: str, url: str) -> SafeString:
    """A box for each month with its number and its mark; one link to all periods behind it."""
    boxes = "".join(map(box, months))
    return SafeString(f'<a class="ys" href="{escape(url)}" aria-label="{escape(name)}：{in_words(months)}">{boxes}</a>')


def box(month: Month) -> str:
    look = look_of(month)
    year = " jan" if month.first.month == 1 else ""
    return f'<i class="{look or "nil"}{year}" title="{says(month)}">{month.first.month}</i>'
