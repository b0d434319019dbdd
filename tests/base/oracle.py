#!/usr/bin/env python3
"""Questions about dates, zones, windows and numbers with their answers, found by other means than the C++ code uses:
datetime and zoneinfo for time, Fraction for numbers, and plain search instead of arithmetic wherever there is a choice.

usage: oracle.py SEED
One question a line, fields separated by tabs, the answer in the last field. The first lines give the zones."""

import random
import re
import sys
from datetime import date, datetime, timedelta, timezone
from fractions import Fraction
from zoneinfo import ZoneInfo

EPOCH = date(1970, 1, 1)
FIRST, LAST = date(1900, 1, 1), date(2199, 12, 31)
BIGGEST = 2**127 - 1
DAY = timedelta(days=1)
# The first five are where the law of the policies holds; the others have midnight changes, half hours, or skip a whole day.
ZONES = ["America/Denver", "America/New_York", "America/Chicago", "America/Los_Angeles", "Pacific/Honolulu", "America/St_Johns",
         "America/Havana", "America/Asuncion", "Australia/Lord_Howe", "Pacific/Apia", "UTC"]
ZONE_YEARS = (1965, 2110)


def utc(seconds):
    return datetime(1970, 1, 1, tzinfo=timezone.utc) + timedelta(seconds=seconds)


def seconds_of(moment):
    delta = moment.astimezone(timezone.utc) - datetime(1970, 1, 1, tzinfo=timezone.utc)
    return delta.days * 86400 + delta.seconds


def offset(zone, seconds):
    return int(utc(seconds).astimezone(zone).utcoffset().total_seconds())


def local(zone, seconds):
    return utc(seconds).astimezone(zone).replace(tzinfo=None)


def first_change(zone, low, high):
    """The first second after `low` (not after `high`) at which the offset differs from that of `low`, one change between them."""
    before = offset(zone, low)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if offset(zone, middle) == before else (low, middle)
    return high


def changes(zone):
    """All changes of the offset, by asking every day; none of the zones here changes twice within one."""
    step = 86400
    at = seconds_of(datetime(ZONE_YEARS[0], 1, 1, tzinfo=timezone.utc))
    end = seconds_of(datetime(ZONE_YEARS[1], 1, 1, tzinfo=timezone.utc))
    found, before = [], offset(zone, at)
    for at in range(at, end, step):
        after = offset(zone, at + step)
        if after != before:
            found.append(first_change(zone, at, at + step))
        before = after
    return found


def meanings(zone, wall):
    """The instants at which a clock there shows `wall`: 0, 1 or 2 of them."""
    found = set()
    for fold in (0, 1):
        instant = seconds_of(wall.replace(tzinfo=zone, fold=fold))
        if local(zone, instant) == wall:
            found.add(instant)
    return sorted(found)


def start_of(zone, wall):
    """The first instant at which the clock shows `wall`, or, where it never does, the first after the gap."""
    found = meanings(zone, wall)
    if found:
        return found[0]
    before, after = sorted(seconds_of(wall.replace(tzinfo=zone, fold=fold)) for fold in (0, 1))
    return first_change(zone, before, after)


def midnight(day, seconds=0):
    return datetime(day.year, day.month, day.day) + timedelta(seconds=seconds)


# ---- windows -------------------------------------------------------------------------------------


def begins_span(kind, first_weekday, day):
    if kind == "calendar_day":
        return True
    if kind == "calendar_week":
        return day.weekday() == first_weekday
    return day.day == 1


def calendar_span(zone, kind, first_weekday, start_seconds, at):
    """Of all instants at which spans begin around `at`: the last that is not later, and the first that is."""
    today = local(zone, at).date()
    days = [today + timedelta(days=i) for i in range(-40, 41)]
    starts = [start_of(zone, midnight(day, start_seconds)) for day in days if begins_span(kind, first_weekday, day)]
    return max(s for s in starts if s <= at), min(s for s in starts if s > at)


