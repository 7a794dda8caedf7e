"""What the API answers with."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from ninja import Field, Schema


class Said(Schema):
    """Why there is nothing else to answer."""

    detail: str = Field(description="一句话：发生了什么，该怎么办")


class ColumnLine(Schema):
    key: str
    label: str = Field(description="屏幕上的列名")
    shown: bool = Field(description="屏幕上是否默认显示")


class TableLine(Schema):
    """A list the viewer may open."""

    key: str
    label: str
    unit: str = Field(description="量词，如“名”“个”")
    columns: list[ColumnLine]


class Rows(Schema):
    """A page of a list."""

    key: str
    label: str
    columns: list[ColumnLine] = Field(description="这一页有哪些列，顺序和屏幕上一样")
    total: int = Field(description="一共多少行；最多数到 10,000")
    exact: bool = Field(description="总数是否准确；不准确时表示不止这么多")
    rows: list[dict[str, Any]] = Field(
        description="每行一个对象：id、各列的值（日期写成 2016-07-01，其余和屏幕上的文字一样）、相关记录的编号"
    )
    next: str | None = Field(description="下一页的 page；没有下一页时为空")


class DutyLine(Schema):
    """One period that one organization owes."""

    duty: str = Field(description="应办事项")
    organization: str
    period: str
    opens: date
    due: date
    state: Literal["open", "discharged", "excused", "overdue"]
    discharged_by: str | None = Field(description="凭哪条记录办结")
    discharged_on: date | None
    citation: str = Field(description="依据")
