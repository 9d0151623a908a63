'use client';

import { SPOKEN_ONLY, toneDisc, UploadIcon } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useEffect, useId, useRef, useState } from 'react';
import { FormMessage } from '@/features/forms/form-message';
import { ACCEPTED, formatBytes, MOST_BYTES, oneFile } from './file-check';

export interface DropZoneProps {
  onFile: (file: File) => void;
}

/**
 * Takes a file: chosen, pasted, or dropped anywhere on the page. What the API would refuse for its
 * kind or size is told at once.
 */
export function DropZone({ onFile }: DropZoneProps) {
  const help = useId();
  const [fault, setFault] = useState<string>();
  const take = (files: Iterable<File>) => {
    const chosen = oneFile([...files]);
    setFault(chosen && 'fault' in chosen ? chosen.fault : undefined);
    if (chosen && 'file' in chosen) onFile(chosen.file);
  };
  const over = useFilesOfPage(take);
  return (
    <Box sx={{ display: 'grid', gap: 3 }}>
      {fault !== undefined && <FormMessage tone="failure">{fault}</FormMessage>}
      <Box
        component="label"
        data-testid="drop-zone"
        sx={{
          display: 'grid',
          justifyItems: 'center',
          alignContent: 'center',
          gap: 1.5,
          minHeight: { xs: 148, sm: 188 },
          px: 4,
          py: 5,
          textAlign: 'center',
          cursor: 'pointer',
          borderRadius: 3,
          border: '1.5px dashed',
          borderColor: over ? 'primary.main' : 'surface.borderStrong',
          bgcolor: over ? 'tone.brand.tint' : 'surface.sunken',
          transition: 'border-color 120ms, background-color 120ms',
          '&:hover': { borderColor: 'primary.main' },
          '&:has(input:focus-visible)': {
            outline: '2px solid var(--cb-palette-primary-main)',
            outlineOffset: 2,
          },
        }}
      >
        <Box sx={{ ...toneDisc('brand'), width: 40, height: 40, '& svg': { fontSize: 20 } }}>
          <UploadIcon />
        </Box>
        <Typography component="span" variant="h3">
          {over ? (
            'Drop it anywhere'
          ) : (
            <>
              <Box component="span" sx={{ color: 'primary.main' }}>
                Choose a file
              </Box>
              <Box component="span" sx={{ display: { xs: 'none', sm: 'inline' } }}>
                {' '}
                or drop it here
              </Box>
            </>
          )}
        </Typography>
        <Typography id={help} component="span" variant="body2" color="textSecondary">
          Excel (.xlsx, .xlsm) or CSV, up to {formatBytes(MOST_BYTES)}. Nothing is recorded before
          you have seen what it would do.
        </Typography>
        <Box
          component="input"
          type="file"
          accept={ACCEPTED}
          aria-label="File of customers"
          aria-describedby={help}
          onChange={({ target }: React.ChangeEvent<HTMLInputElement>) => {
            take(target.files ?? []);
            // The same file may be chosen again when it was mended.
            target.value = '';
          }}
          sx={SPOKEN_ONLY}
        />
      </Box>
    </Box>
  );
}

/** Files that are dropped or pasted anywhere; whether some are held above the page. */
function useFilesOfPage(onFiles: (files: FileList) => void): boolean {
  const [over, setOver] = useState(false);
  const latest = useRef(onFiles);
  useEffect(() => {
    latest.current = onFiles;
  });
  useEffect(() => {
    const held = ({ dataTransfer }: DragEvent) => dataTransfer?.types.includes('Files') ?? false;
    const drag = (event: DragEvent) => {
      if (!held(event)) return;
      // Without it the browser opens the file in the place of the page.
      event.preventDefault();
      setOver(true);
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent) => {
      if (!held(event)) return;
      event.preventDefault();
      setOver(false);
      latest.current(event.dataTransfer!.files);
    };
    const paste = ({ clipboardData }: ClipboardEvent) => {
      if (clipboardData && clipboardData.files.length > 0) latest.current(clipboardData.files);
    };
    window.addEventListener('dragover', drag);
    window.addEventListener('dragleave', leave);
    window.addEventListener('drop', drop);
    window.addEventListener('paste', paste);
    return () => {
      window.removeEventListener('dragover', drag);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('drop', drop);
      window.removeEventListener('paste', paste);
    };
  }, []);
  return over;
}
