'use client';

import { ChartIcon, Panel, Segmented, TableIcon } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { memo, useState } from 'react';
import { useFormats } from '@/store/session/use-formats';
import { FlowDiagram, type FlowDiagramProps } from './flow-diagram';
import { FlowTable } from './flow-table';
import { summariseFlow } from './summaries';

/** What became of the payments of the range, as they stand now. */
export const FlowPanel = memo(function FlowPanel(props: FlowDiagramProps) {
  const formats = useFormats();
  const [form, setForm] = useState<'flow' | 'table'>('flow');
  return (
    <Panel
      title="Status flow"
      actions={
        <Segmented
          label="Form of the flow"
          value={form}
          onChange={setForm}
          options={[
            { value: 'flow', label: <ChartIcon />, title: 'Show as flow' },
            { value: 'table', label: <TableIcon />, title: 'Show as table' },
          ]}
        />
      }
    >
      <Box component="figure" sx={{ m: 0 }}>
        {form === 'flow' ? <FlowDiagram {...props} /> : <FlowTable {...props} />}
        <Typography
          component="figcaption"
          variant="caption"
          color="textSecondary"
          sx={{ display: 'block', pt: 3 }}
        >
          {summariseFlow(props.flow, formats)}
        </Typography>
      </Box>
    </Panel>
  );
});
