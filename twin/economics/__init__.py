"""Money: what hashes earn and what power costs, metered from facts.

Pure arithmetic on numbers that others read from the plant. No clock, no files, no policy: a policy
asks here for a breakeven price and decides by itself.
"""
