"""What an incident or a season does to payments: factors on the ordinary rates."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from cashbeat.seed.method import Method

MAX_DECLINE = 0.97
OUTAGE_CODE = "processor_timeout"


@dataclass(frozen=True, slots=True)
class Effect:
    """Factors on what is usual; the default changes nothing.

    Units: `outage` is the chance by method that a payment runs into the failing gateway; the rest
           are factors, by method where they are mappings (absent is 1).
    """

    volume: float = 1.0
    amount: float = 1.0
    refund: float = 1.0
    share: Mapping[str, float] = field(default_factory=dict)
    decline: Mapping[str, float] = field(default_factory=dict)
    outage: Mapping[str, float] = field(default_factory=dict)

    def decline_rate(self, method: Method, hour: int) -> float:
        """Chance that the bank declines, the gateway aside; nights are riskier for cards."""
        night = 1.6 if method.code == "card" and hour < 5 else 1.0
        return min(MAX_DECLINE, method.decline_rate * night * self.decline.get(method.code, 1.0))

    def refund_rate(self, method: Method) -> float:
        """Chance that a payment is given back, wholly or in part."""
        return min(0.9, method.refund_rate * self.refund)


class ScenarioName(StrEnum):
    """What the simulator can play."""

    STEADY = "steady"
    DECLINE_SPIKE = "decline-spike"
    GATEWAY_OUTAGE = "gateway-outage"
    REFUND_WAVE = "refund-wave"
    MONTH_END = "month-end"


NORMAL = Effect()

EFFECTS: Mapping[ScenarioName, Effect] = {
    ScenarioName.STEADY: NORMAL,
    ScenarioName.DECLINE_SPIKE: Effect(decline={"card": 8.0, "wallet": 4.0}),
    ScenarioName.GATEWAY_OUTAGE: Effect(
        volume=0.8, outage={"card": 0.9, "wallet": 0.9, "upi": 0.8}
    ),
    ScenarioName.REFUND_WAVE: Effect(refund=10.0),
    ScenarioName.MONTH_END: Effect(
        volume=2.2,
        amount=1.25,
        share={"direct_debit": 5.0, "bank_transfer": 3.0},
        decline={"direct_debit": 1.4},
    ),
}


@dataclass(frozen=True, slots=True)
class Schedule:
    """When a live scenario acts: `length` seconds from `start`; a length of None is to the end."""

    name: ScenarioName = ScenarioName.STEADY
    start: float = 0.0
    length: float | None = None

    def effect_at(self, elapsed: float) -> Effect:
        """The effect `elapsed` seconds after the simulator began."""
        return EFFECTS[self.name] if self.acts_at(elapsed) else NORMAL

    def acts_at(self, elapsed: float) -> bool:
        """Whether the scenario is on."""
        if self.name is ScenarioName.STEADY or elapsed < self.start:
            return False
        return self.length is None or elapsed < self.start + self.length
