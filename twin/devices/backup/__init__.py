"""Backup power: what carries the load while the grid does not, and how many of it are enough.

Each file is one family: `battery` grid batteries, `ups` uninterruptible supplies, `transfer` static
and automatic transfer switches, `genset` engines. `redundancy` says what a group of units is worth,
`checks` what is wrong with a choice of them before anything runs. No clock, no luck and no other
device enters: whoever starts an engine brings the drawn number along.

All powers are constant between facts, so charges, tanks and timers are straight lines (or one
exponential) and the instants at which they end are exact.
"""
