import Box from '@mui/material/Box';

/** A person or an organisation in one or two letters. Their name stands beside it or is its label. */
export function Initials({ name, round = false }: { name: string; round?: boolean }) {
  return (
    <Box
      component="span"
      aria-hidden
      sx={{
        flexShrink: 0,
        width: 28,
        height: 28,
        display: 'grid',
        placeItems: 'center',
        borderRadius: round ? 999 : 2,
        fontSize: '0.6875rem',
        fontWeight: 650,
        letterSpacing: '0.02em',
        color: 'tone.brand.main',
        bgcolor: 'tone.brand.tint',
      }}
    >
      {initialsOf(name)}
    </Box>
  );
}

export function initialsOf(name: string): string {
  const words = name.split(/[\s.@_-]+/).filter((word) => /^[\p{L}\p{N}]/u.test(word));
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined];
  return letters
    .map((word) => (word ? [...word][0] : ''))
    .join('')
    .toUpperCase();
}
