"""Why a file cannot be read, each as a sentence that says what happened and what to do."""


class UnreadableFile(Exception):
    """Base of every reason; `str(error)` is the sentence for the person who sent the file."""

    code = "unreadable"
    sentence = "打不开这个文件。请用 Excel 或 WPS 打开，另存为 .xlsx 再传。"

    def __init__(self, sentence: str = "") -> None:
        super().__init__(sentence or self.sentence)


class EmptyFile(UnreadableFile):
    code = "file_empty"
    sentence = "这个文件是空的，里面没有内容。请检查是不是选错了文件。"


class ForbiddenFile(UnreadableFile):
    code = "file_forbidden"
    sentence = "没有权限读这个文件，或者读到一半断开了。请核对文件的权限和所在的磁盘，再试一次。"


class FileTooLarge(UnreadableFile):
    code = "file_too_large"
    sentence = "这个文件超过 64 MB，太大了。请删掉图片和用不到的工作表，或拆成几个文件再传。"


class OverpackedFile(UnreadableFile):
    code = "file_overpacked"
    sentence = "这个文件解压后大得不正常，没有打开它。请用 Excel 或 WPS 新建一个文件，把内容复制过去再传。"


class DamagedFile(UnreadableFile):
    code = "file_damaged"
    sentence = "这个文件不完整，可能没有传完或已经损坏。请在电脑上确认能打开，另存为 .xlsx 再传。"


class ProtectedFile(UnreadableFile):
    code = "file_protected"
    sentence = "这个文件设了打开密码。请先在 Excel 或 WPS 里取消密码，保存后再传。"


class UnknownFormat(UnreadableFile):
    code = "file_unknown"
    sentence = "这个文件不是表格。请传 Excel、WPS 表格（.xlsx、.xls、.ods）或 .csv 文件。"


class SheetTooLong(UnreadableFile):
    code = "sheet_too_long"
    sentence = "{sheet}超过 20 万行，太长了。请按社区或支部拆成几个文件再传。"


class SheetTooWide(UnreadableFile):
    code = "sheet_too_wide"
    sentence = "{sheet}里有内容离表格太远，整张表大得读不下。请把表格以外的内容清掉，或把表格复制到新文件再传。"
