"""What is sent from a page on which several write: as the database keeps it."""

from gongjian.foundation.pages.writing import MOST_WORDS, sent_texts


def test_line_ends_are_plain_and_what_no_database_keeps_is_left_out() -> None:
    posted = {"7-speeches": "一\r\n二\0三", "base-7-speeches": "一\r\n", "8-speeches": "别人的"}
    assert list(sent_texts(posted, ["7-speeches", "7-dissent"])) == [("7-speeches", "一\n", "一\n二三")]


def test_a_text_has_an_end() -> None:
    assert [len(text) for _, _, text in sent_texts({"1": "字" * 30_000}, ["1"])] == [MOST_WORDS]
