"""Dates as people write them, and as a machine wants them: 2026-11-02."""

import datetime
import re

from rnn_core.data.batch import check_count, check_rng

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
DAYS = (
    *("Monday", "Tuesday", "Wednesday", "Thursday"),
    *("Friday", "Saturday", "Sunday"),
)
FIRST, LAST = datetime.date(1950, 1, 1), datetime.date(2049, 12, 31)
SHORT = tuple(month[:3] for month in MONTHS)
DATE_SYMBOLS = tuple(
    dict.fromkeys((*MONTHS, *SHORT, *DAYS, "the", "of", "st", "nd", "rd", "th"))
) + tuple("0123456789',.")
ISO_SYMBOLS = tuple("-0123456789")
# how common each form is: the first five times as common as the last
FORMS = (
    ("{month} {day}, {year}", 5),
    ("{day} {month} {year}", 4),
    ("{short} {day}, {year}", 3),
    ("{short} {day}, '{two}", 2),
    ("the {day}{th} of {month} {year}", 2),
    ("{weekday}, {day} {month} {year}", 2),
    ("{day}.{number}.{year}", 1),
    ("{day} {short} '{two}", 1),
)


def written(date, form):
    """Write a date in one of the forms.

    Parameters
    ----------
    date : datetime.date
        The date.
    form : str
        One of those in `FORMS`.

    Returns
    -------
    str
        Years with two digits mean 1950 to 2049.

    Examples
    --------
    >>> written(datetime.date(2026, 11, 2), "the {day}{th} of {month} {year}")
    'the 2nd of November 2026'
    """
    day, month = date.day, MONTHS[date.month - 1]
    endings = {1: "st", 2: "nd", 3: "rd"}
    th = "th" if 10 < day < 20 else endings.get(day % 10, "th")
    return form.format(
        day=day,
        th=th,
        month=month,
        short=SHORT[date.month - 1],
        number=date.month,
        year=date.year,
        two=f"{date.year % 100:02d}",
        weekday=DAYS[date.weekday()],
    )


def date_symbols(text):
    """Cut a date into symbols: words whole, digits one by one, no spaces.

    Examples
    --------
    >>> date_symbols("Nov 2nd, '26")
    ('Nov', '2', 'nd', ',', "'", '2', '6')
    """
    return tuple(re.findall(r"[A-Za-z]+|\d|[',.]", text))


def draw_dates(rng, count):
    """Draw different dates, each in a form of its own.

    Parameters
    ----------
    rng : numpy.random.Generator
        Where the choices come from.
    count : int
        Number of dates; no date comes twice.

    Returns
    -------
    list of (str, str)
        The date as written, and as year-month-day.

    Examples
    --------
    >>> import numpy as np
    >>> draw_dates(np.random.default_rng(1), 2)
    [('April 26, 1997', '1997-04-26'), ('8.3.2001', '2001-03-08')]
    """
    check_rng(rng)
    span = (LAST - FIRST).days + 1
    shares = [share for _, share in FORMS]
    total = sum(shares)
    days = rng.choice(span, check_count("count", count), replace=False)
    forms = rng.choice(len(FORMS), count, p=[share / total for share in shares])
    dates = [FIRST + datetime.timedelta(days=int(day)) for day in days]
    return [
        (written(date, FORMS[form][0]), date.isoformat())
        for date, form in zip(dates, forms, strict=True)
    ]
