from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongjian.rules.entries import Status, in_force
from gongjian.rules.reading import UnfitText, by_key, entries, read

HEAD = 'regulation = "某条例"\nsource = "某处"\n'
ENTRY = '[[rules]]\nkey = "a.b"\ntitle = "某数"\nvalue = 3\narticle = "第一条"\nstatus = "verified"\n'

ALL = [rule for group in entries().values() for rule in group]


@pytest.mark.parametrize("rule", ALL, ids=lambda rule: f"{rule.key} {rule.in_force_from}")
def test_every_entry_says_what_it_is_and_where_it_comes_from(rule):
    assert rule.title
    assert rule.source
    assert rule.status in {Status.VERIFIED, Status.SECONDARY, Status.PARTIAL, Status.UNVERIFIED}
    if type(rule.value) in (int, Fraction):
        assert rule.operator or rule.key.startswith("term.")
    if type(rule.value) is int:
        assert rule.unit
        assert rule.value > 0


@pytest.mark.parametrize("rule", [rule for rule in ALL if rule.status == Status.UNVERIFIED], ids=lambda rule: rule.key)
def test_an_unverified_entry_never_names_a_regulation(rule):
    assert rule.regulation == rule.article == ""


@given(st.sampled_from(sorted(entries())), st.dates(date(1980, 1, 1), date(2040, 1, 1)))
def test_at_most_one_entry_of_a_key_holds_on_a_day(key, day):
    places = [rule.jurisdiction for rule in entries()[key] if in_force(rule, day)]
    assert len(places) == len(set(places))


def test_the_head_of_a_file_holds_for_each_entry_and_an_entry_may_differ():
    first, second = read(HEAD + ENTRY + ENTRY.replace("a.b", "a.c") + 'source = "别处"\n', "x.toml")
    assert (first.key, first.regulation, first.source) == ("a.b", "某条例", "某处")
    assert (second.key, second.regulation, second.source) == ("a.c", "某条例", "别处")


def test_a_fraction_is_exact():
    (rule,) = read(HEAD + ENTRY.replace("value = 3", "fraction = [4, 5]"), "x.toml")
    assert rule.value == Fraction(4, 5)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("value = 3", ""), "x.toml: a.b: give either a value or a fraction"),
        (("value = 3", "value = 3\nfraction = [1, 2]"), "x.toml: a.b: give either a value or a fraction"),
        (("value = 3", "value = 0.5"), "x.toml: a.b: a value is a whole number, a text or true or false"),
        (('title = "某数"', ""), "x.toml: a.b: title is missing"),
        (("value = 3", 'value = 3\nweight = "x"'), "x.toml: a.b: unknown field weight"),
        (("value = 3", 'value = 3\noperator = "="'), "x.toml: a.b: unknown operator '='"),
        (('"verified"', '"confirmed by the office"'), "x.toml: a.b: only an office can say 'confirmed by the office'"),
        (('article = "第一条"', ""), "x.toml: a.b: a verified entry names its regulation and article"),
        (('"verified"', '"unverified"'), "x.toml: a.b: an unverified entry is a parameter and names no regulation"),
        (("value = 3", 'value = 3\njurisdiction = "江苏省"'), "x.toml: a.b: a jurisdiction begins with 'nation'"),
        (
            ("value = 3", "value = 3\nin_force_from = 2020-01-02\nin_force_until = 2020-01-01"),
            "x.toml: a.b: ends before it begins",
        ),
    ],
)
def test_an_unfit_entry_is_refused_by_name(change, message):
    with pytest.raises(UnfitText) as refusal:
        read(HEAD + ENTRY.replace(*change), "x.toml")
    assert str(refusal.value) == message


def _version(first: date | None, last: date | None, place: str = "nation"):
    period = (f"in_force_from = {first}\n" if first else "") + (f"in_force_until = {last}\n" if last else "")
    return read(HEAD + ENTRY + period + f'jurisdiction = "{place}"\n', "x.toml")


def test_a_later_version_may_begin_the_day_after_the_earlier_one_ends():
    versions = _version(None, date(2020, 7, 12)) + _version(date(2020, 7, 13), None)
    assert by_key(versions) == {"a.b": tuple(versions)}


def test_versions_that_share_a_day_are_refused():
    with pytest.raises(UnfitText, match=r"a\.b: two entries hold on the same day"):
        by_key(_version(None, date(2020, 7, 13)) + _version(date(2020, 7, 13), None))


def test_another_jurisdiction_may_say_something_else_on_the_same_day():
    versions = _version(None, None) + _version(None, None, "nation/江苏省")
    assert by_key(versions) == {"a.b": tuple(versions)}


@given(st.dates(date(2000, 1, 1), date(2030, 1, 1)), st.integers(0, 900), st.integers(-900, 900), st.integers(0, 900))
def test_two_versions_are_refused_exactly_when_their_periods_meet(start, length, shift, other_length):
    first, last = start, start + timedelta(length)
    other_first = start + timedelta(shift)
    other_last = other_first + timedelta(other_length)
    versions = _version(first, last) + _version(other_first, other_last)
    days = {first + timedelta(n) for n in range(length + 1)}
    if days & {other_first + timedelta(n) for n in range(other_length + 1)}:
        with pytest.raises(UnfitText):
            by_key(versions)
    else:
        assert by_key(versions) == {"a.b": tuple(versions)}
