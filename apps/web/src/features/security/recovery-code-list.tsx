'use client';

import { CheckIcon, CopyIcon, DownloadIcon } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useRef, useState } from 'react';
import { saveFile } from '@/features/download/save-file';
import { DialogActions } from '@/features/settings/dialog-frame';

export interface RecoveryCodeListProps {
  codes: readonly string[];
  onSaved: () => void;
}

/** Codes that are shown this once: they can be left only when they are said to be saved. */
export function RecoveryCodeList({ codes, onSaved }: RecoveryCodeListProps) {
  const [saved, setSaved] = useState(false);
  const [copied, setCopied] = useState(false);
  const list = useRef<HTMLUListElement>(null);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(codes.join('\n'));
      setCopied(true);
    } catch {
      // Without the clipboard they are marked, ready for Ctrl+C.
      if (list.current) window.getSelection()?.selectAllChildren(list.current);
    }
  };
  const download = () => saveFile(new Blob([textOf(codes)], { type: 'text/plain' }), FILE);
  return (
    <>
      <Typography variant="body2" color="textSecondary">
        Each of these lets you in once when you do not have your authenticator. They are shown now
        and never again: keep them where you keep your passwords.
      </Typography>
      <Box
        component="ul"
        ref={list}
        aria-label="Recovery codes"
        sx={{
          listStyle: 'none',
          m: 0,
          p: 4,
          display: 'grid',
          gridTemplateColumns: { xs: '1fr', sm: '1fr 1fr' },
          gap: 2,
          justifyItems: 'center',
          bgcolor: 'surface.sunken',
          border: 1,
          borderColor: 'divider',
          borderRadius: 2,
        }}
      >
        {codes.map((code) => (
          <Box component="li" key={code}>
            <Box component="code" sx={{ fontSize: '0.875rem', letterSpacing: '0.04em' }}>
              {code}
            </Box>
          </Box>
        ))}
      </Box>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 2 }}>
        <Button
          variant="outlined"
          startIcon={copied ? <CheckIcon /> : <CopyIcon />}
          onClick={() => void copy()}
        >
          {copied ? 'Copied' : 'Copy all'}
        </Button>
        <Button variant="outlined" startIcon={<DownloadIcon />} onClick={download}>
          Download
        </Button>
      </Box>
      <Box
        component="label"
        sx={{ display: 'flex', alignItems: 'center', gap: 2, fontSize: '0.8125rem' }}
      >
        <input
          type="checkbox"
          checked={saved}
          onChange={({ target }) => setSaved(target.checked)}
        />
        I have saved them
      </Box>
      <DialogActions>
        <Button variant="contained" disabled={!saved} onClick={onSaved}>
          Done
        </Button>
      </DialogActions>
    </>
  );
}

const FILE = 'cashbeat-recovery-codes.txt';

function textOf(codes: readonly string[]): string {
  return `Recovery codes of ${window.location.host}. Each works once.\n\n${codes.join('\n')}\n`;
}
