'use client';

import type { CustomerImport } from '@cashbeat/shared-types';
import { useState } from 'react';

/** The import as its last finished check left it; undefined before the first one is over. */
export function useSettled(given: CustomerImport): CustomerImport | undefined {
  const [settled, setSettled] = useState<CustomerImport>();
  if (given.state !== 'checking' && given.counts !== null && given !== settled) setSettled(given);
  return given.state !== 'checking' && given.counts !== null ? given : settled;
}
