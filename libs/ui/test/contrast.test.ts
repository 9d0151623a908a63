import { describe, expect, it } from 'vitest';
import { type ColourTokens, darkColours, lightColours } from '../src/tokens';

type Name = keyof ColourTokens;

const TEXT: [Name, Name][] = (['page', 'surface', 'raised', 'sunken'] as const).flatMap((ground) =>
  (['text', 'textMuted', 'textFaint', 'brand', 'success', 'failure'] as const).map(
    (ink): [Name, Name] => [ink, ground],
  ),
);
const TINTED: [Name, Name][] = [
  ['brand', 'brandTint'],
  ['success', 'successTint'],
  ['failure', 'failureTint'],
  ['refund', 'refundTint'],
  ['pending', 'pendingTint'],
  ['warning', 'warningTint'],
  ['onBrand', 'brand'],
];
const DRAWN: [Name, Name][] = [
  ['chartVolume', 'surface'],
  ['chartRate', 'surface'],
];

/** WCAG 2.2, relative luminance and contrast ratio. */
function contrast(one: string, other: string): number {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

function luminance(hex: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

describe.each([
  ['light', lightColours],
  ['dark', darkColours],
])('colours of the %s theme', (_, colours) => {
  it.each([...TEXT, ...TINTED])('%s is readable on %s', (ink, ground) => {
    expect(contrast(colours[ink], colours[ground])).toBeGreaterThanOrEqual(4.5);
  });

  it.each(DRAWN)('%s can be told from %s', (ink, ground) => {
    expect(contrast(colours[ink], colours[ground])).toBeGreaterThanOrEqual(3);
  });
});
