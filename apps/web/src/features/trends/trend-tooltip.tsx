import Box from '@mui/material/Box';
import Paper from '@mui/material/Paper';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import { useFormats } from '@/store/session/use-formats';
import { bandInWords } from './anomaly-words';
import type { ChartPoint } from './chart-points';

export interface TrendTooltipProps {
  point: ChartPoint;
  currency: string;
  maxWidth: number;
  /** What can be done from here. */
  children?: ReactNode;
}

/** The figures of a bucket, beside the bar. */
export function TrendTooltip({ point, currency, maxWidth, children }: TrendTooltipProps) {
  const formats = useFormats();
  const { formatCount, formatMoney, formatRate } = formats;
  const { anomaly, previous } = point;
  return (
    <Paper
      sx={{
        px: 3,
        py: 2.5,
        width: 'max-content',
        minWidth: 200,
        maxWidth,
        border: 1,
        borderColor: 'surface.borderStrong',
        borderRadius: 2,
        bgcolor: 'surface.raised',
        boxShadow: '0 8px 28px rgb(10 16 30 / 0.16)',
      }}
    >
      <Typography variant="caption" sx={{ fontWeight: 600, display: 'block', mb: 1 }}>
        {point.title}
      </Typography>
      <Row label="Volume" colour="chart.volume">
        {formatMoney(point.amount, currency)}
      </Row>
      <Row label="Success rate" colour="chart.rate">
        {point.successRate === null ? 'no attempts' : formatRate(point.successRate)}
      </Row>
      <Row label="Payments">{formatCount(point.count)}</Row>
      <Row label="Failed">{formatCount(point.failedCount)}</Row>
      {point.refundedVolume > 0 && (
        <Row label="Refunded">{formatMoney(point.refundedVolume, currency)}</Row>
      )}
      {previous && (
        <Row label={previous.title} colour="text.disabled">
          {formatMoney(previous.amount, currency)}
        </Row>
      )}
      {!point.complete && <Remark>Not whole: still running, or cut by the range</Remark>}
      {anomaly && (
        <Box sx={{ mt: 1.5, pt: 1.5, borderTop: 1, borderColor: 'divider' }}>
          <Typography
            variant="caption"
            sx={{ display: 'block', fontWeight: 600, color: 'tone.failure.main' }}
          >
            {anomaly.direction === 'above' ? '▲' : '▼'} {anomaly.reason}
          </Typography>
          <Remark>
            {bandInWords(anomaly, currency, formats)}. Score {anomaly.score.toFixed(1)} from{' '}
            {formatCount(anomaly.samples)} like it.
          </Remark>
        </Box>
      )}
      {children}
    </Paper>
  );
}

export function Remark({ children }: { children: ReactNode }) {
  return (
    <Typography variant="caption" color="textSecondary" sx={{ display: 'block', mt: 1 }}>
      {children}
    </Typography>
  );
}

function Row({ label, colour, children }: { label: string; colour?: string; children: ReactNode }) {
  return (
    <Box
      sx={{ display: 'flex', alignItems: 'center', gap: 2, fontSize: '0.75rem', lineHeight: 1.8 }}
    >
      <Box
        sx={{
          flex: 'none',
          width: 8,
          height: 8,
          borderRadius: 0.5,
          bgcolor: colour ?? 'transparent',
        }}
      />
      <Box component="span" sx={{ color: 'text.secondary', mr: 'auto' }}>
        {label}
      </Box>
      <Box component="span" sx={{ fontWeight: 550, fontVariantNumeric: 'tabular-nums' }}>
        {children}
      </Box>
    </Box>
  );
}
