"""The uptime report of rule R15, worked out the slow and obvious way.

A second, independent reading of SEMANTICS.md ("Rn" below is a rule of it). It shares no code, no method and no
library with the program it judges, and it never sweeps: it cuts business time at every instant where a rule could
change its mind, then looks up what the rule says for the first microsecond of each piece. All instants and durations
are whole microseconds in plain integers; nothing is ever a float.

    python3 work_out.py DATA_DIR [--as-of INSTANT] [--interpolation hold|midpoint|proportional]
                        [--max-carry SECONDS] [--store ID] > report.csv

A golden file is made once from a data folder, with the as-of instant given outright, for instance
    python3 work_out.py clock-changes --as-of 2024-11-04T12:00:00Z > clock-changes/report.hold.csv
then read by a person and committed beside the data. A test has the program report on the same folder and compares
bytes. When they differ, one of the two misreads the rules: find out which; never regenerate to get a green test.
Input must be clean: an unreadable row stops this file, where the program would reject the row and go on.
"""

import argparse
import csv
import functools
import sys
from bisect import bisect_left, bisect_right
from datetime import date, datetime, time, timedelta, timezone
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

SECOND = 1_000_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
EVER = 10**20  # three million years, for a business interval without ends
EPOCH = datetime(1970, 1, 1)
DEFAULT_ZONE = "America/Chicago"  # R2


class Interval(NamedTuple):
    """Half-open: the instants t with start <= t < end."""
    start: int
    end: int


class Row(NamedTuple):
    """A row of business hours; Monday is 0, times are durations since local midnight."""
    weekday: int
    opening: timedelta
    closing: timedelta


class Times(NamedTuple):
    """The three parts of the business time of a window (R12)."""
    up: int
    down: int
    unknown: int


def micros(moment: datetime) -> int:
    """Microseconds since the epoch of a datetime without a zone, taken as UTC."""
    return (moment - EPOCH) // timedelta(microseconds=1)


def parse_instant(text: str) -> int:
    """2024-10-03 23:33:20.412748 UTC, or RFC 3339; digits past the microsecond are cut off."""
    moment = datetime.fromisoformat(text.removesuffix(" UTC"))
    return micros(moment.replace(tzinfo=None) - (moment.utcoffset() or timedelta(0)))


def parse_time(text: str) -> timedelta:
    """H:mm, HH:mm or HH:mm:ss."""
    hours, minutes, seconds = (text.split(":") + ["0"])[:3]
    time(int(hours), int(minutes), int(seconds))  # raises when there is no such time of day
    return timedelta(hours=int(hours), minutes=int(minutes), seconds=int(seconds))


def records(folder: Path, file_names: list[str], *columns: list[str]):
    """The wanted columns of the first file that exists; each column is given by all the names it may have."""
    path = next((folder / name for name in file_names if (folder / name).exists()), None)
    if path is None and "store_status.csv" not in file_names:
        return  # stores without rows have their defaults, R2
    with open(path or folder / file_names[0], encoding="utf-8-sig", newline="") as file:
        lines = csv.reader(file, skipinitialspace=True)
        header = [name.strip().lower() for name in next(lines)]
        wanted = [next(header.index(name) for name in names if name in header) for names in columns]
        for line in lines:
            if any(field.strip() for field in line):
                yield [line[index].strip() for index in wanted]


def read_polls(folder: Path) -> dict[str, dict[int, bool]]:
    """Store -> instant -> is it active. R1: one fact per store and instant, the last row read wins."""
    polls: dict[str, dict[int, bool]] = {}
    for store, status, instant in records(folder, ["store_status.csv"], ["store_id"], ["status"], ["timestamp_utc"]):
        polls.setdefault(store, {})[parse_instant(instant)] = {"active": True, "inactive": False}[status]
    return polls


def read_hours(folder: Path) -> dict[str, list[Row]]:
    hours: dict[str, list[Row]] = {}
    for store, day, opening, closing in records(
            folder, ["menu_hours.csv", "business_hours.csv"],
            ["store_id"], ["dayofweek", "day", "day_of_week"], ["start_time_local"], ["end_time_local"]):
        weekday = range(7).index(int(day))  # raises when there is no such day
        hours.setdefault(store, []).append(Row(weekday, parse_time(opening), parse_time(closing)))
    return hours


def wall_clock(instant: int, zone: ZoneInfo) -> datetime:
    """What a clock on the wall of the store shows."""
    utc = (EPOCH + timedelta(microseconds=instant)).replace(tzinfo=timezone.utc)
    return utc.astimezone(zone).replace(tzinfo=None)


