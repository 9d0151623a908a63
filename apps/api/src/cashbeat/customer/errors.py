"""What can go wrong with customers and charges."""

from cashbeat.contracts.charge import ChargeChangedMeanwhile
from cashbeat.contracts.customer import ChangedMeanwhile
from cashbeat.core.errors import CashbeatError


class CustomerNotFound(CashbeatError):
    """No such customer in the organisation."""

    status = 404
    code = "customer_not_found"
    title = "Customer not found"


class ChargeNotFound(CashbeatError):
    """No such charge of that customer."""

    status = 404
    code = "charge_not_found"
    title = "Charge not found"


class CustomerDeleted(CashbeatError):
    """The customer is deleted: it can be restored, and nothing else."""

    status = 409
    code = "customer_deleted"
    title = "Customer deleted"


class CustomerMerged(CashbeatError):
    """The customer is part of another one for good."""

    status = 409
    code = "customer_merged"
    title = "Customer merged"


class CustomerChangedMeanwhile(CashbeatError):
    """The customer is another than the caller saw; `members` say how it stands."""

    status = 409
    code = "customer_changed_meanwhile"
    title = "Customer changed meanwhile"
    wire_model = ChangedMeanwhile


class ChargeChanged(CashbeatError):
    """The charge is another than the caller saw; `members` say how it stands."""

    status = 409
    code = "charge_changed_meanwhile"
    title = "Charge changed meanwhile"
    wire_model = ChargeChangedMeanwhile


class ChargeCancelled(CashbeatError):
    """The charge is owed no more, and stays as it is."""

    status = 409
    code = "charge_cancelled"
    title = "Charge cancelled"


class ExternalIdTaken(CashbeatError):
    """Another customer, or another charge, has that name in the other system."""

    status = 409
    code = "external_id_taken"
    title = "External id taken"


class SeveralOpenCharges(CashbeatError):
    """What is owed is of several charges, so no single amount or date says what to change."""

    status = 409
    code = "several_open_charges"
    title = "Several open charges"


class OtherCurrency(CashbeatError):
    """Two customers of different currencies cannot be one."""

    status = 409
    code = "other_currency"
    title = "Another currency"


class TooManyCharges(CashbeatError):
    """More charges than can move at once."""

    status = 409
    code = "too_many_charges"
    title = "Too many charges"
