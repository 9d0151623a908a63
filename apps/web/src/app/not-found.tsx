'use client';

import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import NextLink from 'next/link';

export default function NotFound() {
  return (
    <Box
      component="main"
      sx={{
        minHeight: '100dvh',
        display: 'grid',
        placeContent: 'center',
        justifyItems: 'center',
        textAlign: 'center',
        gap: 4,
        p: 5,
      }}
    >
      <Typography variant="h1">There is no such page</Typography>
      <Typography color="textSecondary">
        The address may be mistyped, or the page is no longer there.
      </Typography>
      <Button variant="contained" component={NextLink} href="/">
        Go to the dashboard
      </Button>
    </Box>
  );
}