@functools.lru_cache(maxsize=None)
def resolve(local: datetime, zone: ZoneInfo, is_opening: bool) -> int:
    """R7. The instant of a local time, which clocks may skip or repeat.

    With fold=0 Python applies the offset from before a clock change, with fold=1 the one from after it; away
    from clock changes the two are the same. So a repeated time has fold=0 first and fold=1 second, and a
    skipped time has them the wrong way round: fold=1 lands before the change and fold=0 after it.
    """
    fold0, fold1 = (micros(local - local.replace(tzinfo=zone, fold=fold).utcoffset()) for fold in (0, 1))
    if fold0 <= fold1:  # once; or repeated: the first occurrence for an opening, the second for a closing
        return fold0 if is_opening else fold1
    before, after = fold1, fold0  # skipped: close in on the first instant at which the wall clock is at it or past it
    while after - before > 1:
        middle = (before + after) // 2
        before, after = (before, middle) if wall_clock(middle, zone) >= local else (middle, after)
    return after


def opened_on(day: date, row: Row, zone: ZoneInfo) -> Interval:
    """R4. The interval of one row on one local date. It may be empty, when its local times are all skipped."""
    closing = row.closing
    if closing >= timedelta(hours=23, minutes=59):  # R5, before R6: 23:59-23:59 is one minute
        closing = timedelta(hours=24)
    if closing <= row.opening:  # R6
        closing += timedelta(hours=24)
    midnight = datetime.combine(day, time())  # without a zone, so adding to it moves the wall clock
    return Interval(resolve(midnight + row.opening, zone, True), resolve(midnight + closing, zone, False))


def business_time(rows: list[Row], zone: ZoneInfo, first: int, last: int) -> list[Interval]:
    """R2 to R7. The business intervals, apart and in order, right for every instant from first to last."""
    if not rows:
        return [Interval(-EVER, EVER)]  # R2: open 24x7
    # Three days more at either side: an interval reaches into the next date, and zones are up to 14 hours from UTC.
    first_day, last_day = ((EPOCH + timedelta(microseconds=t)).toordinal() for t in (first, last))
    days = [date.fromordinal(day) for day in range(first_day - 3, last_day + 4)]
    parts = [opened_on(day, row, zone) for day in days for row in rows if row.weekday == day.weekday()]
    merged: list[Interval] = []
    for start, end in sorted(part for part in parts if part.start < part.end):
        if merged and start <= merged[-1].end:  # R4: overlapping or touching
            merged[-1] = Interval(merged[-1].start, max(merged[-1].end, end))
        else:
            merged.append(Interval(start, end))
    return merged


def is_business_time(instant: int, intervals: list[Interval]) -> bool:
    index = bisect_right(intervals, instant, key=lambda interval: interval.start) - 1
    return index >= 0 and instant < intervals[index].end


