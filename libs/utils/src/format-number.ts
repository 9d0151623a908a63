export interface NumberFormats {
  formatCount(value: number): string;
  /** `rate` is a fraction 0..1; 1 stays 100 %, and 0.9996 does not become it. */
  formatRate(rate: number): string;
  /** A rate without decimals, for an axis. */
  formatWholeRate(rate: number): string;
  /** A relative change as a signed percentage: 0.124 is +12.4 %. */
  formatChange(change: number): string;
  /** A difference of two rates in percentage points: 0.012 is +1.2 pt. */
  formatPoints(difference: number): string;
  formatSigned(difference: number): string;
}

const ONE_DECIMAL = { minimumFractionDigits: 1, maximumFractionDigits: 1 } as const;
const SIGNED = { signDisplay: 'exceptZero' } as const;

export function numberFormats(locale: string): NumberFormats {
  const counts = new Intl.NumberFormat(locale);
  const percents = new Intl.NumberFormat(locale, { style: 'percent', ...ONE_DECIMAL });
  const wholePercents = new Intl.NumberFormat(locale, { style: 'percent' });
  const signedPercents = new Intl.NumberFormat(locale, {
    style: 'percent',
    ...ONE_DECIMAL,
    ...SIGNED,
  });
  const signedPoints = new Intl.NumberFormat(locale, { ...ONE_DECIMAL, ...SIGNED });
  const signedCounts = new Intl.NumberFormat(locale, SIGNED);
  return {
    formatCount: (value) => counts.format(value),
    formatRate: (rate) => percents.format(rate < 1 && rate > 0.999 ? Math.min(rate, 0.999) : rate),
    formatWholeRate: (rate) => wholePercents.format(rate),
    formatChange: (change) => withMinus(signedPercents.format(change)),
    formatPoints: (difference) => `${withMinus(signedPoints.format(difference * 100))} pt`,
    formatSigned: (difference) => withMinus(signedCounts.format(difference)),
  };
}

/** A minus is as wide as the plus of its neighbour; the hyphen that Intl writes is not. */
function withMinus(text: string): string {
  return text.replace('-', '−');
}
