const counts = new Intl.NumberFormat('en-GB');
const percents = new Intl.NumberFormat('en-GB', {
  style: 'percent',
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
});
const signedPercents = new Intl.NumberFormat('en-GB', {
  style: 'percent',
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
  signDisplay: 'exceptZero',
});
const signedPoints = new Intl.NumberFormat('en-GB', {
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
  signDisplay: 'exceptZero',
});
const signedCounts = new Intl.NumberFormat('en-GB', { signDisplay: 'exceptZero' });

export function formatCount(value: number): string {
  return counts.format(value);
}

/** `rate` is a fraction 0..1; 1 stays 100 %, and 0.9996 does not become it. */
export function formatRate(rate: number): string {
  const shown = rate < 1 && rate > 0.999 ? Math.min(rate, 0.999) : rate;
  return percents.format(shown);
}

/** A relative change as a signed percentage: 0.124 is +12.4 %. */
export function formatChange(change: number): string {
  return withMinus(signedPercents.format(change));
}

/** A difference of two rates in percentage points: 0.012 is +1.2 pt. */
export function formatPoints(difference: number): string {
  return `${withMinus(signedPoints.format(difference * 100))} pt`;
}

export function formatSigned(difference: number): string {
  return withMinus(signedCounts.format(difference));
}

/** A minus is as wide as the plus of its neighbour; the hyphen that Intl writes is not. */
function withMinus(text: string): string {
  return text.replace('-', '−');
}
