"""The report of a study (调研报告) as one piece of paper: plain words, from which screen, print and Word are made."""

from __future__ import annotations

from datetime import date
from typing import Any

from gongjian.mechanisms.research.reading import Outcome, Reading

NUMERALS = "一二三四五六七八九"


def report_of(reading: Reading) -> dict[str, Any]:
    """All of the report as words and lists of words."""
    study = reading.study
    sections = [
        ("调研目的", [*lines(study.question), *lines(study.why)]),
        ("调研经过", course(reading)),
        ("调研发现", lines(study.findings)),
        ("发现的问题", []),
        ("对策建议", lines(study.advice)),
        ("因调研改变了什么", [f"{words(each.on)}：{each.text}" for each in reading.consequences]),
    ]
    kept = [(title, found) for title, found in sections if found or (title == "发现的问题" and reading.outcomes)]
    return {
        "heading": f"关于{study.title}的调研报告",
        "organization": study.organization.name,
        "date": words(study.finished_on or study.until),
        "sections": [
            {"number": NUMERALS[n], "title": title, "lines": found, "problems": title == "发现的问题"}
            for n, (title, found) in enumerate(kept)
        ],
        "problems": [problem_in_words(n, each) for n, each in enumerate(reading.outcomes, 1)],
    }


def course(reading: Reading) -> list[str]:
    """When, who, which steps, how many visits and talks, and where."""
    study = reading.study
    who = f"，{study.workers}参加" if study.workers else ""
    told = [f"{words(study.since)}至 {words(study.until)}{who}。"]
    if reading.steps:
        done = "；".join(each.text for each in reading.steps if each.done_on)
        left = "；".join(each.text for each in reading.steps if not each.done_on)
        told += [f"做了：{done}。"] if done else []
        told += [f"计划了没有做：{left}。"] if left else []
    if reading.notes:
        counts = "、".join(f"{each.label} {each.count} 次" for each in reading.heard)
        places = "、".join(dict.fromkeys(each.whom for each in reading.notes))
        told += [f"共{counts}，到了{places}。"]
    return told


def problem_in_words(number: int, each: Outcome) -> dict[str, str]:
    came = each.problem.result or (f"{each.stage}。{each.fate.words}" if each.fate else each.stage)
    return {"number": str(number), "text": each.problem.text, "owner": each.problem.owner.name, "came": came}


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def words(day: date) -> str:
    """2026 年 11 月 9 日."""
    return f"{day.year} 年 {day.month} 月 {day.day} 日"
