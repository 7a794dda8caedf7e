"""Gives a clerk the file back that was sent in, with everything the check found marked in it."""

from gongjian.entry.desk.checking import CheckedBatch, Severity, Source
from gongjian.foundation.sheets.cells import column_number
from gongjian.foundation.sheets.marking import Mark, SheetMarks, mark_file


def marked_file(source: Source, batch: CheckedBatch) -> bytes:
    """The file of `source` as .xlsx with the problems that `batch` found in it.

    Raises:
        UnreadableFile: the file was unreadable in the check, too.
    """
    content = source.content if isinstance(source.content, bytes) else source.content.read_bytes()
    sheets = {
        sheet.sheet: SheetMarks(
            sheet.header_row,
            [
                Mark(
                    row.number,
                    column_number(problem.letter) if problem.letter else None,
                    problem.message,
                    is_error=problem.severity is Severity.ERROR,
                )
                for row in sheet.rows
                for problem in row.problems
            ],
        )
        for sheet in batch.sheets
        if sheet.file == source.name
    }
    return mark_file(content, sheets)
