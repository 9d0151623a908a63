"""What a file may tell of a payment, and the words files use for it."""

from types import MappingProxyType

from cashbeat.tabular.header import words_of

FIELDS = MappingProxyType(
    {
        "created_at": "when the payment was made",
        "created_time": "its time of day, where the file keeps it in a column of its own",
        "amount": "its amount in major units",
        "currency": "its ISO 4217 currency",
        "method": "how it was paid",
        "status": "how it stands",
        "refunded_amount": "the part of the amount given back",
        "failure_code": "why it failed",
        "customer_id": "who paid",
        "external_id": "its name in the system it came from",
        "description": "free text",
    }
)
"""Field -> what it tells."""

CONSTANT_FIELDS = ("currency", "method", "status", "customer_id", "description", "failure_code")
"""Fields that one value may stand for in every row."""

_COLUMN_NAMES = {
    "created_at": """created at|created|created on|created utc|created date utc|datetime|date time
        |date and time|timestamp|paid at|payment datetime|payment time|payment date
        |transaction datetime|transaction time|transaction date|date of payment|paid on
        |payment created|occurred at|processed at|booking date|value date|posting date|posted
        |date|day|when""",
    "created_time": "time|time of day|hour|clock|local time",
    "amount": """amount|money|sum|total|total amount|amount paid|paid amount|payment amount
        |transaction amount|gross|gross amount|price|value|paid|amount gross""",
    "currency": "currency|currency code|ccy|cur|iso currency|transaction currency",
    "method": """method|payment method|pay method|payment type|pay type|cash type|tender
        |tender type|payment method type|paid by|paid with|payment channel|channel|instrument
        |payment instrument""",
    "status": """status|state|payment status|transaction status|result|outcome|payment state""",
    "refunded_amount": "refunded amount|amount refunded|refund amount|refunded|refund",
    "failure_code": """failure code|decline code|error code|failure reason|decline reason
        |response code|reason|reason code""",
    "customer_id": """customer id|customer|client id|client|customer number|customer no
        |customer code|customer reference|account|account id|payer|payer id|card number|card no
        |card id|card|customer email|email|buyer|buyer id""",
    "external_id": """external id|id|payment id|transaction id|transaction|transaction number
        |transaction no|reference|ref|payment reference|order id|receipt|receipt number
        |receipt no|psp reference|charge id|uuid""",
    "description": """description|memo|note|notes|details|product|product name|item|item name
        |coffee name|comment|purpose|narrative|subject""",
}

_STATUS_WORDS = {
    "completed": """completed|complete|paid|succeeded|success|successful|captured|settled
        |approved|accepted|ok|done|cleared|confirmed|received|partially refunded""",
    "failed": """failed|fail|failure|declined|decline|rejected|refused|denied|error|unsuccessful
        |cancelled|canceled|voided|void|expired|bounced|returned unpaid""",
    "pending": "pending|processing|in progress|open|created|new|authorized|authorised|initiated"
    "|waiting|scheduled|requires action|unpaid",
    "refunded": "refunded|refund|fully refunded|reversed|charged back|chargeback|returned",
}

_METHOD_WORDS = {
    "card": """card|cards|credit card|debit card|credit|debit|bank card|visa|mastercard|amex
        |american express|maestro|credit debit card|card present|card not present""",
    "bank_transfer": """bank transfer|transfer|bank|wire|wire transfer|sepa|sepa credit transfer
        |ach|ach credit|eft|bacs|iban|giro|faster payments|neft|rtgs|imps""",
    "direct_debit": "direct debit|sepa direct debit|sepa debit|ach debit|bacs debit|mandate",
    "upi": "upi|bhim|google pay upi|phonepe",
    "wallet": """wallet|e wallet|ewallet|digital wallet|apple pay|google pay|paypal|alipay
        |wechat pay|paytm""",
    "cash": "cash|coins|banknotes|cash payment|cash on delivery",
}


def _table(source: dict[str, str]) -> dict[str, str]:
    return {
        " ".join(word.split()): meaning
        for meaning, words in source.items()
        for word in words.split("|")
    }


_RANKS = {
    field: {" ".join(name.split()): rank for rank, name in enumerate(names.split("|"))}
    for field, names in _COLUMN_NAMES.items()
}
STATUS_BY_WORD = MappingProxyType(_table(_STATUS_WORDS))
METHOD_BY_WORD = MappingProxyType(_table(_METHOD_WORDS))


def rank_of(field: str, header: str) -> int | None:
    """How well a column's name fits a field: 0 is best, None not at all."""
    return _RANKS[field].get(words_of(header))
