/** Until it is known for whom something is written. */
export const DEFAULT_LOCALE = 'en-GB';

/**
 * `locale` as the formatters take it: with the digits 0–9 and the calendar that the address bar,
 * exports and date fields have, whatever a region's own are. A tag that says nothing is the default.
 */
export function formattingLocale(locale: string): string {
  const own = { numberingSystem: 'latn', calendar: 'gregory' };
  try {
    return new Intl.Locale(locale, own).toString();
  } catch {
    return new Intl.Locale(DEFAULT_LOCALE, own).toString();
  }
}

/** `make`, asked once for each key. */
export function remembered<T>(make: (key: string) => T): (key: string) => T {
  const known = new Map<string, T>();
  return (key) => {
    let made = known.get(key);
    if (made === undefined) known.set(key, (made = make(key)));
    return made;
  };
}
