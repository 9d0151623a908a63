export const ACCEPTED = '.xlsx,.xlsm,.csv';
/** As the API takes: `CASHBEAT_UPLOAD` of customers. */
export const MOST_BYTES = 100 * 1024 * 1024;

const OLD_EXCEL = /\.(xls|xlsb|xlt)$/i;
const READABLE = /\.(xlsx|xlsm|csv)$/i;

/** Why a file need not be sent: the API would refuse it. Undefined when it may well be right. */
export function faultOfFile({ name, size }: Pick<File, 'name' | 'size'>): string | undefined {
  if (OLD_EXCEL.test(name)) {
    return `“${name}” is in an older format of Excel. Save it as .xlsx there, and choose that file.`;
  }
  if (!READABLE.test(name)) {
    return `“${name}” cannot be read. Choose an Excel workbook (.xlsx, .xlsm) or a .csv file.`;
  }
  if (size === 0) return `“${name}” is empty.`;
  if (size > MOST_BYTES) {
    return `“${name}” has ${formatBytes(size)}; a file may have ${formatBytes(MOST_BYTES)}. Divide it into several.`;
  }
  return undefined;
}

/** The one file of a choice, a drop or a paste; or what is wrong with them. */
export function oneFile(files: readonly File[]): { file: File } | { fault: string } | undefined {
  const [file, ...others] = files;
  if (!file) return undefined;
  if (others.length > 0) return { fault: 'Choose one file at a time.' };
  const fault = faultOfFile(file);
  return fault === undefined ? { file } : { fault };
}

const UNITS = ['bytes', 'KB', 'MB', 'GB'] as const;

/** "830 bytes", "12.3 KB", "100 MB": 1 KB is 1,024 bytes, as desktops count. */
export function formatBytes(bytes: number): string {
  let [value, unit] = [bytes, 0];
  while (value >= 1_024 && unit < UNITS.length - 1) [value, unit] = [value / 1_024, unit + 1];
  const digits = unit > 0 && value < 100 ? 1 : 0;
  return `${value.toFixed(digits).replace(/\.0$/, '')} ${UNITS[unit]}`;
}
