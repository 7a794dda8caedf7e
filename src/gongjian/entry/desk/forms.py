"""What people hand in: files from their computer, or a block copied out of a sheet."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from gongjian.entry.desk.checking import TABLES
from gongjian.foundation.pages.forms import PlainForm
from gongjian.foundation.sheets.errors import EmptyFile, FileTooLarge, UnreadableFile
from gongjian.foundation.sheets.header import find_header
from gongjian.foundation.sheets.limits import MAX_FILE_BYTES
from gongjian.foundation.sheets.reading import read_sheets

ENDINGS = (".xlsx", ".xlsm", ".xls", ".et", ".ods", ".csv")
MOST_FILES = 100
PASTED_NAME = "粘贴的表格.csv"
NO_BLOCK = "没有看到表格。请把表头和下面的行一起选中，复制以后再粘贴。"
NO_HEADER = (
    "没有认出表头。请连表头那一行一起复制：党员的表要有“姓名”，单位的表要有“单位名称”，党组织的表要有“党组织名称”，"
    "每张表至少要有三列。"
)


class FilesInput(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files, each judged by its size and the ending of its name; the content is judged by the check."""

    widget = FilesInput(attrs={"accept": ",".join(ENDINGS)})
    default_error_messages: ClassVar[dict[str, Any]] = {
        "empty": EmptyFile.sentence,
        "max_length": "文件名太长。请改短一点再传。",
    }

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        files = data if isinstance(data, list | tuple) else [data] if data else []
        if not files:
            raise ValidationError("还没有选文件。", code="required")
        if len(files) > MOST_FILES:
            raise ValidationError(f"一次最多选 {MOST_FILES} 个文件，现在是 {len(files)} 个。请分几次传。", code="many")
        cleaned, problems = [], []
        for file in files:
            try:
                cleaned.append(super().clean(file, initial))
            except ValidationError as error:
                problems += [about(file, each) for each in error.error_list]
        if problems:
            raise ValidationError(problems)
        return cleaned

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value.size > MAX_FILE_BYTES:
            raise ValidationError(FileTooLarge.sentence, code="too_large")
        if PurePath(value.name).suffix.lower() not in ENDINGS:
            raise ValidationError("这不是表格。请传 .xlsx、.xls、.ods 或 .csv 文件。", code="no_sheet")


def about(file: Any, error: ValidationError) -> ValidationError:
    """The same problem with the name of the file it is about."""
    return ValidationError(f"“{file.name}”：{error.message % (error.params or {})}", code=error.code)


class FilesForm(PlainForm):
    uploads = FilesField(label="文件", max_length=200)

    def clean_uploads(self) -> list[tuple[str, bytes]]:
        """Names and contents. Two files of one name cannot be told apart later."""
        files: list[UploadedFile] = self.cleaned_data["uploads"]
        names = [str(file.name) for file in files]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ValidationError(f"有两个文件都叫“{twice[0]}”。请改一个名字再传。", code="twice")
        return [(name, file.read()) for name, file in zip(names, files, strict=True)]


class PasteForm(PlainForm):
    block = forms.CharField(
        label="粘贴在这里",
        strip=False,
        help_text="在 Excel 里选中表格，连表头一起复制，再粘贴到这里。",
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false", "autocomplete": "off"}),
    )

    def clean_block(self) -> list[tuple[str, bytes]]:
        """The block as a file of text."""
        text: str = self.cleaned_data["block"]
        if "\t" not in text or "\n" not in text.strip("\r\n"):
            raise ValidationError(NO_BLOCK)
        content = text.replace("\r\n", "\n").encode()
        try:
            found = [find_header(sheet, TABLES) for sheet in read_sheets(content)]
        except UnreadableFile as unreadable:
            raise ValidationError(NO_BLOCK) from unreadable
        if not any(found):
            raise ValidationError(NO_HEADER)
        return [(PASTED_NAME, content)]
