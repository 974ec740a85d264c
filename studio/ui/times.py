"""Times as people say them, in their own zone and language."""

from datetime import UTC, datetime

from PySide6.QtCore import QDate, QDateTime, QLocale, Qt, QTimeZone

from studio.core import times

_DAY = len("2026-11-14")


def moment(iso: str) -> QDateTime:
    """A stored UTC time in the zone of this computer; a plain day is that day in every zone. Invalid where there is none."""
    if (plain := QDate.fromString(iso, Qt.DateFormat.ISODate)).isValid() and len(iso) == _DAY:
        return plain.startOfDay()
    try:
        parsed = times.moment(iso)
    except ValueError:
        return QDateTime()
    return QDateTime.fromSecsSinceEpoch(int(parsed.timestamp()), QTimeZone.systemTimeZone())


def day_and_time(iso: str) -> str:
    """`Thu 16:00` within a week, `14 Nov` beyond; what is no time comes back as it is."""
    when = moment(iso)
    if not when.isValid():
        return iso
    days = QDateTime.currentDateTime().daysTo(when)
    locale = QLocale()
    return locale.toString(when, "ddd HH:mm") if abs(days) < 7 else locale.toString(when, "d MMM")


def clock(iso: str) -> str:
    """`14 Nov, 09:30`."""
    when = moment(iso)
    return QLocale().toString(when, "d MMM, HH:mm") if when.isValid() else iso


def day(iso: str) -> str:
    """`14 Nov`."""
    when = moment(iso)
    return QLocale().toString(when, "d MMM") if when.isValid() else iso


def date(iso: str) -> str:
    """`14 Nov 2027`, of a day or a time."""
    when = moment(iso)
    return QLocale().toString(when, "d MMM yyyy") if when.isValid() else iso


def in_months(months: int) -> str:
    """The day so many months from today, ISO 8601."""
    return QDate.currentDate().addMonths(months).toString(Qt.DateFormat.ISODate)


def to_utc(when: QDateTime) -> str:
    """A time chosen by a person as it is stored."""
    return times.stamp(datetime.fromtimestamp(when.toSecsSinceEpoch(), UTC), "minutes")
