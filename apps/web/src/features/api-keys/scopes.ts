import type { Scope } from '@cashbeat/shared-types';

/** In the order of the API; what each allows in words is the API's to say. */
export const SCOPES: readonly Scope[] = [
  'payments:read',
  'payments:write',
  'payments:refund',
  'payments:import',
  'customers:read',
  'customers:write',
  'analytics:read',
  'methods:write',
  'alerts:read',
  'alerts:handle',
  'organisation:read',
];
