import Box, { type BoxProps } from '@mui/material/Box';

/** Things of one kind under each other, for a flush panel or a dialog. */
export function Rows({ children, ...rest }: BoxProps<'ul'>) {
  return (
    <Box component="ul" {...rest} sx={{ listStyle: 'none', m: 0, p: 0 }}>
      {children}
    </Box>
  );
}

const LINED = {
  py: 3,
  borderBottom: 1,
  borderColor: 'divider',
  '&:last-child': { borderBottom: 0 },
};

/** One of them, with a line to the next. */
export function Row({ sx, children, ...rest }: BoxProps<'li'>) {
  return (
    <Box component="li" {...rest} sx={[LINED, ...(Array.isArray(sx) ? sx : [sx])]}>
      {children}
    </Box>
  );
}
