"""What both dialects need to admit clients and to talk with them."""

from dataclasses import dataclass

from cashbeat.realtime.admission import Doorkeeper
from cashbeat.realtime.conversation import Conversation
from cashbeat.realtime.presence import Presence
from cashbeat.realtime.strangers import Strangers


@dataclass(frozen=True, slots=True)
class Doors:
    """The parts, one of each in a process."""

    keeper: Doorkeeper
    strangers: Strangers
    presence: Presence
    conversation: Conversation
