'use client';

import { type FigureForm, FormChoice, Panel } from '@cashbeat/ui';
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
  const [form, setForm] = useState<FigureForm>('chart');
  return (
    <Panel
      title="Status flow"
      actions={<FormChoice label="Form of the flow" chart="flow" value={form} onChange={setForm} />}
    >
      <Box component="figure" sx={{ m: 0 }}>
        {form === 'chart' ? <FlowDiagram {...props} /> : <FlowTable {...props} />}
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
