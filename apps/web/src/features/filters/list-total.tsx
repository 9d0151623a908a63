import Skeleton from '@mui/material/Skeleton';
import Tooltip from '@mui/material/Tooltip';
import Typography from '@mui/material/Typography';
import { useFormats } from '@/store/session/use-formats';

interface ListTotalProps {
  /** The first page, which carries the total; left out while it loads. */
  page?: { total: number; totalIsExact: boolean };
  'data-testid': string;
}

/** How many a list has; "10,000+" where the API stopped counting. */
export function ListTotal({ page, ...rest }: ListTotalProps) {
  const { formatCount } = useFormats();
  return (
    <Typography variant="body2" color="textSecondary" component="div" {...rest}>
      {!page && <Skeleton width={64} />}
      {page?.totalIsExact && formatCount(page.total)}
      {page?.totalIsExact === false && (
        <Tooltip title="More than these were found; they are not counted to the end.">
          <span>{formatCount(page.total)}+</span>
        </Tooltip>
      )}
    </Typography>
  );
}
