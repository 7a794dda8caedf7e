"""Invented people with numbers whose check digits are right and whose area code (99…) belongs to no place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from gongjian.entry.demo import words

PROVINCE = "99"
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK = "10X98765432"


@dataclass(slots=True)
class Person:
    name: str
    sex: str
    born_on: date
    number: str
    joined_on: date
    converted_on: date | None


class Crowd:
    """People drawn one after another; no number twice."""

    def __init__(self, random: Random, today: date) -> None:
        self.random = random
        self.today = today
        self.serial = 0

    def name(self, sex: str) -> str:
        surname = self.random.choice(words.DOUBLE_SURNAMES if self.random.random() < 0.01 else words.SURNAMES)
        given = words.GIVEN_FEMALE if sex == "女" else words.GIVEN_MALE
        return surname + "".join(self.random.sample(given, self.random.choice((1, 2, 2, 2))))

    def person(self, *, youngest: int, oldest: int, probationary: bool = False) -> Person:
        sex = self.random.choice("男女")
        born_on = self.today - timedelta(days=self.random.randint(youngest * 366, oldest * 365))
        earliest = max(born_on.replace(year=born_on.year + 19, day=min(born_on.day, 28)), date(1955, 1, 1))
        latest = self.today - timedelta(days=500)
        joined_on = earliest + timedelta(days=self.random.randrange(max((latest - earliest).days, 1)))
        if probationary:
            joined_on = self.today - timedelta(days=self.random.randint(40, 340))
        converted_on = None if probationary else joined_on + timedelta(days=self.random.randint(365, 390))
        return Person(self.name(sex), sex, born_on, self.number(born_on, sex), joined_on, converted_on)

    def number(self, born_on: date, sex: str) -> str:
        """17 digits and the check digit of GB 11643; the order number's last digit is odd for men."""
        self.serial += 1
        order = (self.serial * 2) % 1000 // 2 * 2 + (sex == "男")
        body = f"{PROVINCE}{self.serial // 500:04d}{born_on:%Y%m%d}{order:03d}"
        return body + CHECK[sum(int(digit) * weight for digit, weight in zip(body, WEIGHTS, strict=True)) % 11]

    def phone(self) -> str:
        """A number of the 154 range, which is not given out."""
        return f"154{self.random.randrange(10**8):08d}"
