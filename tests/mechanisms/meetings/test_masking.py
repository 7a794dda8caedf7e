"""Names and numbers taken out of what goes before the public."""

from gongjian.mechanisms.meetings.masking import hidden


def test_names_keep_their_surname_only() -> None:
    assert hidden("王秀兰、王秀、欧阳红同意", ["王秀", "王秀兰", "欧阳红"]) == "王某某、王某、欧阳某同意"


def test_telephone_and_identity_numbers_go_and_days_stay() -> None:
    text = "2026-11-09 联系 138 0013 8000 或 0519-86600000，320402198001010910，补助 36000 元"
    assert hidden(text, []) == "2026-11-09 联系 ＊＊＊ 或 ＊＊＊，＊＊＊，补助 36000 元"
