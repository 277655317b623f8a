"""Voltage: taps that hold it, sags and inrush that pull it down, and who rides through.

Voltages are per unit of nominal. Between facts every voltage here is constant, so delays, holds and
what has accumulated are whole microseconds and every instant is exact. No network is solved: who
knows the drop to a bus, or the impedance of its feed, brings it along.
"""
