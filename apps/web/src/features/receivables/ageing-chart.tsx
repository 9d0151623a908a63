import Box from '@mui/material/Box';
import type { Palette } from '@mui/material/styles';
import { ShellLink } from '@/features/shell/shell-link';
import type { AgeingRow } from './ageing';

/** Where a bar is all there is to see of the smallest part. */
const LEAST_PERCENT = 0.6;

/** Five bars, one under the other, each with its figures and a way to the customers behind it. */
export function AgeingChart({ rows }: { rows: readonly AgeingRow[] }) {
  return (
    <Box
      component="ul"
      aria-label="Outstanding by days past due"
      data-testid="ageing-chart"
      sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 0.5 }}
    >
      {rows.map((row) => (
        <li key={row.name}>
          <Bar row={row} />
        </li>
      ))}
    </Box>
  );
}

function colourOf({ chart, tone }: Pick<Palette, 'chart' | 'tone'>, colour: AgeingRow['colour']) {
  return colour === 'late' ? tone.failure.main : chart[colour];
}

function Bar({
  row: { name, label, amount, charges, share, length, colour, strength, href },
}: {
  row: AgeingRow;
}) {
  const way = href ? { component: ShellLink, href, title: `Show the customers: ${label}` } : {};
  return (
    <Box
      {...way}
      data-bucket={name}
      sx={{
        display: 'grid',
        gridTemplateColumns: {
          xs: 'minmax(0, 1fr) auto',
          sm: '104px minmax(0, 1fr) minmax(112px, auto) 88px 52px',
        },
        gridTemplateAreas: {
          xs: '"label amount" "bar bar" "charges share"',
          sm: '"label bar amount charges share"',
        },
        alignItems: 'center',
        columnGap: 4,
        rowGap: 1,
        px: 2,
        mx: -2,
        py: { xs: 2, sm: 2.25 },
        borderRadius: 2,
        fontSize: '0.8125rem',
        fontVariantNumeric: 'tabular-nums',
        color: 'text.primary',
        textDecoration: 'none',
        ...(href && {
          '&:hover': { bgcolor: 'surface.sunken' },
          '&:hover .label': { textDecoration: 'underline', textUnderlineOffset: 3 },
        }),
      }}
    >
      <Box className="label" component="span" sx={{ gridArea: 'label', fontWeight: 550 }}>
        {label}
      </Box>
      <Box
        aria-hidden
        component="span"
        sx={{
          gridArea: 'bar',
          height: { xs: 12, sm: 22 },
          bgcolor: 'surface.sunken',
          borderRadius: 1,
        }}
      >
        <Box
          component="span"
          sx={{
            display: 'block',
            height: '100%',
            borderRadius: 1,
            background: ({ vars }) =>
              `color-mix(in srgb, ${colourOf(vars!.palette, colour)} ${strength}%, transparent)`,
          }}
          style={{ width: `${length > 0 ? Math.max(length * 100, LEAST_PERCENT) : 0}%` }}
        />
      </Box>
      <Box component="span" sx={{ gridArea: 'amount', textAlign: 'right', fontWeight: 600 }}>
        {amount}
      </Box>
      <Box
        component="span"
        sx={{ gridArea: 'charges', textAlign: { sm: 'right' }, color: 'text.secondary' }}
      >
        {charges}
      </Box>
      <Box component="span" sx={{ gridArea: 'share', textAlign: 'right', color: 'text.secondary' }}>
        {share}
      </Box>
    </Box>
  );
}
