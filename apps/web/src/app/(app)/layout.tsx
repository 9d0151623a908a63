import { headers } from 'next/headers';
import type { ReactNode } from 'react';
import { Boot } from '@/features/shell/boot';
import { BootSkeleton } from '@/features/shell/boot-skeleton';

/** The product itself, for people who are signed in. */
export default async function AppLayout({ children }: { children: ReactNode }) {
  const nonce = (await headers()).get('x-nonce') ?? undefined;
  return (
    <Boot nonce={nonce} skeleton={<BootSkeleton />}>
      {children}
    </Boot>
  );
}
