/** The decisions that every screen shares. Components take them through the theme. */

/** In `sx`, `borderRadius: 2` is two units (8 px, controls), `3` is three (12 px, cards). */
export const radius = { unit: 4, small: 6, medium: 8 } as const;

/** Multiples of 4 px: `spacing(2)` is 8 px. */
export const spacingUnit = 4;

export const DENSITIES = ['comfortable', 'compact'] as const;

/** How much room things take: `comfortable` to read, `compact` to have more of it in sight. */
export type Density = (typeof DENSITIES)[number];

interface DensityTokens {
  /** What `spacing(1)` is. */
  unit: string;
  /** Least height of buttons. */
  control: string;
  /** Above and below the text of a cell. */
  cell: string;
  /** The figure of a tile. */
  figure: string;
}

export const densities: Record<Density, DensityTokens> = {
  comfortable: { unit: `${spacingUnit}px`, control: '34px', cell: '8px', figure: '1.625rem' },
  compact: { unit: '3px', control: '30px', cell: '4px', figure: '1.375rem' },
};

/** The attribute of `<html>` that names the density; without it, it is comfortable. */
export const DENSITY_ATTRIBUTE = 'data-density';

/** Of every icon: its looks stand in the global styles, one rule for hundreds of them. */
export const ICON_CLASS = 'line-icon';

export const font = {
  family: '"Inter Variable", system-ui, -apple-system, "Segoe UI", Roboto, sans-serif',
  mono: 'ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace',
} as const;

export interface ColourTokens {
  page: string;
  surface: string;
  raised: string;
  sunken: string;
  border: string;
  borderStrong: string;
  text: string;
  textMuted: string;
  textFaint: string;
  brand: string;
  brandStrong: string;
  onBrand: string;
  brandTint: string;
  success: string;
  successTint: string;
  failure: string;
  failureTint: string;
  refund: string;
  refundTint: string;
  pending: string;
  pendingTint: string;
  warning: string;
  warningTint: string;
  chartVolume: string;
  chartVolumeSoft: string;
  chartRate: string;
  chartGrid: string;
}

export const lightColours: ColourTokens = {
  page: '#F6F7F9',
  surface: '#FFFFFF',
  raised: '#FFFFFF',
  sunken: '#F1F3F6',
  border: '#E3E7ED',
  borderStrong: '#CDD4DE',
  text: '#131A26',
  textMuted: '#4A5567',
  textFaint: '#616D85',
  brand: '#2C55D9',
  brandStrong: '#1F41B0',
  onBrand: '#FFFFFF',
  brandTint: '#EBF0FE',
  success: '#0B7A53',
  successTint: '#E4F5EE',
  failure: '#C0311F',
  failureTint: '#FDECE9',
  refund: '#7A3EC8',
  refundTint: '#F3ECFC',
  pending: '#4F5D75',
  pendingTint: '#EDF0F4',
  warning: '#9A5B00',
  warningTint: '#FDF2DF',
  chartVolume: '#4C74E8',
  chartVolumeSoft: '#B9C9F8',
  chartRate: '#C2600A',
  chartGrid: '#E9ECF1',
};

export const darkColours: ColourTokens = {
  page: '#0B0E14',
  surface: '#12161F',
  raised: '#191F2B',
  sunken: '#0E121A',
  border: '#232A38',
  borderStrong: '#374155',
  text: '#E9EDF4',
  textMuted: '#A7B1C2',
  textFaint: '#8390A6',
  brand: '#8CA8FF',
  brandStrong: '#B3C5FF',
  onBrand: '#0B1330',
  brandTint: '#1A2444',
  success: '#4CC796',
  successTint: '#11291F',
  failure: '#FF8A78',
  failureTint: '#351814',
  refund: '#C19BFA',
  refundTint: '#271A3D',
  pending: '#A6B2C6',
  pendingTint: '#1E2531',
  warning: '#F0B35A',
  warningTint: '#32230B',
  chartVolume: '#6C8DF5',
  chartVolumeSoft: '#2F4380',
  chartRate: '#F3A45B',
  chartGrid: '#1E2532',
};