class Span:
    def __init__(self, history=True, closed=False, start=None, until=None, renews=False):
        self.history, self.closed, self.start, self.until, self.renews = history, closed, start, until, renews

    def shown(self, zone):
        if not self.history:
            return "transaction"
        if self.closed:
            return "closed"
        until = "-" if self.until is None else f"{self.until} {'renews' if self.renews else 'ends'}"
        return f"{self.start} {local(zone, self.start).date()} {until}"


def span_of(zone, window, anchor, at):
    kind, length, first_weekday, start_seconds, periods = window
    today = local(zone, at).date()
    if kind == "transaction":
        return Span(history=False)
    if kind.startswith("calendar"):
        start, until = calendar_span(zone, kind, first_weekday, start_seconds, at)
        return Span(start=start, until=until, renews=True)
    if kind == "rolling_days":
        return Span(start=start_of(zone, midnight(today - timedelta(days=length - 1))))
    if kind == "rolling_hours":
        return Span(start=next(s for s in range(at - length * 3600, at) if s > at - length * 3600))
    if anchor is None:
        return Span(closed=True)
    begin = start_of(zone, midnight(anchor))
    if at < begin:
        return Span(closed=True)
    if kind == "since":
        return Span(start=begin)
    count, day = 0, anchor
    while True:   # period after period, counted by hand
        until = start_of(zone, midnight(day + timedelta(days=length)))
        if at < until:
            break
        count, day, begin = count + 1, day + timedelta(days=length), until
    if periods and count >= periods:
        return Span(closed=True)
    return Span(start=begin, until=until, renews=periods == 0 or count + 1 < periods)


def release_of(zone, window, span, entry):
    kind, length = window[0], window[1]
    if kind.startswith("calendar"):
        return span.until
    if kind == "rolling_days":
        return start_of(zone, midnight(local(zone, entry).date() + timedelta(days=length)))
    if kind == "rolling_hours":
        return entry + length * 3600
    if kind == "period" and span.renews:
        return span.until
    return None


def random_window(rng):
    kind = rng.choice(["transaction", "calendar_day", "calendar_week", "calendar_month", "rolling_days", "rolling_days", "rolling_hours", "period", "period", "since"])
    length = rng.choice([1, 2, 7, 14, 24, 28, 30, 35, 60, 70, 90, 365]) if rng.random() < 0.7 else rng.randint(1, 400)
    start = rng.choice([0, 0, 0, 1, 3600, 5400, 7200, 9000, 4 * 3600, 6 * 3600, 23 * 3600 + 1800]) if kind.startswith("calendar") else 0
    return (kind, length, rng.randint(0, 6), start, rng.choice([0, 0, 1, 3, 6]))


def random_instant(rng, zone_changes):
    low, high = seconds_of(datetime(1970, 1, 1, tzinfo=timezone.utc)), seconds_of(datetime(2100, 1, 1, tzinfo=timezone.utc))
    if zone_changes and rng.random() < 0.5:   # around a change of the clocks
        return min(max(rng.choice(zone_changes) + rng.choice([-90000, -7200, -3601, -3600, -1800, -1, 0, 1, 1800, 3599, 3600, 7200, 90000]), low), high)
    return rng.randint(low, high)


def window_lines(rng, zones, count):
    for _ in range(count):
        name = rng.choice(ZONES)
        zone, zone_changes = zones[name]
        window = random_window(rng)
        at = random_instant(rng, zone_changes)
        if rng.random() < 0.3 and window[0] != "rolling_hours":   # exactly at a local midnight, or a second before it
            at = start_of(zone, midnight(local(zone, at).date())) - rng.randint(0, 1)
        anchor = None
        if window[0] in ("period", "since") and rng.random() < 0.95:
            anchor = local(zone, at).date() + timedelta(days=rng.choice([-1, 0, 1, -window[1], -window[1] + 1, -6 * window[1], rng.randint(-800, 20)]))
        span = span_of(zone, window, anchor, at)
        fields = [name, *map(str, window), str(anchor or "-"), str(at)]
        yield "window", *fields, span.shown(zone)
        if not span.history or span.closed:
            continue
        entry = rng.choice([span.start, at, rng.randint(span.start, at)])
        released = release_of(zone, window, span, entry)
        yield "release", *fields, str(entry), str(released if released is not None else "never")


