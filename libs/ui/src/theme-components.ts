import type { Components, CssVarsTheme, Theme } from '@mui/material/styles';
import { densities, type Density, DENSITY_ATTRIBUTE, font, ICON_CLASS, radius } from './tokens';

/** What has the keyboard. Inside a frame that clips, the ring is drawn inwards. */
const RING = { outline: '2px solid var(--cb-palette-primary-main)', outlineOffset: 2 } as const;

/** Variables of a density, where a browser takes them up without drawing anything anew. */
function densityOf(density: Density) {
  const { unit, control, cell, figure } = densities[density];
  return {
    '--cb-spacing': unit,
    '--cb-density-control': control,
    '--cb-density-cell': cell,
    '--cb-density-figure': figure,
  };
}

type Overrides = Components<Omit<Theme, 'components' | 'palette'> & CssVarsTheme>;

export const componentOverrides: Overrides = {
  MuiCssBaseline: {
    styleOverrides: {
      ':root': densityOf('comfortable'),
      [`:root[${DENSITY_ATTRIBUTE}="compact"]`]: densityOf('compact'),
      'html, body': { height: '100%' },
      body: {
        fontVariantNumeric: 'tabular-nums',
        fontFeatureSettings: '"calt" 0, "cv05", "cv11", "ss03"',
        WebkitFontSmoothing: 'antialiased',
      },
      code: { fontFamily: font.mono },
      [`.${ICON_CLASS}`]: {
        display: 'inline-block',
        flexShrink: 0,
        width: '1em',
        height: '1em',
        fontSize: 18,
        fill: 'none',
        stroke: 'currentColor',
        strokeWidth: 1.75,
        strokeLinecap: 'round',
        strokeLinejoin: 'round',
        userSelect: 'none',
      },
      ':focus-visible': RING,
      // Whoever asked the device for less motion gets what moves at its end at once.
      '@media (prefers-reduced-motion: reduce)': {
        '*, *::before, *::after': {
          animationDuration: '0.01ms !important',
          animationIterationCount: '1 !important',
          transitionDuration: '0.01ms !important',
          scrollBehavior: 'auto !important',
        },
      },
    },
  },
  MuiButtonBase: {
    defaultProps: { disableRipple: true },
    // The button base takes every outline away, more specifically than the rule above gives one.
    styleOverrides: { root: { fontFamily: 'inherit', '&:focus-visible': RING } },
  },
  MuiButton: {
    defaultProps: { disableElevation: true, size: 'small' },
    styleOverrides: {
      root: {
        borderRadius: radius.medium,
        minHeight: 'var(--cb-density-control)',
        paddingInline: 12,
      },
      outlined: ({ theme }) => ({
        borderColor: theme.vars.palette.surface.borderStrong,
        color: theme.vars.palette.text.primary,
        '&:hover': { backgroundColor: theme.vars.palette.surface.sunken },
      }),
    },
  },
  MuiIconButton: {
    defaultProps: { size: 'small' },
    styleOverrides: {
      root: ({ theme }) => ({
        borderRadius: radius.medium,
        padding: 7,
        color: theme.vars.palette.text.secondary,
      }),
    },
  },
  MuiPaper: {
    defaultProps: { elevation: 0 },
    styleOverrides: { root: { backgroundImage: 'none' } },
  },
  MuiToggleButtonGroup: {
    styleOverrides: {
      root: ({ theme }) => ({
        padding: 2,
        gap: 2,
        borderRadius: radius.medium,
        backgroundColor: theme.vars.palette.surface.sunken,
        border: `1px solid ${theme.vars.palette.divider}`,
      }),
    },
  },
  MuiToggleButton: {
    styleOverrides: {
      root: ({ theme }) => ({
        border: '1px solid transparent',
        borderRadius: `${radius.small}px !important`,
        margin: '0 !important',
        padding: '3px 9px',
        minHeight: 28,
        fontSize: '0.8125rem',
        fontWeight: 500,
        lineHeight: 1.4,
        whiteSpace: 'nowrap',
        color: theme.vars.palette.text.secondary,
        '&.Mui-selected, &.Mui-selected:hover': {
          color: theme.vars.palette.text.primary,
          backgroundColor: theme.vars.palette.surface.raised,
          borderColor: theme.vars.palette.divider,
          boxShadow: '0 1px 2px rgb(10 16 30 / 0.06)',
        },
        '&:focus-visible': { outlineOffset: -2 },
        '&.Mui-disabled': { border: '1px solid transparent', opacity: 0.55 },
      }),
    },
  },
  MuiDialog: {
    styleOverrides: {
      paper: ({ theme }) => ({
        borderRadius: radius.medium + 4,
        border: `1px solid ${theme.vars.palette.surface.borderStrong}`,
        backgroundColor: theme.vars.palette.surface.raised,
        boxShadow: '0 24px 64px rgb(10 16 30 / 0.28)',
      }),
    },
  },
  MuiMenu: {
    styleOverrides: {
      paper: ({ theme }) => ({
        marginTop: 4,
        borderRadius: radius.medium,
        border: `1px solid ${theme.vars.palette.surface.borderStrong}`,
        backgroundColor: theme.vars.palette.surface.raised,
        boxShadow: '0 12px 32px rgb(10 16 30 / 0.16)',
      }),
    },
  },
  MuiMenuItem: { styleOverrides: { root: { fontSize: '0.8125rem', minHeight: 34 } } },
  MuiOutlinedInput: {
    styleOverrides: {
      root: ({ theme }) => ({
        fontSize: '0.8125rem',
        backgroundColor: theme.vars.palette.background.paper,
        '& .MuiOutlinedInput-notchedOutline': {
          borderColor: theme.vars.palette.surface.borderStrong,
        },
      }),
      input: { padding: '7px 11px' },
    },
  },
  MuiSkeleton: { defaultProps: { animation: 'wave' } },
  MuiTableCell: {
    styleOverrides: {
      root: ({ theme }) => ({
        fontSize: '0.8125rem',
        padding: 'var(--cb-density-cell) 12px',
        borderBottomColor: theme.vars.palette.divider,
      }),
      head: ({ theme }) => ({
        fontSize: '0.75rem',
        fontWeight: 550,
        color: theme.vars.palette.text.secondary,
        backgroundColor: theme.vars.palette.background.paper,
      }),
    },
  },
};