class Counted:
    """R3. The polls of one store that lie in business time, in order."""

    def __init__(self, polls: dict[int, bool], intervals: list[Interval], max_carry: int):
        self.instants = sorted(p for p in polls if is_business_time(p, intervals))
        self.is_active = polls
        self.max_carry = max_carry
        # Every instant inside a business interval at which R8 or R9 might change its answer; more do no harm.
        self.changes = sorted({*self.instants,
                               *(p - max_carry for p in self.instants),
                               *(p + max_carry for p in self.instants),
                               *((p + q + 1) // 2 for p, q in zip(self.instants, self.instants[1:]))})

    def latest_until(self, t: int):
        """The latest counted poll at or before t, if it is in reach of t. When it is not, no earlier one is."""
        index = bisect_right(self.instants, t) - 1
        return self.instants[index] if index >= 0 and t < self.instants[index] + self.max_carry else None

    def earliest_after(self, t: int):
        """The earliest counted poll after t, if it is in reach of t. When it is not, no later one is."""
        index = bisect_right(self.instants, t)
        is_there = index < len(self.instants) and self.instants[index] - self.max_carry <= t
        return self.instants[index] if is_there else None


def hold(t: int, home: Interval, polls: Counted):
    """R8. The poll that speaks for t, an instant of the business interval home; None is unknown (R8.5)."""
    before, after = polls.latest_until(t), polls.earliest_after(t)
    if before is not None and before >= home.start:
        return before  # R8.1
    if after is not None and after < home.end:
        return after  # R8.2
    return before if before is not None else after  # R8.3, R8.4


def midpoint(t: int, home: Interval, polls: Counted):
    """R9. The nearest counted poll, whichever interval it is in; at the same distance the later one."""
    before, after = polls.latest_until(t), polls.earliest_after(t)
    if before is None or after is None:
        return before if after is None else after
    return after if after - t <= t - before else before


def clip(intervals: list[Interval], window: Interval) -> list[tuple[Interval, Interval]]:
    """The part of each business interval in the window, with the whole interval: a poll outside may be at home."""
    parts = [(Interval(max(i.start, window.start), min(i.end, window.end)), i) for i in intervals]
    return [(part, home) for part, home in parts if part.start < part.end]


def piece_by_piece(rule, intervals: list[Interval], polls: Counted, window: Interval) -> Times:
    """R8, R9. Cuts business time so that the rule cannot change its answer within a piece, and asks it for each."""
    up = down = unknown = 0
    for part, home in clip(intervals, window):
        inside = polls.changes[bisect_right(polls.changes, part.start):bisect_left(polls.changes, part.end)]
        for start, end in zip([part.start, *inside], [*inside, part.end]):
            poll = rule(start, home, polls)
            if poll is None:
                unknown += end - start
            elif polls.is_active[poll]:
                up += end - start
            else:
                down += end - start
    assert up + down + unknown == sum(part.end - part.start for part, _ in clip(intervals, window)), "R12"
    return Times(up, down, unknown)


def rounded(numerator: int, denominator: int) -> int:
    """The nearest integer to a fraction that is not negative, the half away from zero."""
    return (2 * numerator + denominator) // (2 * denominator)


def proportional(intervals: list[Interval], polls: Counted, window: Interval) -> Times:
    """R10. A poll at the very end of the window counts too."""
    total = sum(part.end - part.start for part, _ in clip(intervals, window))
    voters = [p for p in polls.instants if window.start <= p <= window.end]
    if not voters:
        voters = [p for p in polls.instants if p < window.start][-1:]  # none or one
        if not voters or window.start - voters[0] >= polls.max_carry:
            return Times(0, 0, total)
    up = rounded(total * sum(polls.is_active[p] for p in voters), len(voters))
    return Times(up, total - up, 0)


RULES = {"hold": functools.partial(piece_by_piece, hold), "midpoint": functools.partial(piece_by_piece, midpoint),
         "proportional": proportional}
HEADER = ("store_id", "uptime_last_hour", "uptime_last_day", "uptime_last_week",
          "downtime_last_hour", "downtime_last_day", "downtime_last_week")
WINDOWS = [(1 * HOUR, MINUTE), (24 * HOUR, HOUR), (168 * HOUR, HOUR)]  # each with the unit it is shown in


def cells(times: Times, unit: int) -> list[str]:
    """Uptime and downtime. Empty when there was business time but nothing is known of it."""
    if times.unknown > 0 and times.up == 0 and times.down == 0:
        return ["", ""]
    hundredths = [rounded(100 * duration, unit) for duration in (times.up, times.down)]
    return [f"{value // 100}.{value % 100:02}" for value in hundredths]


def quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if any(mark in text for mark in ',"\r\n') else text


def report(folder: Path, as_of: int | None, interpolation: str, max_carry: int, only: str | None = None) -> str:
    polls, hours = read_polls(folder), read_hours(folder)
    zones = dict(records(folder, ["timezones.csv", "store_timezones.csv"], ["store_id"], ["timezone_str"]))
    if as_of is None:  # R13: the latest poll of all stores, also when only one is asked for
        as_of = max((instant for of_store in polls.values() for instant in of_store), default=0)
    lines = [",".join(HEADER)]
    for store in sorted(polls, key=lambda id: id.encode("utf-8")):  # R15
        used = {instant: status for instant, status in polls[store].items() if instant <= as_of}
        if not used or only not in (None, store):
            continue
        zone = ZoneInfo(zones.get(store, DEFAULT_ZONE))
        intervals = business_time(hours.get(store, []), zone, min(min(used), as_of - 168 * HOUR), as_of)
        counted = Counted(used, intervals, max_carry)
        shown = [cells(RULES[interpolation](intervals, counted, Interval(as_of - length, as_of)), unit)
                 for length, unit in WINDOWS]
        lines.append(",".join([quoted(store), *(up for up, _ in shown), *(down for _, down in shown)]))
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description="The report CSV of rule R15, worked out independently.")
    parser.add_argument("data", type=Path)
    parser.add_argument("--as-of", type=parse_instant)
    parser.add_argument("--interpolation", choices=["hold", "midpoint", "proportional"], default="hold")
    parser.add_argument("--max-carry", type=lambda seconds: int(seconds) * SECOND, default=24 * HOUR)
    parser.add_argument("--store")
    options = parser.parse_args()
    text = report(options.data, options.as_of, options.interpolation, options.max_carry, options.store)
    sys.stdout.buffer.write(text.encode("utf-8"))  # bytes: line ends stay \n on every platform


if __name__ == "__main__":
    main()
