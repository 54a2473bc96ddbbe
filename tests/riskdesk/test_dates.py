"""Every way a date is written in the three registers, and any other text, is read safely."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskdesk.dates import DueKind, read_due
from riskdesk.days import add_months, british, british_short

DAY, MONTH, QUARTER = DueKind.DAY, DueKind.MONTH, DueKind.QUARTER
YEAR, RANGE, ONGOING = DueKind.FINANCIAL_YEAR, DueKind.RANGE, DueKind.ONGOING


def date(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


@pytest.mark.parametrize(
    ("text", "kind", "start", "end"),
    [
        ("31/03/2018", DAY, "2018-03-31", "2018-03-31"),
        ("31.3.18", DAY, "2018-03-31", "2018-03-31"),
        ("31-03-2018", DAY, "2018-03-31", "2018-03-31"),
        ("03/04/2026", DAY, "2026-04-03", "2026-04-03"),
        ("2026-04-03", DAY, "2026-04-03", "2026-04-03"),
        ("2018-03-31", DAY, "2018-03-31", "2018-03-31"),
        ("31 March 2018", DAY, "2018-03-31", "2018-03-31"),
        ("31st Mar 2018", DAY, "2018-03-31", "2018-03-31"),
        ("31st of March, 2018", DAY, "2018-03-31", "2018-03-31"),
        ("Saturday 31 March 2018", DAY, "2018-03-31", "2018-03-31"),
        ("March 31, 2018", DAY, "2018-03-31", "2018-03-31"),
        ("31-Mar-18", DAY, "2018-03-31", "2018-03-31"),
        ("by 31 March 2018", DAY, "2018-03-31", "2018-03-31"),
        ("By end of March 2018", DAY, "2018-03-31", "2018-03-31"),
        ("end of March 2018", DAY, "2018-03-31", "2018-03-31"),
        ("end Q2 2016/17", DAY, "2016-09-30", "2016-09-30"),
        ("Sep - 15", MONTH, "2015-09-01", "2015-09-30"),
        ("Sep-15", MONTH, "2015-09-01", "2015-09-30"),
        ("Sep 15", MONTH, "2015-09-01", "2015-09-30"),
        ("Sept 2015", MONTH, "2015-09-01", "2015-09-30"),
        ("Sept. 2015", MONTH, "2015-09-01", "2015-09-30"),
        ("March 2018", MONTH, "2018-03-01", "2018-03-31"),
        ("03/2018", MONTH, "2018-03-01", "2018-03-31"),
        ("2018-03", MONTH, "2018-03-01", "2018-03-31"),
        ("April 2016", MONTH, "2016-04-01", "2016-04-30"),
        ("Feb 2016", MONTH, "2016-02-01", "2016-02-29"),
        ("Q1 2016/17", QUARTER, "2016-04-01", "2016-06-30"),
        ("Q2 2016/17", QUARTER, "2016-07-01", "2016-09-30"),
        ("Q2 2016-17", QUARTER, "2016-07-01", "2016-09-30"),
        ("Quarter 2 2016/17", QUARTER, "2016-07-01", "2016-09-30"),
        ("Q4 2016/2017", QUARTER, "2017-01-01", "2017-03-31"),
        ("2016/17 Q3", QUARTER, "2016-10-01", "2016-12-31"),
        ("2016/17", YEAR, "2016-04-01", "2017-03-31"),
        ("2016-17", YEAR, "2016-04-01", "2017-03-31"),
        ("2011-12", YEAR, "2011-04-01", "2012-03-31"),
        ("FY 2016/17", YEAR, "2016-04-01", "2017-03-31"),
        ("FY16/17", YEAR, "2016-04-01", "2017-03-31"),
        ("1999/00", YEAR, "1999-04-01", "2000-03-31"),
        ("2017-19", RANGE, "2017-04-01", "2019-03-31"),
        ("2017-2019", RANGE, "2017-04-01", "2019-03-31"),
        ("April 2016 - March 2017", RANGE, "2016-04-01", "2017-03-31"),
        ("Apr 16-Mar 17", RANGE, "2016-04-01", "2017-03-31"),
        ("1/4/2016 to 31/3/2017", RANGE, "2016-04-01", "2017-03-31"),
        ("from 1/4/2016 to 31/3/2017", RANGE, "2016-04-01", "2017-03-31"),
        ("between April 2016 and June 2016", RANGE, "2016-04-01", "2016-06-30"),
        ("01-04-2016 - 31-03-2017", RANGE, "2016-04-01", "2017-03-31"),
        ("2016/17 - 2018/19", RANGE, "2016-04-01", "2019-03-31"),
        ("Jan-Mar 2018", RANGE, "2018-01-01", "2018-03-31"),
        ("1 April - 30 June 2016", RANGE, "2016-04-01", "2016-06-30"),
        ("1-31 March 2018", RANGE, "2018-03-01", "2018-03-31"),
        ("Q1 - Q2 2016/17", RANGE, "2016-04-01", "2016-09-30"),
        ("Q3-Q4 2016/17", RANGE, "2016-10-01", "2017-03-31"),
        ("On-going", ONGOING, "", ""),
        ("Ongoing", ONGOING, "", ""),
        ("On going 2016-17", ONGOING, "2016-04-01", "2017-03-31"),
        ("On-going 2017-19", ONGOING, "2017-04-01", "2019-03-31"),
        ("On-going (2017-19)", ONGOING, "2017-04-01", "2019-03-31"),
        ("2017-19 – ongoing", ONGOING, "2017-04-01", "2019-03-31"),
        ("On-going to March 2018", ONGOING, "", "2018-03-31"),
        ("Ongoing until 31/03/2018", ONGOING, "", "2018-03-31"),
        ("On-going from April 2016", ONGOING, "2016-04-01", ""),
        ("from April 2016", ONGOING, "2016-04-01", ""),
        ("April 2016 onwards", ONGOING, "2016-04-01", ""),
        ("  April\u00a02016\u2013March  2017. ", RANGE, "2016-04-01", "2017-03-31"),
        ("2016\u201417", YEAR, "2016-04-01", "2017-03-31"),
        ("\uff13\uff11\uff0f\uff10\uff13\uff0f\uff12\uff10\uff11\uff18", DAY, "2018-03-31", "2018-03-31"),
    ],
)
def test_what_people_write_is_read(text: str, kind: DueKind, start: str, end: str) -> None:
    due = read_due(text)
    assert (due.kind, due.start, due.end) == (kind, date(start), date(end))
    assert due.text == text
    assert due.understood


@pytest.mark.parametrize("text", ["", "   ", "\u00a0", "not recorded", "Not recorded."])
def test_nothing_written_is_not_recorded(text: str) -> None:
    assert read_due(text).kind is DueKind.NOT_RECORDED


@pytest.mark.parametrize(
    "text",
    [
        "30/2/2018",
        "31 April 2018",
        "29/02/2017",
        "13/2018",
        "soon",
        "TBC",
        "ASAP",
        "2018",
        "Q2 2018",
        "Q5 2016/17",
        "Q2 2017-19",
        "31 March",
        "March",
        "03/18",
        "16/17",
        "2017-16",
        "2016-16",
        "2018-31",
        "mid March 2018",
        "Friday 31 March 2018",
        "March 2018 to April 2016",
        "Nov-Feb 2018",
        "On-going but under review",
        "31/03/2018 and 30/06/2018",
        "31/03-2018",
        "00/00/2018",
        "1/1/0001",
        "9999/00",
        "-",
        "end of 2018",
        "²/³/2018\x00",
    ],
)
def test_text_that_is_no_date_is_kept_and_flagged(text: str) -> None:
    due = read_due(text)
    assert due.kind is DueKind.NOT_A_DATE
    assert due.text == text
    assert due.start is None
    assert due.end is None
    assert not due.understood


@pytest.mark.timeout(5)
@pytest.mark.parametrize("piece", ["1", "-", " ", "on-going ", "31/03/2018 ", "March 2018-", "/", ".", "\x00", "ﷺ"])
def test_a_hundred_thousand_characters_are_read_at_once(piece: str) -> None:
    text = (piece * 100_000)[:100_000]
    assert read_due(text).text == text
    assert not read_due(text).understood
    assert not read_due(text[:200]).understood


_WRITTEN = st.text() | st.text(alphabet="0123456789/-.– qQ2andmarsep12 to'", max_size=40)


@given(_WRITTEN | st.lists(_WRITTEN | st.sampled_from(["March 2018", "to", "-", "On-going", "2016/17"])).map(" ".join))
def test_no_text_raises_and_no_end_precedes_its_start(text: str) -> None:
    due = read_due(text)
    assert due.text == text
    if due.start and due.end:
        assert due.start <= due.end
    if due.understood and due.kind is not ONGOING:
        assert due.start
        assert due.end


_DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2199, 12, 31))


@given(_DAYS)
def test_a_day_is_read_back_however_it_is_written(day: dt.date) -> None:
    full = f"{day:%d}/{day:%m}/{day.year}"
    ways = [full, full.replace("/", "."), full.replace("/", "-"), day.isoformat(), british(day), british_short(day)]
    for way in [*ways, f"by {british(day)}", f"from {full} to {full}"]:
        due = read_due(way)
        assert (due.start, due.end) == (day, day), way


@given(_DAYS)
def test_months_quarters_and_years_hold_the_day_they_are_named_after(day: dt.date) -> None:
    first = day.year if day.month > 3 else day.year - 1
    quarter = (day.month - 4) % 12 // 3 + 1
    ways = [
        british(day).split(" ", 1)[1],
        f"{day:%m}/{day.year}",
        f"{first}/{(first + 1) % 100:02}",
        f"Q{quarter} {first}-{(first + 1) % 100:02}",
        f"On-going {first}/{first + 1}",
    ]
    for way in ways:
        if not 1900 <= first < 2199:
            continue
        due = read_due(way)
        assert due.start, way
        assert due.end, way
        assert due.start <= day <= due.end


@given(_DAYS.filter(lambda day: 2000 <= day.year < 2100))
def test_two_digit_years_are_of_this_century(day: dt.date) -> None:
    assert read_due(f"{day.day}.{day.month}.{day.year % 100:02}").end == day


def test_dates_are_printed_in_british_words() -> None:
    assert british(dt.date(2017, 8, 1)) == "1 August 2017"
    assert british_short(dt.date(2017, 8, 1)) == "1 Aug 2017"


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ("2018-01-31", 1, "2018-02-28"),
        ("2016-01-31", 1, "2016-02-29"),
        ("2017-12-15", 1, "2018-01-15"),
        ("2018-03-31", -1, "2018-02-28"),
        ("2018-03-31", 12, "2019-03-31"),
    ],
)
def test_months_are_added_without_leaving_the_month(day: str, months: int, expected: str) -> None:
    assert add_months(dt.date.fromisoformat(day), months) == date(expected)
