'use client';

import type { FlowStep } from '@cashbeat/shared-types';
import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import { useTheme } from '@mui/material/styles';
import NextLink from 'next/link';
import { useMemo } from 'react';
import { useFormats } from '@/store/session/use-formats';
import { type FlowNode, layoutFlow, ribbonPath } from './flow-layout';
import { FLOW_STYLES } from './flow-style';

export interface FlowDiagramProps {
  flow: FlowStep[];
  currency: string;
  addressOf: (node: FlowNode['key']) => string | undefined;
}

const MEASURES = { full: 150, slot: 62 };
const BAR = 8;
/** Where each column begins, in percent of the width. */
const LEFT = [0, 36, 71] as const;

/** Where payments went, as ribbons as thick as there are payments. */
export function FlowDiagram({ flow, currency, addressOf }: FlowDiagramProps) {
  const { palette } = useTheme().vars!;
  const { nodes, ribbons, height } = useMemo(() => layoutFlow(flow, MEASURES), [flow]);
  const columnOf = (key: string) => nodes.find((node) => node.key === key)!.column;
  return (
    <Box sx={{ position: 'relative', height }} data-testid="flow">
      <Box
        component="svg"
        aria-hidden
        viewBox={`0 0 100 ${height}`}
        preserveAspectRatio="none"
        sx={{ position: 'absolute', inset: 0, width: '100%', height: '100%' }}
      >
        {ribbons.map((ribbon) => (
          <path
            key={ribbon.to}
            d={ribbonPath(ribbon, LEFT[columnOf(ribbon.from)]!, LEFT[columnOf(ribbon.to)]!)}
            fill={palette.tone[FLOW_STYLES[ribbon.to].tone].tint}
          />
        ))}
      </Box>
      {nodes.map((node) => (
        <Node key={node.key} node={node} currency={currency} address={addressOf(node.key)} />
      ))}
    </Box>
  );
}

function Node({
  node: { key, column, top, height, count, amount },
  currency,
  address,
}: {
  node: FlowNode;
  currency: string;
  address?: string;
}) {
  const { formatCount, formatMoney } = useFormats();
  const { label, tone, Icon } = FLOW_STYLES[key];
  return (
    <Box
      sx={{ position: 'absolute', display: 'flex', alignItems: 'flex-start' }}
      style={{ top, left: `${LEFT[column]}%`, right: `${100 - (LEFT[column + 1] ?? 100)}%` }}
    >
      <Box
        aria-hidden
        sx={{ width: BAR, flexShrink: 0, borderRadius: 0.5, bgcolor: `tone.${tone}.main` }}
        style={{ height: Math.max(height, 1), opacity: count === 0 ? 0.4 : 1 }}
      />
      <ButtonBase
        {...(address
          ? { component: NextLink, href: address, prefetch: false }
          : { component: 'div', disabled: true })}
        data-flow={key}
        sx={{
          display: 'block',
          ml: 1,
          px: 1,
          borderRadius: 1,
          textAlign: 'left',
          minWidth: 0,
          lineHeight: 1.4,
          color: 'text.primary',
          fontVariantNumeric: 'tabular-nums',
          '&:hover .name': { textDecoration: 'underline', textUnderlineOffset: 3 },
        }}
      >
        <Box
          component="span"
          sx={{
            display: 'flex',
            alignItems: 'center',
            gap: 1,
            fontSize: '0.75rem',
            fontWeight: 550,
            color: `tone.${tone}.main`,
            '& svg': { fontSize: 13, strokeWidth: 2.25 },
          }}
        >
          <Icon />
          <span className="name">{label}</span>
        </Box>
        <Box component="span" sx={{ display: 'block', fontSize: '0.875rem', fontWeight: 600 }}>
          {formatCount(count)}
        </Box>
        {amount !== undefined && (
          <Box
            component="span"
            sx={{ display: 'block', fontSize: '0.75rem', color: 'text.secondary' }}
          >
            {formatMoney(amount, currency, 'compact')}
          </Box>
        )}
      </ButtonBase>
    </Box>
  );
}
