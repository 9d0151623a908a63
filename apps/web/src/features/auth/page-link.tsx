import Link from '@mui/material/Link';
import NextLink from 'next/link';
import type { ReactNode } from 'react';

/** A link to another page, within text. */
export function PageLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link
      component={NextLink}
      href={href}
      variant="inherit"
      underline="hover"
      sx={{ fontWeight: 550 }}
    >
      {children}
    </Link>
  );
}
