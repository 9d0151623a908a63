"""Identifiers that sort by the time they were made, and say what they name (``pay_01j...``)."""

import os
import time

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"


def new_id(prefix: str) -> str:
    """A ULID (48 bits of milliseconds, 80 random bits) in lower case behind a prefix.

    Source: https://github.com/ulid/spec
    """
    value = (time.time_ns() // 1_000_000) << 80 | int.from_bytes(os.urandom(10), "big")
    return prefix + "_" + "".join([_ALPHABET[value >> shift & 31] for shift in range(125, -1, -5)])
