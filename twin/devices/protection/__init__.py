"""Protection: what opens a circuit that carries too much, how fast, and whether in the right order.

Relays, trip units and fuses fill accumulators from 0 to 1 while the current is too high and drain
them while it isn't; both at a rate that only the current decides, so every trip instant is exact.
Thermal relays and conductors are one exponential each. Nothing here knows a site or a clock.
"""
