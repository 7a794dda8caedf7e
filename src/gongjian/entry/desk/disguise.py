"""Files whose names promise a workbook and that hold something else."""

from collections.abc import Sequence
from pathlib import PurePath

from gongjian.foundation.sheets.sheet import Sheet

WORKBOOK_ENDINGS = (".xlsx", ".xlsm", ".xlsb", ".ods")
DISGUISED = "这个文件的名字像 Excel 表格，里面却不是。请用 Excel 或 WPS 打开，另存为 .xlsx 再传。"


def is_disguised(name: str, sheets: Sequence[Sheet]) -> bool:
    """Whether a file called NAME was read as plain text although it calls itself a workbook."""
    return PurePath(name).suffix.lower() in WORKBOOK_ENDINGS and [sheet.name for sheet in sheets] == [""]
