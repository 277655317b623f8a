"""What a fact may have touched: bits that wake those who watch.

The facility sets them while it applies facts; drivers say which they watch. No meaning beyond that
lives here.
"""

from __future__ import annotations

WEATHER = 1 << 0
PRICE = 1 << 1
HASHPRICE = 1 << 2
TOPOLOGY = 1 << 3
OVERLOAD = 1 << 4
THERMAL = 1 << 5
ALARM = 1 << 6
ROWS = 1 << 7
JOBS = 1 << 8
QUEUE = 1 << 9
RACKS = 1 << 10
HAZARD = 1 << 11
REPAIR = 1 << 12
TRANSFER = 1 << 13
PARAMETER = 1 << 14
COMMAND = 1 << 15
INLET = 1 << 16
START = 1 << 17
MEMORY = 1 << 18
RATING = 1 << 19
GRID = 1 << 20
BACKUP = 1 << 21
COOLING = 1 << 22
FREQUENCY = 1 << 23
ORDERS = 1 << 24
PROTECTION = 1 << 25
STORAGE = 1 << 26
TAPS = 1 << 27
CONDUCTOR = 1 << 28
DUTY = 1 << 29
EVERYTHING = (1 << 30) - 1
