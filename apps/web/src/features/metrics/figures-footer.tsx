import type { PaymentMetrics } from '@cashbeat/shared-types';
import { rangeOf } from '@cashbeat/utils';
import Typography from '@mui/material/Typography';
import { nameOfRange } from '@/features/range/range-label';
import { useFormats } from '@/store/session/use-formats';

export interface FiguresFooterProps {
  metrics: PaymentMetrics;
  compared: boolean;
}

/** When the figures were read, and what exactly they are compared with. */
export function FiguresFooter({ metrics, compared }: FiguresFooterProps) {
  const formats = useFormats();
  const { asOf, timeZone, previous } = metrics;
  const before = nameOfRange(rangeOf(previous, timeZone), timeZone, formats);
  return (
    <Typography
      variant="caption"
      color="textSecondary"
      data-testid="figures-as-of"
      sx={{ display: 'block', pt: 2, textAlign: { sm: 'right' } }}
    >
      As of {formats.formatClock(asOf, timeZone)}
      {compared && `, compared with ${before}`}
    </Typography>
  );
}
