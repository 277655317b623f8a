"""Money: what hashes, halls and reserves earn, what power and capital cost. Metered from facts.

Pure arithmetic on numbers that others read from the plant. No clock, no files, no policy: a policy
asks here for a breakeven price and decides by itself. One idea a file:

- mining: `bitcoin` (the protocol), `chain` (walked ahead), `pool`, `mining` (machines), `bridge`,
  `prospect` (the bridge along the chain);
- power: `intervals` (what meters count), `power`, `demand`, `transmission`, `reserves`,
  `curtailment` (what the next megawatt-hour is worth);
- tenants: `colocation`, `sla`, `cloud`, `downtime`, `delay`, `stranded`, `footprint`;
- capital: `capex`, `depreciation`, `tax`, `debt`, `proforma`, `cashflow`, `levelised`, `deals`;
- `ledger` writes it all down in whole cents, by `months` of the calendar.

Nothing is imported here: a policy that asks for a breakeven need not load a bank.
"""
