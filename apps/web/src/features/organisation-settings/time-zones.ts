/** One that can be chosen, and what a search for it may say. */
export interface ComboOption {
  value: string;
  label: string;
  /** Stands at the end of its line. */
  note?: string;
}

/** Every zone that the browser knows, with how far it is from UTC at the moment. */
export function zoneOptions(current: string, now: number): ComboOption[] {
  const known = new Set(['UTC', ...Intl.supportedValuesOf('timeZone'), current]);
  return [...known].map((zone) => ({
    value: zone,
    label: placeOf(zone),
    note: offsetOf(zone, now),
  }));
}

/** `America/Argentina/Buenos_Aires` as people write it. */
export function placeOf(zone: string): string {
  return zone.replaceAll('_', ' ');
}

/** "UTC+05:30"; nothing for a zone that this browser does not know. */
export function offsetOf(zone: string, now: number): string | undefined {
  try {
    const parts = new Intl.DateTimeFormat('en', {
      timeZone: zone,
      timeZoneName: 'longOffset',
    }).formatToParts(now);
    const offset = parts.find(({ type }) => type === 'timeZoneName')?.value.replace('GMT', 'UTC');
    return offset === 'UTC' && zone === 'UTC' ? undefined : offset;
  } catch {
    return undefined;
  }
}
