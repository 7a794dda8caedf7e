"""What communities would look into in a simulated year: questions, visits and what they show."""

from __future__ import annotations

from dataclasses import dataclass

from gongjian.mechanisms.research.terms import NoteKind


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit or talk and the problems it brings to light."""

    kind: NoteKind
    whom: str
    text: str
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Subject:
    """One question from the plan, each step with its day, to what changed."""

    title: str
    question: str
    plan: tuple[tuple[str, int], ...]
    visits: tuple[Visit, ...]
    findings: str
    advice: str
    effect: str


SUBJECTS = (
    Subject(
        "电动自行车为什么进楼道",
        "楼下有棚，为什么还推上楼，充电口够不够。",
        (("走访车棚和楼道", 7), ("和物业座谈", 14), ("看充电记录", 21)),
        (
            Visit(NoteKind.VISIT, "第一小区车棚", "车棚三成空着，充电口只有十二个，晚上排队。", ("车棚充电口不够",)),
            Visit(NoteKind.FORUM, "小区物业", "加装要业委会同意，没有人牵头。", ("加装充电口没有人牵头",)),
            Visit(NoteKind.READING, "充电记录", "晚上七点到十点用满，其余时间空着。"),
        ),
        "不是不愿停，是充不上电。高峰三小时充电口用满。",
        "由社区牵头加装充电口，物业每月清一次楼道。",
        "车棚加装了充电口，楼道里停的车少了。",
    ),
    Subject(
        "老年人为什么不来食堂吃饭",
        "食堂开了半年，中午上座不到一半，缺什么。",
        (("中午到食堂看三次", 7), ("听用餐的人说", 14)),
        (
            Visit(NoteKind.VISIT, "社区食堂", "十一点半以后坡道停满车，轮椅进不来。", ("食堂门口的坡道被车占着",)),
            Visit(NoteKind.INTERVIEW, "食堂承办单位", "送餐没有人手，想请志愿者。", ("送餐缺人手", "菜单没有软食")),
        ),
        "进门难、送餐缺人，菜偏硬。",
        "坡道划禁停线，各党支部轮流送餐，菜单加软食。",
        "坡道不再停车，中午用餐的人多了。",
    ),
    Subject(
        "小微企业的党员怎么过组织生活",
        "轮班的企业开会人来不齐，什么时间合适。",
        (("走访五家企业", 7), ("和企业负责人座谈", 14)),
        (
            Visit(NoteKind.VISIT, "商务楼里的企业", "白天走不开，晚上七点以后可以。", ("会议时间和轮班冲突",)),
            Visit(NoteKind.FORUM, "楼宇联合党支部", "希望在楼里有个固定的地方开会。", ("楼里没有固定的活动地方",)),
        ),
        "不是不想来，是时间和地方不合适。",
        "主题党日改到晚上，楼里合用一间会议室。",
        "联合党支部的会改到晚上开，到会的人多了。",
    ),
)
