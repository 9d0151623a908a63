/** One that can be chosen, and what a search for it may say. */
export interface ComboOption {
  value: string;
  label: string;
  /** Stands at the end of its line. */
  note?: string;
}

/** Names that browsers still list, and what the zones are called by now: Kyiv is found as Kyiv. */
const RENAMED: Partial<Record<string, string>> = {
  'Africa/Asmera': 'Africa/Asmara',
  'America/Buenos_Aires': 'America/Argentina/Buenos_Aires',
  'America/Catamarca': 'America/Argentina/Catamarca',
  'America/Coral_Harbour': 'America/Atikokan',
  'America/Cordoba': 'America/Argentina/Cordoba',
  'America/Godthab': 'America/Nuuk',
  'America/Indianapolis': 'America/Indiana/Indianapolis',
  'America/Jujuy': 'America/Argentina/Jujuy',
  'America/Louisville': 'America/Kentucky/Louisville',
  'America/Mendoza': 'America/Argentina/Mendoza',
  'Asia/Calcutta': 'Asia/Kolkata',
  'Asia/Katmandu': 'Asia/Kathmandu',
  'Asia/Rangoon': 'Asia/Yangon',
  'Asia/Saigon': 'Asia/Ho_Chi_Minh',
  'Atlantic/Faeroe': 'Atlantic/Faroe',
  'Europe/Kiev': 'Europe/Kyiv',
  'Pacific/Enderbury': 'Pacific/Kanton',
  'Pacific/Ponape': 'Pacific/Pohnpei',
  'Pacific/Truk': 'Pacific/Chuuk',
};

/** Every zone that the browser knows, with how far it is from UTC at the moment. */
export function zoneOptions(current: string, now: number): ComboOption[] {
  const zones = Intl.supportedValuesOf('timeZone').map((zone) => RENAMED[zone] ?? zone);
  const known = new Set(['UTC', ...zones.toSorted(), current]);
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
