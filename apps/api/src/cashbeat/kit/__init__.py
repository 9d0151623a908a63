"""Pure helpers that know nothing of the product: money, time, identifiers, strict JSON."""
