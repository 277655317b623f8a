"""The two points of the market that worked examples stand at, and the machines of their site.

A is November 2025, B is 26 June 2026.
"""

from __future__ import annotations

from twin.economics.mining import MinerGroup

DIFFICULTY_A = 152e12
DIFFICULTY_B = 133.87e12
HASHPRICE_A = 38.2
HASHPRICE_B = 28.68
REWARD_BTC = 3.125

# Of each of the sixteen blocks.
S19J_PRO = MinerGroup(model="Antminer S19j Pro", count=1_000, th_per_s=100.0, kw=3.05)
S21 = MinerGroup(model="Antminer S21", count=750, th_per_s=200.0, kw=3.5)
