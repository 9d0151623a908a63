import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Paper from '@mui/material/Paper';
import Typography from '@mui/material/Typography';
import { selectionOf } from './bucket-cursor';
import type { BucketLayerProps } from './bucket-layer';
import type { ChartPoint } from './chart-points';
import { middleOf } from './plot';
import { Remark, TrendTooltip } from './trend-tooltip';

export interface BucketBalloonProps extends Omit<BucketLayerProps, 'onZoom'> {
  /** Under a finger it has buttons; a mouse needs none. */
  touched: boolean;
}

/** From the middle of the bucket. */
const GAP = 14;
const WIDTH = { wide: 280, narrow: 216 };

/** The figures of a bucket beside it, on the side where there is room. */
export function BucketBalloon(props: BucketBalloonProps) {
  const { points, currency, plot, cursor, opens, touched } = props;
  const { active, anchor } = cursor;
  const point = active === null ? undefined : points[active];
  if (active === null || !point) return null;
  if (touched && anchor !== null) return <OtherEnd from={point} />;
  const selecting = selectionOf(cursor) !== undefined;
  const middle = middleOf(active, plot.width, points.length);
  const width = plot.width < 2 * (WIDTH.wide + GAP) ? WIDTH.narrow : WIDTH.wide;
  const fromEdge = (distance: number) => Math.max(Math.min(distance + GAP, plot.width - width), 0);
  return (
    <Box
      onPointerDown={(event) => event.stopPropagation()}
      onPointerUp={(event) => event.stopPropagation()}
      sx={{
        position: 'absolute',
        zIndex: 2,
        top: 0,
        ...(middle < plot.width / 2
          ? { left: fromEdge(middle) }
          : { right: fromEdge(plot.width - middle) }),
        pointerEvents: touched ? 'auto' : 'none',
      }}
    >
      <TrendTooltip point={point} currency={currency} maxWidth={width}>
        {touched ? (
          <TouchDeeds {...props} index={active} unusual={point.anomaly !== null} />
        ) : (
          <Remark>
            {selecting ? 'Let go, or press Enter, to zoom in' : `Click or Enter: ${opens}`}
            {point.anomaly && !selecting && '. On its mark, or E: why'}
          </Remark>
        )}
      </TrendTooltip>
    </Box>
  );
}

interface TouchDeedsProps extends Pick<
  BucketBalloonProps,
  'opens' | 'onCursor' | 'onOpen' | 'onExplain'
> {
  index: number;
  unusual: boolean;
}

function TouchDeeds({ index, unusual, opens, onCursor, onOpen, onExplain }: TouchDeedsProps) {
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', gap: 2, mt: 2 }}>
      <Button variant="outlined" onClick={() => onOpen(index)}>
        Show {opens}
      </Button>
      <Button variant="outlined" onClick={() => onCursor({ active: index, anchor: index })}>
        Zoom from here
      </Button>
      {unusual && (
        <Button variant="outlined" onClick={() => onExplain(index)}>
          Explain
        </Button>
      )}
    </Box>
  );
}

/** Above the plot's middle, and through it fingers reach the buckets. */
function OtherEnd({ from }: { from: ChartPoint }) {
  return (
    <Paper
      sx={{
        position: 'absolute',
        zIndex: 2,
        top: 0,
        left: '50%',
        transform: 'translateX(-50%)',
        width: 'max-content',
        maxWidth: '100%',
        px: 3,
        py: 1.5,
        border: 1,
        borderColor: 'surface.borderStrong',
        borderRadius: 2,
        bgcolor: 'surface.raised',
        pointerEvents: 'none',
      }}
    >
      <Typography variant="caption" sx={{ fontWeight: 600 }}>
        From {from.title}
      </Typography>
      <Typography variant="caption" color="textSecondary" sx={{ display: 'block' }}>
        Tap the other end to zoom in
      </Typography>
    </Paper>
  );
}