# ---- dates and times -----------------------------------------------------------------------------


def birthdays_passed(born, through):
    """Counts the birthdays one by one."""
    passed = 0
    for year in range(born.year + 1, through.year + 1):
        try:
            birthday = date(year, born.month, born.day)
        except ValueError:
            birthday = date(year, 3, 1)
        passed += birthday <= through
    return passed


def random_date(rng):
    if rng.random() < 0.15:
        year = rng.choice([1900, 1904, 2000, 2096, 2100, 2196, rng.randrange(1904, 2199, 4)])
        return date(year, rng.choice([2, 3, 12, 1]), rng.choice([1, 28])) + DAY * rng.randint(0, 2)
    return FIRST + DAY * rng.randint(0, (LAST - FIRST).days)


def date_lines(rng, count):
    for _ in range(count):
        day = random_date(rng)
        yield "date", str(day), f"{(day - EPOCH).days} {day.weekday()} {day.year} {day.month} {day.day}"
        other = random_date(rng)
        if rng.random() < 0.4:
            other = min(LAST, date(min(2199, day.year + rng.randint(0, 99)), day.month, 1) + DAY * (day.day - 1 + rng.randint(-1, 1)))
        born, through = min(day, other), max(day, other)
        yield "years", str(born), str(through), str(birthdays_passed(born, through))


def read_date(text):
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if FIRST <= day <= LAST else None


def read_time(text):
    match = re.fullmatch(r"(\d{4}-\d{2}-\d{2})[ T](\d{2}):(\d{2})(?::(\d{2}))?(Z|[+-]\d{2}:?\d{2})?", text, re.ASCII)
    day = read_date(match[1]) if match else None
    if not day:
        return "none"
    hour, minute, second = int(match[2]), int(match[3]), int(match[4] or 0)
    if hour > 23 or minute > 59 or second > 59:
        return "none"
    seconds = (day - EPOCH).days * 86400 + hour * 3600 + minute * 60 + second
    if not match[5]:
        return f"{seconds} -"
    if match[5] == "Z":
        return f"{seconds} 0"
    sign, digits = match[5][0], match[5][1:].replace(":", "")
    if int(digits[:2]) > 23 or int(digits[2:]) > 59:
        return "none"
    away = int(digits[:2]) * 3600 + int(digits[2:]) * 60
    return f"{seconds} {-away if sign == '-' else away}"


def broken(rng, text, alphabet):
    """One slip of the pen: a letter dropped, doubled or changed."""
    at = rng.randrange(len(text))
    return rng.choice([text[:at] + text[at + 1:], text[:at] + rng.choice(alphabet) + text[at + 1:], text[:at] + text[at] + text[at:]])


def text_lines(rng, count):
    for _ in range(count):
        year, month, day = rng.choice([1899, 1900, 2199, 2200, rng.randint(1900, 2199)]), rng.randint(0, 13), rng.randint(0, 32)
        text = f"{year:04}-{month:02}-{day:02}"
        if rng.random() < 0.3:
            text = broken(rng, text, "0123456789-/ a")
        found = read_date(text)
        yield "date text", text, str((found - EPOCH).days) if found else "none"
        time = f"{random_date(rng)}{rng.choice(' T')}{rng.randint(0, 25):02}:{rng.randint(0, 61):02}"
        if rng.random() < 0.4:
            time += f":{rng.randint(0, 61):02}"
        time += rng.choice(["", "", "Z", "+05:00", "-0600", "-04:00", "+24:00", "+0560", "z", " Z"])
        if rng.random() < 0.2:
            time = broken(rng, time, "0123456789:-+TZ ")
        yield "time text", time, read_time(time)
        seconds = rng.choice([0, 60, 86399, 86400, rng.randint(0, 86400)])
        shown = f"{seconds // 3600:02}:{seconds // 60 % 60:02}" + (f":{seconds % 60:02}" if seconds % 60 else "")
        yield "time of day", shown, str(seconds)


