import type { AuditEntry } from '@cashbeat/shared-types';
import { ShieldIcon } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import { useFormats } from '@/store/session/use-formats';

/** The entry's place in the chain; until it has one, for a moment, nothing proves it. */
export function Seal({ entry: { n, hash } }: { entry: AuditEntry }) {
  const { formatCount } = useFormats();
  const sealed = n !== null && hash !== null;
  return (
    <Box
      component="span"
      title={sealed ? 'Sealed: part of the chain of hashes' : 'Not sealed yet: in a moment it is'}
      sx={{
        display: 'inline-flex',
        alignItems: 'center',
        justifyContent: 'flex-end',
        gap: 1,
        minWidth: 64,
        fontSize: '0.75rem',
        fontVariantNumeric: 'tabular-nums',
        whiteSpace: 'nowrap',
        color: sealed ? 'tone.success.main' : 'text.secondary',
        '& svg': { fontSize: 14 },
      }}
    >
      {sealed ? (
        <>
          <ShieldIcon titleAccess="Sealed as number" />
          {formatCount(n)}
        </>
      ) : (
        'Not sealed yet'
      )}
    </Box>
  );
}
