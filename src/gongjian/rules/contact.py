"""When a floating member (流动党员) counts as out of contact (失联).

Contact is lost when it lies before the same day so many months back: with six months, on 2026-11-23 whoever was last
heard of before 2026-05-23 is lost, and whoever was heard of on that very day is not.
"""

from datetime import date, timedelta

from gongjian.rules.months import add_months

ONE_DAY = timedelta(days=1)


def contact_limit(on: date, months: int) -> date:
    """The earliest last contact that is still recent enough on this day; for comparing a whole column of dates."""
    return add_months(on, -months)


def is_lost(last_contact: date | None, *, on: date, months: int) -> bool:
    """Whether contact is lost on this day; a member never contacted is."""
    return last_contact is None or last_contact < contact_limit(on, months)


def lost_since(last_contact: date, months: int) -> date:
    """The first day on which a member with this last contact is lost, unless heard of before."""
    following = last_contact + ONE_DAY
    day = add_months(following, months)
    return day if contact_limit(day, months) >= following else day + ONE_DAY
