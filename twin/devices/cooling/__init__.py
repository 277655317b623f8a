"""Cooling: what carries heat from machines to the weather, in air, water and oil.

One thing a file. Between facts every flow, fan speed and sink is constant, so temperatures follow
exact closed forms and a control threshold is solved for. No site, no clock, no documents.
"""
