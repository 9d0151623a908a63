import type { CustomerImport } from '@cashbeat/shared-types';
import Box from '@mui/material/Box';
import { Remark } from '@/features/settings/remark';
import { adviceInWords } from './option-words';

/** What a person should know of how the file was read. */
export function ImportNotes({ given: { notes } }: { given: Pick<CustomerImport, 'notes'> }) {
  if (notes.length === 0) return null;
  return (
    <Remark>
      {notes.length === 1 ? (
        adviceInWords(notes[0]!)
      ) : (
        <Box component="ul" sx={{ m: 0, pl: 4 }}>
          {notes.map((note) => (
            <li key={note}>{adviceInWords(note)}</li>
          ))}
        </Box>
      )}
    </Remark>
  );
}
