import { createTheme, type PaletteOptions } from '@mui/material/styles';
import type {} from '@mui/material/themeCssVarsAugmentation';
import { componentOverrides } from './theme-components';
import { type ColourTokens, darkColours, font, lightColours, radius, spacingUnit } from './tokens';

export interface TonePalette {
  main: string;
  tint: string;
}

interface CashbeatPalette {
  surface: { raised: string; sunken: string; borderStrong: string };
  tone: Record<Tone, TonePalette>;
  chart: { volume: string; volumeSoft: string; rate: string; grid: string };
}

/** What a colour means. It never stands alone: text or an icon says the same. */
export type Tone = 'success' | 'failure' | 'refund' | 'pending' | 'warning' | 'brand';

declare module '@mui/material/styles' {
  interface Palette extends CashbeatPalette {}
  interface PaletteOptions extends Partial<CashbeatPalette> {}
  interface TypographyVariants {
    figure: React.CSSProperties;
  }
  interface TypographyVariantsOptions {
    figure?: React.CSSProperties;
  }
}

declare module '@mui/material/Typography' {
  interface TypographyPropsVariantOverrides {
    figure: true;
  }
}

function paletteOf(colours: ColourTokens): PaletteOptions {
  const plain = (main: string) => ({ main, contrastText: colours.onBrand });
  return {
    primary: {
      main: colours.brand,
      dark: colours.brandStrong,
      contrastText: colours.onBrand,
    },
    success: plain(colours.success),
    error: plain(colours.failure),
    warning: plain(colours.warning),
    info: plain(colours.brand),
    background: { default: colours.page, paper: colours.surface },
    text: { primary: colours.text, secondary: colours.textMuted, disabled: colours.textFaint },
    divider: colours.border,
    surface: {
      raised: colours.raised,
      sunken: colours.sunken,
      borderStrong: colours.borderStrong,
    },
    tone: {
      success: { main: colours.success, tint: colours.successTint },
      failure: { main: colours.failure, tint: colours.failureTint },
      refund: { main: colours.refund, tint: colours.refundTint },
      pending: { main: colours.pending, tint: colours.pendingTint },
      warning: { main: colours.warning, tint: colours.warningTint },
      brand: { main: colours.brand, tint: colours.brandTint },
    },
    chart: {
      volume: colours.chartVolume,
      volumeSoft: colours.chartVolumeSoft,
      rate: colours.chartRate,
      grid: colours.chartGrid,
    },
  };
}

/** The one theme. The scheme is an attribute of `<html>`, so a page never flashes in the other. */
export const theme = createTheme({
  cssVariables: { colorSchemeSelector: 'data-theme', cssVarPrefix: 'cb' },
  colorSchemes: {
    light: { palette: paletteOf(lightColours) },
    dark: { palette: paletteOf(darkColours) },
  },
  spacing: spacingUnit,
  shape: { borderRadius: radius.unit },
  typography: {
    fontFamily: font.family,
    fontSize: 14,
    h1: { fontSize: '1.375rem', lineHeight: 1.3, fontWeight: 650, letterSpacing: '-0.015em' },
    h2: { fontSize: '0.9375rem', lineHeight: 1.4, fontWeight: 600, letterSpacing: '-0.005em' },
    h3: { fontSize: '0.875rem', lineHeight: 1.4, fontWeight: 600 },
    body1: { fontSize: '0.875rem', lineHeight: 1.5 },
    body2: { fontSize: '0.8125rem', lineHeight: 1.5 },
    caption: { fontSize: '0.75rem', lineHeight: 1.45 },
    button: { fontSize: '0.8125rem', fontWeight: 550, textTransform: 'none', letterSpacing: 0 },
    figure: {
      fontSize: 'var(--cb-density-figure)',
      lineHeight: 1.2,
      fontWeight: 620,
      letterSpacing: '-0.022em',
      fontVariantNumeric: 'tabular-nums',
      fontFamily: font.family,
    },
  },
  components: componentOverrides,
});
