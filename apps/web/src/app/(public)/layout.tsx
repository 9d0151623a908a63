import { connection } from 'next/server';
import type { ReactNode } from 'react';
import { PublicFrame } from '@/features/session/public-frame';

/** Pages for people who are not signed in; rendered per request, as the address is read. */
export default async function PublicLayout({ children }: { children: ReactNode }) {
  await connection();
  return <PublicFrame>{children}</PublicFrame>;
}
