"""The protection of a site: a relay at every breaker and tie, by default one that coordinates.

With a `protection` key, empty or not, relays stand on both sides of each main transformer, at each
tie and at the head of each feeder, and whatever is left out of their settings is derived
(`twin.site.relays`); without the key a site has none and no short circuit is ever cleared.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from twin.devices.protection.curves import CurveName
from twin.devices.protection.thermal_relay import ThermalRelaySpec
from twin.devices.voltage.sag import InrushSpec
from twin.documents.fields import Id
from twin.site.entries import Part

BESIDE_KEYS = ("thermal",)
"""Settings of what stands beside the overcurrent relay."""
BREAKER_KEYS = ("rated_a", "breaking_ka", "continuous_frac")
"""Settings that are of the breaker, not of its relay."""


class RelaySettings(Part):
    """The relay at a breaker or tie, in primary amperes; what is left out is derived."""

    id: Id = Field(description="The breaker or tie: F01, T1-LV, T1-HV, TIE-12.")
    curve: CurveName | None = Field(
        default=None, description="IEC 60255-151 or IEEE C37.112; the site's when left out."
    )
    pickup_a: float | None = Field(
        default=None, gt=0, le=1_000_000, description="Of the inverse element."
    )
    dial_ratio: float | None = Field(
        default=None, gt=0, le=15, description="TMS of an IEC curve, or TD of an IEEE one."
    )
    definite_a: float | None = Field(
        default=None, gt=0, le=1_000_000, description="Pickup of a definite-time element."
    )
    definite_s: float | None = Field(default=None, gt=0, le=1000, description="Its delay.")
    instantaneous_a: float | None = Field(
        default=None,
        gt=0,
        le=10_000_000,
        description="Pickup of the instantaneous element; null is none, derived when left out.",
    )
    instantaneous_s: float | None = Field(default=None, gt=0, le=1, description="Its own time.")
    reset: Literal["instantaneous", "disc"] | None = Field(
        default=None, description="At once below the pickup, or turning back as a disc."
    )
    harmonic_block_frac: float | None = Field(
        default=None,
        gt=0,
        lt=1,
        description="Second harmonic that blocks; null is none, the site's when left out.",
    )
    thermal: ThermalRelaySpec | None = Field(
        default=None, description="A thermal overload relay beside it; none when left out."
    )
    rated_a: float | None = Field(
        default=None, gt=0, le=100_000, description="Continuous current of the breaker."
    )
    breaking_ka: float | None = Field(
        default=None, gt=0, le=300, description="Short-circuit current that it breaks."
    )
    continuous_frac: float | None = Field(
        default=None, gt=0, le=1, description="Of its rating for 3 h and more; 1 if listed so."
    )

    @property
    def given(self) -> dict[str, Any]:
        """What the document says, also where it says none."""
        nullable = {"instantaneous_a", "harmonic_block_frac"}
        return {
            name: getattr(self, name)
            for name in sorted(self.model_fields_set - {"id"})
            if name in nullable or getattr(self, name) is not None
        }


class Protection(Part):
    """Relays of a site, and how their settings are derived where they are left out."""

    curve: CurveName = Field(default="ieee_vi", description="Of every relay that has no own [A].")
    margin_s: float = Field(
        default=0.3,
        ge=0.1,
        le=2,
        description="From the end of the current below to the trip above, 0.2 to 0.4 [M].",
    )
    feeder_pickup_ratio: float = Field(
        default=1.2, ge=1, le=4, description="Pickup over the rating of a feeder [A]."
    )
    tie_pickup_ratio: float = Field(
        default=1.3, ge=1, le=4, description="Over that of the larger transformer beside it [A]."
    )
    low_pickup_ratio: float = Field(
        default=1.5, ge=1, le=4, description="Low side over the rating of a transformer [M]."
    )
    high_pickup_ratio: float = Field(
        default=1.8, ge=1, le=6, description="High side over the rating of a transformer [M]."
    )
    feeder_dial_ratio: float | None = Field(
        default=None, gt=0, le=15, description="Of feeders: 0.5 of an IEEE curve, 0.1 of IEC [A]."
    )
    instantaneous_ratio: float = Field(
        default=1.3,
        ge=1.05,
        le=3,
        description="Instantaneous pickup over the largest fault behind the next transformer [M].",
    )
    harmonic_block_frac: float | None = Field(
        default=0.15, gt=0, lt=1, description="Second harmonic that blocks; null is none [M]."
    )
    breaking_ka: float = Field(
        default=40.0, gt=0, le=300, description="Of breakers on the high side [A]."
    )
    inrush: InrushSpec = Field(
        default=InrushSpec.model_validate({}),
        description="What a unit transformer draws as it is energised.",
    )
    relays: tuple[RelaySettings, ...] = Field(
        default=(),
        description="Settings that are not left to be derived; their fill can be charted.",
    )
