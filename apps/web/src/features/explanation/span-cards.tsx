import type { ChangeExplanation, ExplainedSpan } from '@cashbeat/shared-types';
import { rangeOf } from '@cashbeat/utils';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { nameOfRange } from '@/features/range/range-label';
import { useFormats } from '@/store/session/use-formats';
import { changeInWords, sentimentOf, valueInWords } from './contributions';

const COLOURS = { good: 'tone.success.main', bad: 'tone.failure.main', neutral: 'text.primary' };

const LINE = '1px solid var(--cb-palette-divider)';

/** Both sides of the comparison, and the change between them. */
export function SpanCards({ answer, zone }: { answer: ChangeExplanation; zone: string }) {
  const formats = useFormats();
  const { measure, change, currency } = answer;
  return (
    <Box
      sx={{
        display: 'grid',
        gridTemplateColumns: { xs: '1fr 1fr', sm: '1fr 1fr auto' },
        border: 1,
        borderColor: 'divider',
        borderRadius: 2,
        '& > *': { p: 3 },
        '& > * + *': { borderLeft: { sm: LINE } },
      }}
    >
      <Side title="Then" span={answer.base} answer={answer} zone={zone} />
      <Side title="Now" span={answer.range} answer={answer} zone={zone} />
      <Box
        sx={{
          gridColumn: { xs: '1 / -1', sm: 'auto' },
          borderTop: { xs: LINE, sm: 0 },
          minWidth: 116,
        }}
      >
        <Typography variant="caption" color="textSecondary" component="div">
          Change
        </Typography>
        <Box
          data-testid="explanation-change"
          sx={{
            fontSize: '1.125rem',
            fontWeight: 620,
            color: COLOURS[sentimentOf(measure, change)],
          }}
        >
          {changeInWords(measure, change, currency, formats)}
        </Box>
      </Box>
    </Box>
  );
}

function Side({
  title,
  span,
  answer: { measure, currency },
  zone,
}: {
  title: string;
  span: ExplainedSpan;
  answer: ChangeExplanation;
  zone: string;
}) {
  const formats = useFormats();
  const { from, to, value, count } = span;
  return (
    <Box sx={{ minWidth: 0 }}>
      <Typography variant="caption" color="textSecondary" component="div">
        <Box component="span" sx={{ display: 'block', fontWeight: 600 }}>
          {title}
        </Box>
        {nameOfRange(rangeOf({ from, to }, zone), zone, formats)}
      </Typography>
      <Box sx={{ fontSize: '1.125rem', fontWeight: 620, overflowWrap: 'anywhere' }}>
        {valueInWords(measure, value, currency, formats)}
      </Box>
      {measure !== 'count' && (
        <Typography variant="caption" color="textSecondary">
          {formats.formatCount(count)} {count === 1 ? 'payment' : 'payments'}
        </Typography>
      )}
    </Box>
  );
}
