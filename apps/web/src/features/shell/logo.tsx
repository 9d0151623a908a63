import Box from '@mui/material/Box';

/** The mark: a pulse on a coin. */
export function Logo() {
  return (
    <Box
      sx={{
        display: 'flex',
        alignItems: 'center',
        gap: 2,
        fontWeight: 680,
        fontSize: '1rem',
        letterSpacing: '-0.02em',
      }}
    >
      <Box component="svg" viewBox="0 0 28 28" aria-hidden sx={{ width: 26, height: 26 }}>
        <Box
          component="rect"
          width={28}
          height={28}
          rx={8}
          sx={{ fill: 'var(--cb-palette-primary-main)' }}
        />
        <Box
          component="path"
          d="M5 14.5h4.2l2.3-6 4.4 11.5 2.6-7.5 1.2 2H23"
          sx={{
            fill: 'none',
            stroke: 'var(--cb-palette-primary-contrastText)',
            strokeWidth: 2.1,
            strokeLinecap: 'round',
            strokeLinejoin: 'round',
          }}
        />
      </Box>
      Cashbeat
    </Box>
  );
}
