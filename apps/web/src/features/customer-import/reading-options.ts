export interface Option {
  value: string;
  label: string;
}

const FOUND_OUT = { value: '', label: 'Found out' };

export const DATE_FORMATS: readonly Option[] = [
  FOUND_OUT,
  { value: 'day-first', label: 'Day first: 31.12.2026' },
  { value: 'month-first', label: 'Month first: 12/31/2026' },
  { value: 'year-first', label: 'Year first: 2026-12-31' },
];

export const DECIMAL_MARKS: readonly Option[] = [
  FOUND_OUT,
  { value: ',', label: 'Comma: 1.234,50' },
  { value: '.', label: 'Point: 1,234.50' },
];

export const DELIMITERS: readonly Option[] = [
  FOUND_OUT,
  { value: ',', label: 'Comma' },
  { value: ';', label: 'Semicolon' },
  { value: '\t', label: 'Tab' },
  { value: '|', label: 'Vertical bar' },
];

/** Of files that are not Unicode: those of Excel's “CSV” around here first. */
export const ENCODINGS: readonly Option[] = [
  FOUND_OUT,
  { value: 'cp1252', label: 'Western European (Windows-1252)' },
  { value: 'cp1250', label: 'Central European (Windows-1250)' },
  { value: 'cp1251', label: 'Cyrillic (Windows-1251)' },
  { value: 'cp1253', label: 'Greek (Windows-1253)' },
  { value: 'cp1254', label: 'Turkish (Windows-1254)' },
  { value: 'cp1257', label: 'Baltic (Windows-1257)' },
  { value: 'koi8-u', label: 'Ukrainian (KOI8-U)' },
  { value: 'cp932', label: 'Japanese (Shift JIS)' },
  { value: 'mac-roman', label: 'Western European (Macintosh)' },
];

/** What a program chose and no menu has stands in it all the same. */
export function withOwn(options: readonly Option[], value: string): Option[] {
  const known = options.some((option) => option.value === value);
  return known ? [...options] : [...options, { value, label: value }];
}
