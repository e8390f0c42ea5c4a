"""Dates as newspapers and their databases write them, to ISO dates; what could be two days is refused, not guessed."""

from __future__ import annotations

import contextlib
import datetime
import re
from collections.abc import Mapping
from functools import cache

from taawun.arabic import fold_text
from taawun.errors import TaawunError
from taawun.lexicons import load_lexicon

DIGITS = {0x660 + digit: str(digit) for digit in range(10)} | {0x6F0 + digit: str(digit) for digit in range(10)}
FIRST_YEAR, LAST_YEAR = 1700, 2199
"""Years that a newspaper's date can have in the Gregorian calendar; smaller ones are of another calendar."""
OTHER_YEARS = (1200, 1600)
"""Years of the hijri and the Iranian solar calendar that are looked for beside a month in words."""
EXCEL_DAYS = range(14_611, 73_051)
"""Day numbers that spreadsheets use for 1940 to 2099; the first of 1900 is number 1."""

_CONTROLS = re.compile("[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\u061c]")
_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})(\s?[-/.]\s?|\s)(\d{1,2})\2(\d{1,2})(?!\d)")
_NUMBERS = re.compile(r"\d[-\d/.\s]*\d")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T\d{4,6}Z?)?$")
_WEEK = re.compile(r"(\d{4})-?W(\d\d)(?:-?([1-7]))?$")
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?$")
_CLOCK = re.compile(r"\d{1,2}:\d\d(?::\d\d)?")
_TOKEN = re.compile(r"\d+|[^\W\d_]+")


def parse_date(
    value: str | None,
    date_format: str | Mapping[str, str] | None = None,
    *,
    calendar: str = "gregorian",
    file: str = "",
) -> str | None:
    """ISO date of a date as files write it; None for None.

    Read without a setting: year first (also without separators, with a time behind it, in Arabic digits); day and year
    as numbers with the month in words, in Arabic of any region, English, French or Persian, with weekday and clock
    around them; the day numbers of spreadsheets; ISO weeks with their day. Everything else needs `date_format`,
    because 3/4/2017 is two days.

    Parameters
    ----------
    date_format
        As in strptime; or such a format for each file that needs one.
    calendar
        What years below 1700 are counted in: `gregorian` (refused), `hijri` (Umm al-Qura, by the package hijridate) or
        `solar` (Iran, by the package persiantools).
    file
        Which file it stands in, for formats that belong to files.

    Raises
    ------
    TaawunError
        It is no date, not in that form, or of another calendar.

    Examples
    --------
    >>> parse_date("2017-10-02 18:30"), parse_date("٢٠١٧/١٠/٢"), parse_date("02.10.2017", "%d.%m.%Y")
    ('2017-10-02', '2017-10-02', '2017-10-02')
    >>> parse_date("الاثنين 2 تشرين الأول/أكتوبر 2017 - 18:30"), parse_date("43010"), parse_date("October 2, 2017 Monday")
    ('2017-10-02', '2017-10-02', '2017-10-02')
    >>> parse_date("1439/1/12", calendar="hijri"), parse_date("10 مهر 1396", calendar="solar")
    ('2017-10-02', '2017-10-02')
    >>> parse_date("30/2/1440", "%d/%m/%Y", calendar="hijri")
    '2018-11-08'
    """
    if value is None:
        return None
    plain = _CONTROLS.sub("", value).translate(DIGITS).strip()
    wanted = date_format if date_format is None or isinstance(date_format, str) else date_format.get(file)
    try:
        date = _read_number(plain, calendar) or _read_format(plain, wanted, calendar) or _read_words(plain, calendar)
    except (ValueError, OverflowError):
        date = None
    if date is None:
        expected = f"a date like {wanted}" if wanted else "a date like 2017-10-02"
        raise TaawunError(f"{value[:40]!r} is not {expected}", "correct it, or set corpus.date_format", field="date")
    return date.isoformat()


