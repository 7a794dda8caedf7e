"""A stray quotation mark swallows no row; a genuine quoted cell may hold delimiters, marks and line breaks."""

import pytest

from gongjian.foundation.sheets.quoting import Record, read_records

HEADER = "序号,姓名,身份证号,入党日期,备注\n"


def roster(changes: dict[int, str], *, rows: int = 30) -> str:
    """A roster in which the lines of CHANGES (from 1, the header is line 1) are replaced."""
    lines = [HEADER, *(f"{number},党员{number},{number:018},2001-07-01,好\n" for number in range(2, rows + 1))]
    return "".join(changes.get(number, line) for number, line in enumerate(lines, start=1))


def mended(text: str) -> dict[int, list[str]]:
    """The records whose marks do not pair up, by their number; all others have as many cells as the header."""
    records = list(enumerate(read_records(text, ","), start=1))
    assert {len(record.cells) for _, record in records} == {5}
    assert len(records) == len(text.splitlines())
    return {number: record.cells for number, record in records if record.is_mended}


def test_a_mark_before_a_name_is_a_plain_character() -> None:
    assert mended(roster({11: '11,"张三,1,2001-07-01,好\n'})) == {11: ["11", '"张三', "1", "2001-07-01", "好"]}


@pytest.mark.parametrize("last", ['30,李四,1,2001-07-01,"好', '30,李四,1,2001-07-01,"好\n'])
def test_a_mark_never_closed_in_the_last_line_loses_nothing(last: str) -> None:
    assert mended(roster({30: last})) == {30: ["30", "李四", "1", "2001-07-01", '"好']}


@pytest.mark.parametrize("distance", [1, 2, 10])
@pytest.mark.parametrize(
    ("opens", "closes"),
    [('{},"张三,1,2001-07-01,好\n', '{},李四",1,2001-07-01,好\n'),
     ('{},张三,1,2001-07-01,"好\n', '{},李四,1,2001-07-01,好"\n'),
     ('{},"张三,1,2001-07-01,好\n', '{},李四,1,2001-07-01,好"\n'),
     ('"{},张三,1,2001-07-01,好\n', '{},李四",1,2001-07-01,好\n')],
)  # fmt: skip
def test_two_stray_marks_do_not_tie_rows_together(opens: str, closes: str, distance: int) -> None:
    last = 11 + distance
    assert list(mended(roster({11: opens.format(11), last: closes.format(last)}))) == [11]


def test_a_mark_before_a_name_in_the_header_line_or_beside_a_whole_quoted_cell() -> None:
    header, first = '"序号,姓名,身份证号,入党日期,备注\n', '2,"张三,1,2001-07-01,"好,很好"\n'
    assert mended(roster({1: header, 2: first})) == {
        1: ['"序号', "姓名", "身份证号", "入党日期", "备注"],
        2: ["2", '"张三', "1", "2001-07-01", "好,很好"],
    }


@pytest.mark.parametrize(
    "note",
    ["第一行\n第二行", "一\r\n二\r\n三", '他说""好""', "有,逗号\n也,有", "1,2,3,4,5,6,7\n8", "\n",
     "甲" * 3000 + "\n,乙" * 50],
)  # fmt: skip
@pytest.mark.parametrize("place", range(5))
def test_a_whole_quoted_cell_stays_whole(note: str, place: int) -> None:
    cells = ["3", "张三", "1", "2001-07-01", "好"]
    cells[place] = note.replace('""', '"')
    line = ",".join(f'"{note}"' if index == place else cell for index, cell in enumerate(cells)) + "\n"
    records = list(read_records(roster({3: line}), ","))
    assert records[2] == Record(cells)
    assert len(records) == 30


def test_cells_that_are_all_quoted_and_all_of_several_lines() -> None:
    text = '"序\n号","姓\n名","党\n支部"\n' + '"1","张\n三","第一\n支部"\n' * 3
    found = [record.cells for record in read_records(text, ",")]
    assert found == [["序\n号", "姓\n名", "党\n支部"], *[["1", "张\n三", "第一\n支部"]] * 3]


def test_marks_within_a_cell_are_plain_characters() -> None:
    assert mended(roster({5: '5,张"三",1,2001-07-01,5"屏\n'})) == {}
