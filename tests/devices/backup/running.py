"""Families of backup devices run up to an instant."""


def run_to(family, t_us, start_us=0, i=0):
    """Names of what happened to one of them on the way, with instants."""
    seen, now = [], start_us
    while (found := family.next_crossing(i, now)) is not None and found.t_us <= t_us:
        assert found.t_us >= now
        now = found.t_us
        family.cross(i, now, found.limit)
        seen.append((found.limit, now))
        assert len(seen) < 1000
    return seen
