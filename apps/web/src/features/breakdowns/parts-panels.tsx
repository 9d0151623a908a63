'use client';

import type { BreakdownPart, PaymentStatus } from '@cashbeat/shared-types';
import { EmptyState, Panel } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { memo, type ReactNode, useState } from 'react';
import { inWords, useMethodName } from '@/features/organisation/use-method-name';
import { STATUS_STYLES } from '@/features/payments/payment-status';
import { useFormats } from '@/store/session/use-formats';
import {
  FAILURE_READING,
  METHOD_READING,
  type PartRow,
  partRows,
  STATUS_READING,
} from './part-rows';
import { ChangeText, type PartColumn, PartTable } from './part-table';
import { summariseFailures, summariseMethods, summariseStatuses } from './summaries';

interface PartsProps {
  parts: BreakdownPart[];
  currency: string;
  /** There is an earlier period to compare with. */
  compared: boolean;
}

const COUNT: PartColumn = { heading: 'Payments', cell: ({ count }) => count };
const SPARE_COUNT: PartColumn = { ...COUNT, spare: true };
const SHARE: PartColumn = { heading: 'Share', cell: ({ shareText }) => shareText };
const CHANGE: PartColumn = {
  heading: 'Change',
  cell: ({ change }: PartRow) => <ChangeText {...change} />,
};
const VOLUME: PartColumn = { heading: 'Volume', cell: ({ amount }) => amount };
const SPARE_AMOUNT: PartColumn = { heading: 'Amount', cell: ({ amount }) => amount, spare: true };
const SUCCESS: PartColumn = { heading: 'Success', cell: ({ successRate = '–' }) => successRate };

const METHOD_COLUMNS = columns(VOLUME, { ...SHARE, spare: true }, SPARE_COUNT, SUCCESS);
const STATUS_COLUMNS = columns(COUNT, SHARE, SPARE_AMOUNT);
const FAILURE_COLUMNS = columns(COUNT, SHARE);

/** The columns with and without the change against the earlier period. */
function columns(...own: PartColumn[]) {
  return (compared: boolean) => (compared ? [...own, CHANGE] : own);
}

export interface MethodPanelProps extends PartsProps {
  chosen?: string;
  onChoose: (method: string | undefined) => void;
}

/** Which methods the money comes by. */
export const MethodPanel = memo(function MethodPanel({
  parts,
  currency,
  compared,
  chosen,
  onChoose,
}: MethodPanelProps) {
  const formats = useFormats();
  const methodName = useMethodName();
  return (
    <Parts
      title="By method"
      summary={summariseMethods(parts, methodName, formats)}
      actions={
        chosen !== undefined && <Button onClick={() => onChoose(undefined)}>All methods</Button>
      }
    >
      <PartTable
        noun="Method"
        rows={partRows(parts, METHOD_READING, currency, formats)}
        columns={METHOD_COLUMNS(compared)}
        nameOf={methodName}
        onChoose={onChoose}
      />
    </Parts>
  );
});

export interface LinkedPartsProps extends PartsProps {
  addressOf: (key: string) => string | undefined;
}

/** How the payments of the range stand. */
export const StatusPanel = memo(function StatusPanel({
  parts,
  currency,
  compared,
  total,
  addressOf,
}: LinkedPartsProps & { total: number }) {
  const formats = useFormats();
  return (
    <Parts title="By status" summary={summariseStatuses(parts, total, formats)}>
      <PartTable
        noun="Status"
        rows={partRows(parts, STATUS_READING, currency, formats)}
        columns={STATUS_COLUMNS(compared)}
        nameOf={inWords}
        styleOf={(status) => STATUS_STYLES[status as PaymentStatus]}
        addressOf={addressOf}
      />
    </Parts>
  );
});

/** As many as the panel beside it has rows, and some. */
const FIRST_CODES = 5;
const failureName = (code: string) => (code === '' ? 'No code given' : inWords(code));
const FAILED = () => ({ tone: 'failure' as const });

/** Why payments fail. */
export const FailurePanel = memo(function FailurePanel({
  parts,
  currency,
  compared,
  addressOf,
}: LinkedPartsProps) {
  const formats = useFormats();
  const [all, setAll] = useState(false);
  if (parts.length === 0) {
    return (
      <Panel title="By failure code">
        <EmptyState title="No payment stands failed">
          Whatever is declined in this range will be told apart here.
        </EmptyState>
      </Panel>
    );
  }
  return (
    <Parts title="By failure code" summary={summariseFailures(parts, failureName, formats)}>
      <PartTable
        noun="Failure"
        rows={partRows(
          all ? parts : parts.slice(0, FIRST_CODES),
          FAILURE_READING,
          currency,
          formats,
        )}
        columns={FAILURE_COLUMNS(compared)}
        nameOf={failureName}
        styleOf={FAILED}
        addressOf={addressOf}
      />
      {parts.length > FIRST_CODES && (
        <Box sx={{ pt: 1 }}>
          <Button onClick={() => setAll(!all)} aria-expanded={all}>
            {all ? 'Show fewer' : `Show all ${parts.length}`}
          </Button>
        </Box>
      )}
    </Parts>
  );
});

function Parts({
  title,
  summary,
  actions,
  children,
}: {
  title: string;
  summary: string;
  actions?: ReactNode;
  children: ReactNode;
}) {
  return (
    <Panel title={title} actions={actions}>
      <Box
        component="figure"
        sx={{ m: 0, height: '100%', display: 'flex', flexDirection: 'column' }}
      >
        {children}
        <Typography
          component="figcaption"
          variant="caption"
          color="textSecondary"
          sx={{ pt: 3, mt: 'auto' }}
        >
          {summary}
        </Typography>
      </Box>
    </Panel>
  );
}
