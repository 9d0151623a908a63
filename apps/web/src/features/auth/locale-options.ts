import type { SelectOption } from '@/features/forms';

/** The browser's own zone. */
export function ownTimeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';
}

/** The browser's own language and region, if the API has such a tag: `de-AT`. */
export function ownLocale(): string | undefined {
  const { baseName } = new Intl.Locale(navigator.language);
  return /^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?$/.test(baseName) ? baseName : undefined;
}

/** Every zone that the browser knows, and its own even if it calls it by an older name. */
export function zoneOptions(): SelectOption[] {
  const zones = new Set(['UTC', ownTimeZone(), ...Intl.supportedValuesOf('timeZone')]);
  return [...zones].sort().map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }));
}

const OF_ZONE: Partial<Record<string, string>> = {
  'Europe/Kyiv': 'UAH',
  'Europe/Kiev': 'UAH',
  'Europe/London': 'GBP',
  'Europe/Warsaw': 'PLN',
  'Europe/Prague': 'CZK',
  'Europe/Budapest': 'HUF',
  'Europe/Zurich': 'CHF',
  'Europe/Stockholm': 'SEK',
  'Europe/Oslo': 'NOK',
  'Europe/Copenhagen': 'DKK',
  'Europe/Bucharest': 'RON',
  'Europe/Istanbul': 'TRY',
  'Asia/Tokyo': 'JPY',
  'Asia/Kolkata': 'INR',
};

/** A guess to begin with; the person has the last word. */
export function likelyCurrency(zone = ownTimeZone()): string {
  if (OF_ZONE[zone]) return OF_ZONE[zone];
  if (zone.startsWith('America/') || zone.startsWith('US/')) return 'USD';
  return 'EUR';
}

/** Every currency that the browser has a name for; some of the past are refused by the API. */
export function currencyOptions(): SelectOption[] {
  const names = new Intl.DisplayNames('en', { type: 'currency' });
  return Intl.supportedValuesOf('currency')
    .map((code) => ({ code, name: names.of(code) ?? code }))
    .filter(({ code, name }) => name !== code && !/\(\d{4}/.test(name))
    .map(({ code, name }) => ({ value: code, label: `${code} · ${name}` }));
}
