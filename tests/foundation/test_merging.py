from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from gongjian.foundation.merging import merge

BASE = "第一项\n第二项\n第三项"


def merged(mine, theirs, base=BASE):
    return merge(base, mine, theirs, who="高敏")


def test_changes_in_different_places_stand_together():
    found = merged("第一项，通过\n第二项\n第三项", "第一项\n第二项\n第三项\n散会")
    assert (found.text, found.touched) == ("第一项，通过\n第二项\n第三项\n散会", False)


def test_where_both_changed_the_same_line_both_are_kept():
    found = merged("第一项\n第二项，缓议\n第三项", "第一项\n第二项，同意\n第三项")
    assert found.touched
    assert found.text.splitlines() == [
        "第一项",
        "第二项，同意",
        "〔以下是高敏同时写的〕",
        "第二项，缓议",
        "〔以上是同时写的，请合并〕",
        "第三项",
    ]


def test_the_same_change_twice_is_one_change():
    assert merged("只有一行", "只有一行").text == "只有一行"


def test_who_changed_nothing_takes_the_others_text():
    assert merged(BASE, "都改了").text == "都改了"
    assert merged("都改了", BASE).text == "都改了"


def test_both_begin_an_empty_text():
    found = merged("甲写的", "乙写的", base="")
    assert found.touched
    assert {"甲写的", "乙写的"} <= set(found.text.splitlines())


LINES = st.lists(st.sampled_from("甲乙丙丁戊"), max_size=6).map("\n".join)


@given(LINES, LINES, LINES)
def test_no_line_that_somebody_wrote_is_lost(base, mine, theirs):
    found = Counter(merged(mine, theirs, base=base).text.splitlines())
    before = Counter(base.splitlines())
    for text in (mine, theirs):
        assert not Counter(text.splitlines()) - before - found


@given(LINES, LINES)
def test_one_writer_alone_is_never_changed(base, mine):
    assert merged(mine, base, base=base).text == mine
