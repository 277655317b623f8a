"""A site's text, and what `--set` changes in it, as a checked and complete site."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from twin import shipped
from twin.documents import read, salvage, with_sets
from twin.documents.model import in_order
from twin.errors import Fault, SiteError
from twin.site.conductors import conductor_faults
from twin.site.coordination import protection_faults
from twin.site.document import SiteDocument
from twin.site.expand import Expansion
from twin.site.grid_checks import grid_faults
from twin.site.inrush import inrush_faults
from twin.site.names import every_id, name_faults, reference_faults
from twin.site.ratings import rating_faults
from twin.site.relay import Relay
from twin.site.relays import relays_of
from twin.site.resolved import Site
from twin.site.static_switches import static_switch_faults
from twin.site.taps import tap_faults
from twin.site.thermal_relays import thermal_faults
from twin.site.topology import topology_faults
from twin.site.voltages import voltage_faults


def load_site(text: str, *, file: str, sets: Sequence[str] = ()) -> Site:
    """A site from its text.

    Args:
        text: the YAML document.
        file: its name in messages.
        sets: `path=value` assignments (`--set`), as `transformers[T1].z_pct=9`.

    Raises:
        SiteError: with every fault of types, references, topology and ratings.
    """
    site, faults = examine_site(text, file=file, sets=sets)
    if faults or site is None:
        raise SiteError(faults)
    return site


def shipped_site(name: str, *, sets: Sequence[str] = ()) -> Site:
    """A site that comes with the package, by its name.

    Raises:
        DataError: none of that name is shipped.
        SiteError: `sets` make it faulty.
    """
    return load_site(shipped.text("sites", name), file=shipped.label("sites", name), sets=sets)


def examine_site(
    text: str, *, file: str, sets: Sequence[str] = ()
) -> tuple[Site | None, list[Fault]]:
    """What of a site is sound, and every fault; for who wants to check further.

    Raises:
        SiteError: when the text is no YAML, or another kind of document.
    """
    site, faults = _examined(text, file, tuple(sets))
    return site, list(faults)


@lru_cache(maxsize=8)
def _examined(text: str, file: str, sets: tuple[str, ...]) -> tuple[Site | None, list[Fault]]:
    """The same, kept: a run is made and begun from one site, and a site never changes."""
    source = with_sets(read(text, file=file, error=SiteError), sets, SiteError)
    source, document, faults = salvage(source, SiteDocument, SiteError)
    if document is None:
        return None, faults
    made = Expansion(source, document)
    faults += made.faults
    faults += name_faults(source, document, made)
    faults += reference_faults(source, document)
    faults += topology_faults(source, document, made)
    faults += rating_faults(source, document, made)
    faults += grid_faults(source, document)
    faults += static_switch_faults(source, document)
    faults += tap_faults(source, document)
    faults += conductor_faults(source, document)
    judged = not document.staged
    if judged and not faults:
        faults += voltage_faults(source, document, made)
    relays, settings_faults = relays_of(source, document, made)
    faults += settings_faults
    if judged and not faults:
        faults += protection_faults(source, document, made, relays)
        faults += inrush_faults(source, document, made, relays)
        faults += thermal_faults(source, document, relays)
    return _site(document, file, made, relays), in_order(faults)


def _site(document: SiteDocument, file: str, made: Expansion, relays: list[Relay]) -> Site:
    named = list(every_id(document, made))
    return Site(
        document=document,
        file=file,
        transformers=made.mains,
        unit_transformers=tuple(made.pads),
        rows=tuple(made.rows),
        racks=tuple(made.racks),
        supplies=tuple(made.supplies),
        gensets=tuple(made.gensets),
        cooled=tuple(made.cooled),
        relays=tuple(relays),
        kind_of={name: kind for name, kind, _, _ in named},
        parent_of={name: parent for name, _, _, parent in named if parent is not None},
    )
