"""Dates as files write them: every region's months, weekdays and clocks, weeks, day numbers, other calendars."""

import pytest
from pydantic import ValidationError

from taawun.corpus.dates import parse_date
from taawun.errors import TaawunError
from taawun.study_file import Filters


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("5 يناير 2017", "2017-01-05"),  # Egypt and the Gulf
        ("5 كانون الثاني 2017", "2017-01-05"),  # the Levant and Iraq
        ("5 تموز/يوليو 2017", "2017-07-05"),
        ("5 جانفي 2017", "2017-01-05"),  # Algeria and Tunisia
        ("13 نونبر 2017", "2017-11-13"),  # Morocco
        ("5 غشت 2017", "2017-08-05"),
        ("الاثنين ٢ تشرين الأول ٢٠١٧", "2017-10-02"),
        ("الإثنين، 2 أكتوبر 2017 - 18:30", "2017-10-02"),
        ("\u200f2 أكتوبر 2017\u200e", "2017-10-02"),
        ("\u202b2017-10-02\u202c", "2017-10-02"),
        ("2017-10-02T18:30:00+03:00", "2017-10-02"),
        ("20171002", "2017-10-02"),
        ("43010", "2017-10-02"),  # the day number of a spreadsheet
        ("2017-W40-1", "2017-10-02"),
        ("lundi 2 octobre 2017", "2017-10-02"),
        ("Monday, October 2, 2017", "2017-10-02"),
    ],
)
def test_dates_are_read_without_a_setting(written, date):
    assert parse_date(written) == date


@pytest.mark.parametrize("written", ["2017-10-02", "2 تشرين الأول 2017", "20171002"])
def test_what_needs_no_format_is_read_beside_one(written):
    assert parse_date(written, "%d/%m/%Y") == parse_date("02/10/2017", "%d/%m/%Y") == "2017-10-02"


def test_other_calendars_are_converted_with_the_setting_and_refused_without():
    assert parse_date("1438/1/1", calendar="hijri") == "2016-10-02"
    assert parse_date("1396/1/1", calendar="solar") == "2017-03-21"
    for written in ("1436/10/19", "1396-01-01"):
        with pytest.raises(TaawunError, match=r"of another calendar; set corpus\.calendar"):
            parse_date(written)


@pytest.mark.parametrize("written", ["02/10/2017", "الأحد", "2017-02-30", "2017-W54-1", "أمس"])
def test_what_is_no_date_or_two_is_refused(written):
    with pytest.raises(TaawunError):
        parse_date(written)


@pytest.mark.parametrize("day", ["20150101", "1436/10/19", "01/02/2015"])
def test_filter_by_what_no_article_has_as_its_date_is_refused(day):
    with pytest.raises(ValidationError, match="expected a date like 2017-10-02"):
        Filters.model_validate({"from": day})


def test_a_format_does_not_make_a_gregorian_year_of_another_calendars():
    with pytest.raises(TaawunError, match=r"1436 is of another calendar; set corpus\.calendar"):
        parse_date("19/10/1436", "%d/%m/%Y")
    assert parse_date("19/10/1436", "%d/%m/%Y", calendar="hijri") == "2015-08-04"
    assert parse_date("31/2/1396", "%d/%m/%Y", calendar="solar") == "2017-05-21"


def test_words_around_a_date_in_numbers_do_no_harm():
    assert parse_date("الاثنين 02/10/2017م", "%d/%m/%Y") == "2017-10-02"
    assert parse_date("1439/1/12 الموافق 2017/10/2") == "2017-10-02"
    assert parse_date("2017 - 10 - 02") == "2017-10-02"
