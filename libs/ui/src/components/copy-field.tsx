'use client';

import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import { useRef, useState } from 'react';
import { CheckIcon, CopyIcon } from './icons';
import { SPOKEN_ONLY } from '../spoken-only';

export interface CopyFieldProps {
  /** What it is, for screen readers: "API key". */
  label: string;
  value: string;
}

/** A value to take along. */
export function CopyField({ label, value }: CopyFieldProps) {
  const text = useRef<HTMLElement>(null);
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(value);
    } catch {
      // Without the clipboard (no HTTPS, no permission) it is marked, ready for Ctrl+C.
      if (text.current) window.getSelection()?.selectAllChildren(text.current);
      return;
    }
    setCopied(true);
    setTimeout(() => setCopied(false), 2_000);
  };
  return (
    <Box
      role="group"
      aria-label={label}
      sx={{
        display: 'flex',
        alignItems: 'center',
        gap: 1,
        minWidth: 0,
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
        ref={text}
        sx={{
          flex: 1,
          minWidth: 0,
          fontSize: '0.8125rem',
          lineHeight: 1.6,
          overflowWrap: 'anywhere',
        }}
      >
        {value}
      </Box>
      <IconButton onClick={() => void copy()} aria-label={`Copy ${label}`}>
        {copied ? <CheckIcon /> : <CopyIcon />}
      </IconButton>
      <Box role="status" sx={SPOKEN_ONLY}>
        {copied && 'Copied'}
      </Box>
    </Box>
  );
}