def zone_lines(rng, zones, count):
    for _ in range(count):
        name = rng.choice(ZONES)
        zone, zone_changes = zones[name]
        at = random_instant(rng, zone_changes)
        wall = local(zone, at)
        yield "local", name, str(at), str((wall.date() - EPOCH).days * 86400 + (wall - midnight(wall.date())).seconds)
        wall = local(zone, at) + timedelta(seconds=rng.choice([0, 0, 3600, -3600, 1800, 86400, -7200]))
        found = meanings(zone, wall)
        answer = " ".join(map(str, found)) if found else f"gap {start_of(zone, wall)}"
        yield "instant", name, str((wall.date() - EPOCH).days * 86400 + (wall - midnight(wall.date())).seconds), answer


# ---- numbers -------------------------------------------------------------------------------------


def fits(value):
    return abs(value.numerator) <= BIGGEST and value.denominator <= BIGGEST


def places(value):
    """Digits after the point, or None where the decimal has no end."""
    rest, count = value.denominator, 0
    while rest % 2 == 0 or rest % 5 == 0:
        rest = rest // 10 if rest % 10 == 0 else rest // 2 if rest % 2 == 0 else rest // 5
        count += 1
    return count if rest == 1 else None


def printed(value):
    after = places(value)
    ratio = f"{value.numerator}/{value.denominator}"
    if after is None or after > 18:
        return ratio
    digits = str(abs(value.numerator) * 10**after // value.denominator)
    if after and len(digits) > 18 and len(str(abs(value.numerator))) <= 18 and len(str(value.denominator)) <= 18:
        return ratio   # what is printed is read back
    text = digits.rjust(after + 1, "0")
    return ("-" if value < 0 else "") + (text[:-after] + "." + text[-after:] if after else text)


def random_fraction(rng):
    size = rng.choice([3, 10, 20, 40, 63, 64, 65, 90, 126, 127])
    num = rng.randint(-(2**size) + 1, 2**size - 1)
    den = rng.choice([1, 1, 2, 8, 10**rng.randint(0, 18), 5**rng.randint(0, 20), 2**rng.randint(0, 70), rng.randint(1, 2**size - 1), 2835, 283495])
    return Fraction(num, den)


def related(rng, a):
    """A number whose sum or product with `a` lies near the edge of 128 bits, or is simple again."""
    choice = rng.randint(0, 5)
    if choice == 0:
        return -a + Fraction(rng.randint(-3, 3), a.denominator)
    if choice == 1:
        return Fraction(rng.randint(-10**6, 10**6), a.denominator)
    if choice == 2 and a:
        return 1 / a * rng.choice([1, -1, 2, Fraction(1, 3)])
    if choice == 3:
        return BIGGEST - a + rng.choice([-1, 0, 1])
    if choice == 4:
        return a + Fraction(1, rng.choice([1, 3, 10**18, BIGGEST]))
    return random_fraction(rng)


def arithmetic_lines(rng, count):
    produced = 0
    while produced < count:
        a = random_fraction(rng)
        b = related(rng, a)
        if not fits(a) or not fits(b):
            continue
        produced += 1
        given = [f"{x.numerator}/{x.denominator}" for x in (a, b)]
        for name, result in (("add", a + b), ("sub", a - b), ("mul", a * b), ("div", a / b if b else None)):
            yield name, *given, f"{result.numerator}/{result.denominator}" if result is not None and fits(result) else "none"
        yield "compare", *given, "less" if a < b else "greater" if a > b else "equal"
        yield "print", given[0], printed(a)


def read_number(text):
    """As 4-contracts.md says: digits with an optional fraction part, or a ratio of whole numbers; 18 significant digits."""
    if not text:
        return "empty"
    match = re.fullmatch(r"(\d+)(?:\.(\d+)|/(\d+))?", text, re.ASCII)
    if not match:
        return "malformed"
    whole, after, below = match.groups()
    parts = [whole, below] if below else [whole + (after or "")]
    if any(len(part.lstrip("0")) > 18 for part in parts) or len(after or "") > 18:
        return "too many digits"
    if below and int(below) == 0:
        return "zero denominator"
    value = Fraction(int(whole), int(below)) if below else Fraction(int(parts[0]), 10**len(after or ""))
    return f"{value.numerator}/{value.denominator}"


def random_number_text(rng):
    def digits(most):
        return "".join(rng.choice("0123456789") for _ in range(rng.randint(1, most)))
    form = rng.randint(0, 5)
    if form == 0:
        return digits(20)
    if form <= 2:
        return digits(rng.choice([3, 10, 18])) + "." + digits(rng.choice([2, 8, 19]))
    if form <= 4:
        return digits(rng.choice([3, 19])) + "/" + rng.choice([digits(3), digits(19), "0", "00"])
    return broken(rng, digits(6) + rng.choice(".//.") + digits(6), "0123456789./,+-e ") if rng.random() < 0.9 else ""


# The table of units as statutes and dictionaries have it, apart from the one in the code.
UNITS = {"mg": ("g", Fraction(1, 1000)), "g": ("g", Fraction(1)), "kg": ("g", Fraction(1000)), "ml": ("ml", Fraction(1)), "l": ("ml", Fraction(1000)),
         "fl oz": ("ml", Fraction("29.5735295625")), "in": ("mm", Fraction("25.4")), "cm": ("mm", Fraction(10)), "mg THC": ("mg THC", Fraction(1)),
         "g THC": ("mg THC", Fraction(1000)), "mg CBD": ("mg CBD", Fraction(1)), "each": ("each", Fraction(1)), "points": ("each", Fraction(1)),
         "%": ("%", Fraction(1)), "ppb": ("ppm", Fraction(1, 1000)), "USD": ("USD", Fraction(1)), "hours": ("days", Fraction(1, 24)),
         "years": ("years", Fraction(1)), "mg a day": ("g a day", Fraction(1, 1000)),
         "oz": ("g", Fraction("28.349523125")), "day-unit": ("day-unit", Fraction(1))}   # the last two are added by the test


def quantity_lines(rng, count):
    for _ in range(count):
        unit = rng.choice(list(UNITS))
        base, factor = UNITS[unit]
        text = random_number_text(rng)
        number = read_number(text)
        if "/" not in number:
            continue
        value = Fraction(number) * factor
        if fits(value):
            yield "read quantity", f"{text} {unit}", f"{value.numerator}/{value.denominator} {base}"
        other = rng.choice([name for name, (of, _) in UNITS.items() if of == base])
        in_other = Fraction(number) * factor / UNITS[other][1]
        if not fits(value) or not fits(in_other):
            continue
        shown = printed(in_other) + " " + other if places(in_other) is not None or places(value) is None else printed(value) + " " + base
        yield "print quantity", f"{value.numerator}/{value.denominator}", other, shown


def number_lines(rng, count):
    for _ in range(count):
        text = random_number_text(rng)
        yield "number", text, read_number(text)


def main():
    rng = random.Random(int(sys.argv[1]))
    zones = {name: (ZoneInfo(name), changes(ZoneInfo(name))) for name in ZONES}
    for name, (zone, at) in zones.items():
        first = offset(zone, seconds_of(datetime(ZONE_YEARS[0], 1, 1, tzinfo=timezone.utc)))
        print("zone", name, first, *(f"{t}:{offset(zone, t)}" for t in at), sep="\t")
    for lines in (date_lines(rng, 1500), text_lines(rng, 1500), zone_lines(rng, zones, 1500), window_lines(rng, zones, 3000),
                  number_lines(rng, 2000), arithmetic_lines(rng, 2000), quantity_lines(rng, 1500)):
        for line in lines:
            print(*line, sep="\t")


if __name__ == "__main__":
    main()
