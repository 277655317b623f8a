"""The scenario document: a site, a span of time, a seed, series, workload, failures and policies.

Pure: text in, a checked frozen model out. No file named in it is opened here.
"""
