import { formatsFor } from '@cashbeat/utils';
import type { ComboOption } from './time-zones';

const LOCALES = [
  'en-GB',
  'en-US',
  'en-IE',
  'bg-BG',
  'cs-CZ',
  'da-DK',
  'de-DE',
  'de-AT',
  'de-CH',
  'el-GR',
  'es-ES',
  'et-EE',
  'fi-FI',
  'fr-FR',
  'fr-CH',
  'hu-HU',
  'it-IT',
  'ja-JP',
  'lt-LT',
  'lv-LV',
  'nb-NO',
  'nl-NL',
  'pl-PL',
  'pt-BR',
  'pt-PT',
  'ro-RO',
  'sk-SK',
  'sl-SI',
  'sv-SE',
  'tr-TR',
  'uk-UA',
];

export function localeOptions(current: string): ComboOption[] {
  const names = new Intl.DisplayNames('en', { type: 'language', languageDisplay: 'standard' });
  const known = new Set([...LOCALES, current]);
  return [...known]
    .map((locale) => ({ value: locale, label: nameIn(names, locale), note: locale }))
    .toSorted((one, other) => one.label.localeCompare(other.label));
}

/** Currencies that the organisation has payments in stand first. */
export function currencyOptions(own: readonly string[]): ComboOption[] {
  const names = new Intl.DisplayNames('en', { type: 'currency' });
  const known = new Set([...own, ...Intl.supportedValuesOf('currency')]);
  return [...known].map((code) => ({ value: code, label: code, note: nameIn(names, code) }));
}

/** How an amount and a time look there: "1.234,56 € · 21. Nov. 2026, 09:05:07". */
export function sampleOf(locale: string, currency: string, zone: string, now: number): string {
  const { formatDateTime, formatMoney } = formatsFor(locale);
  try {
    return `${formatMoney(1234.56, currency)} · ${formatDateTime(now, zone)}`;
  } catch {
    return '';
  }
}

function nameIn(names: Intl.DisplayNames, code: string): string {
  try {
    return names.of(code) ?? code;
  } catch {
    return code;
  }
}
