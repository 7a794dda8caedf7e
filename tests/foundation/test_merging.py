from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from gongjian.foundation.merging import Merged, merge

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


def test_lines_that_both_add_in_one_place_follow_one_another():
    assert merged("甲写的", "乙写的", base="") == Merged("乙写的\n甲写的", touched=False)
    found = merged(f"{BASE}\n丁：赞成", f"{BASE}\n何：再看看")
    assert (found.text, found.touched) == (f"{BASE}\n何：再看看\n丁：赞成", False)


def test_who_goes_on_in_a_line_while_another_adds_one_below_goes_on_in_it():
    assert merged("丁：赞成方案二", "丁：赞成\n何：再看看", base="丁：赞成").text == "丁：赞成方案二\n何：再看看"
    assert merged("主持人说明来意\n丁：赞成", "丁：赞成\n何：再看看", base="丁：赞成").text == (
        "主持人说明来意\n丁：赞成\n何：再看看"
    )


def test_a_line_somebody_has_only_begun_stays_theirs_below_what_another_adds():
    assert merged("甲说完了\n", "甲说完了\n乙说", base="甲说完了").text == "甲说完了\n乙说\n"
    assert merged("散会\n甲说", "散会\n乙说", base="散会\n").text == "散会\n乙说\n甲说"


def test_who_goes_on_in_a_line_goes_on_in_it_wherever_others_have_put_lines():
    mine, theirs = "甲说一一\n甲再说", "乙先说\n甲说\n乙再说"
    assert merged(mine, theirs, base="甲说").text == "乙先说\n甲说一一\n甲再说\n乙再说"


def test_words_are_never_put_behind_a_line_that_another_wrote_anew():
    found = merged("甲\n乙说一一\n乙再说", "甲说完\n乙说一\n甲再说\n", base="甲\n乙说一")
    assert found.touched
    assert {"甲说完", "甲再说", "乙说一一", "乙再说"} <= set(found.text.split("\n"))


def test_changes_in_different_places_of_one_line_stand_together():
    assert merged("今天先办充电口", "先办充电口四十八个", base="先办充电口").text == "今天先办充电口四十八个"


def test_what_arrived_although_nobody_heard_of_it_is_not_said_twice():
    assert merged("甲写的，还有", "甲写的", base="").text == "甲写的，还有"


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


SENTENCES = st.lists(st.text("甲乙丙丁戊己", min_size=1, max_size=5), max_size=5).map("\n".join)


@given(SENTENCES, SENTENCES, SENTENCES)
def test_no_word_that_somebody_added_is_lost(base, mine, theirs):
    found = Counter(merged(mine, theirs, base=base).text)
    for text in (mine, theirs):
        assert not Counter(text.replace("\n", "")) - Counter(base) - found
