"""The grid's side: what the site owes it in frequency, power and ramps, and what is metered.

Everything is exact for powers and frequencies that are constant, or straight lines, between facts.
Reductions are counted positive and never more than the load before. Prices and predictions of
peaks are no part of this.
"""
