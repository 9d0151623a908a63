'use client';

import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import { Fragment, useState } from 'react';
import { CheckIcon, CopyIcon } from './icons';

/** Where a line may end besides a space: after a comma. */
const BREAKS = /(?<=,)/;

/** A shell command to take along. */
export function CommandLine({ command }: { command: string }) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(command);
    setCopied(true);
    setTimeout(() => setCopied(false), 2000);
  };
  return (
    <Box
      sx={{
        display: 'flex',
        alignItems: 'flex-start',
        gap: 1,
        width: '100%',
        textAlign: 'left',
        bgcolor: 'surface.sunken',
        border: 1,
        borderColor: 'divider',
        borderRadius: 2,
        pl: 3,
        pr: 1,
        py: 1,
      }}
    >
      <Box
        component="code"
        sx={{
          flex: 1,
          minWidth: 0,
          fontSize: '0.75rem',
          lineHeight: 1.6,
          py: 1,
          overflowWrap: 'break-word',
        }}
      >
        {command.split(BREAKS).map((part, index) => (
          <Fragment key={index}>
            {index > 0 && <wbr />}
            {part}
          </Fragment>
        ))}
      </Box>
      <IconButton onClick={() => void copy()} aria-label={copied ? 'Copied' : 'Copy the command'}>
        {copied ? <CheckIcon /> : <CopyIcon />}
      </IconButton>
    </Box>
  );
}