def _read_number(plain: str, calendar: str) -> datetime.date | None:
    if _YEAR_FIRST.match(plain):
        days = [(int(match[1]), int(match[3]), int(match[4])) for match in _YEAR_FIRST.finditer(plain)]
        # Of two calendars' dates for one day, the Gregorian one is taken.
        return _of_calendar(*next((day for day in days if FIRST_YEAR <= day[0] <= LAST_YEAR), days[0]), calendar)
    match = _COMPACT.match(plain)
    if match and FIRST_YEAR <= int(match[1]) <= LAST_YEAR:
        return datetime.date(int(match[1]), int(match[2]), int(match[3]))
    match = _WEEK.match(plain)
    if match:
        if not match[3]:
            raise TaawunError(
                f"{plain!r} is a week and no day", "write the day: 2017-W40-1, or 2017-10-02", field="date"
            )
        return datetime.date.fromisocalendar(int(match[1]), int(match[2]), int(match[3]))
    match = _SERIAL.match(plain)
    if match and int(match[1]) in EXCEL_DAYS:
        return datetime.date(1899, 12, 30) + datetime.timedelta(days=int(match[1]))
    return None


def _read_format(plain: str, date_format: str | None, calendar: str) -> datetime.date | None:
    if not date_format:
        return None
    number = _NUMBERS.search(plain)
    # A time behind the date is dropped, as it is behind one that begins with the year, and so are words around numbers.
    for text in (plain, _CLOCK.split(plain)[0].strip(" ,-T"), number[0] if number else ""):
        with contextlib.suppress(ValueError):
            date = datetime.datetime.strptime(text, date_format).date()
            return _of_calendar(date.year, date.month, date.day, calendar)
    # strptime knows Gregorian months only, and the second month of the others has 29 to 31 days.
    order, numbers = re.findall("%([dmY])", date_format), re.findall(r"\d+", number[0] if number else "")
    if calendar != "gregorian" and sorted(order) == ["Y", "d", "m"] and len(numbers) == len(order):
        year, month, day = (int(numbers[order.index(part)]) for part in "Ymd")
        return _of_calendar(year, month, day, calendar)
    return None


def _read_words(plain: str, calendar: str) -> datetime.date | None:
    """Day, month in words and year, whatever stands between and around them; the Gregorian one of two dates."""
    text = " ".join(_TOKEN.findall(fold_text(_CLOCK.sub(" ", plain)).casefold()))
    for name in ("gregorian", "hijri", "solar"):
        found = list(_month_names(name).finditer(text))
        if len({_months(name)[match[0]] for match in found}) != 1:
            continue
        before = [int(number) for number in re.findall(r"\d+", text[: found[0].start()])]
        after = [int(number) for number in re.findall(r"\d+", text[found[-1].end() :])]
        first, last = (FIRST_YEAR, LAST_YEAR) if name == "gregorian" else OTHER_YEARS
        years = [number for number in (*after, *before) if first <= number <= last]
        # The number before the name is the day; in "October 2, 2017" it stands behind it.
        days = [number for number in (*before[-1:], *after[:1]) if 1 <= number <= 31]
        if years and days:
            return _of_calendar(years[0], _months(name)[found[0][0]], days[0], calendar)
    return None


def _of_calendar(year: int, month: int, day: int, calendar: str) -> datetime.date:
    """Day of the Gregorian calendar; years that no newspaper can have there need a setting.

    Raises
    ------
    TaawunError
        The year is of another calendar, and the study does not say which.
    ValueError
        There is no such day.
    """
    if FIRST_YEAR <= year <= LAST_YEAR:
        return datetime.date(year, month, day)
    if calendar == "hijri":
        from hijridate import Hijri

        return datetime.date(*Hijri(year, month, day).to_gregorian().datetuple())
    if calendar == "solar":
        from persiantools.jdatetime import JalaliDate

        date: datetime.date = JalaliDate(year, month, day).to_gregorian()  # type: ignore[no-untyped-call]
        return date
    raise TaawunError(
        f"the year {year} is of another calendar",
        "set corpus.calendar to hijri or solar (Iran), or correct it",
        field="date",
    )


@cache
def _months(calendar: str) -> dict[str, int]:
    """Map each folded name of a month to its number; names of several words are joined by blanks."""
    return {
        " ".join(_TOKEN.findall(fold_text(name).casefold())): number
        for names in load_lexicon("dates")[calendar]
        for number, variants in enumerate(names, 1)
        for name in variants.split("|")
    }


@cache
def _month_names(calendar: str) -> re.Pattern[str]:
    longest_first = sorted(_months(calendar), key=len, reverse=True)
    return re.compile(rf"(?<![^\W\d_])(?:{'|'.join(map(re.escape, longest_first))})(?![^\W\d_])")
