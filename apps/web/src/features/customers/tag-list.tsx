import Box from '@mui/material/Box';

export interface TagListProps {
  tags: readonly string[];
  /** How many are shown, in one line; the others are counted. All of them when left out. */
  most?: number;
}

/** Words that a customer is found by, in a line. */
export function TagList({ tags, most }: TagListProps) {
  const shown = tags.slice(0, most);
  const rest = tags.length - shown.length;
  return (
    <Box
      component="span"
      title={rest > 0 ? tags.join(', ') : undefined}
      sx={{
        display: 'flex',
        flexWrap: most === undefined ? 'wrap' : 'nowrap',
        alignItems: 'center',
        gap: 1,
        minWidth: 0,
      }}
    >
      {shown.map((tag) => (
        <TagChip key={tag}>{tag}</TagChip>
      ))}
      {rest > 0 && (
        <Box component="span" sx={{ fontSize: '0.75rem', color: 'text.secondary' }}>
          +{rest}
        </Box>
      )}
    </Box>
  );
}

export function TagChip({ children }: { children: string }) {
  return (
    <Box
      component="span"
      sx={{
        px: 1.5,
        height: 20,
        lineHeight: '18px',
        borderRadius: 1,
        border: 1,
        borderColor: 'divider',
        bgcolor: 'surface.sunken',
        color: 'text.secondary',
        fontSize: '0.75rem',
        fontWeight: 500,
        minWidth: 0,
        maxWidth: '100%',
        overflow: 'hidden',
        textOverflow: 'ellipsis',
        whiteSpace: 'nowrap',
      }}
    >
      {children}
    </Box>
  );
}
