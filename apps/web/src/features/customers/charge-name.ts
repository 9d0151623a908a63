import type { Charge } from '@cashbeat/shared-types';

type Named = Pick<Charge, 'description' | 'externalId' | 'dueDate'>;

/** What people call a charge: what it is for, its number, or when it is due. */
export function chargeName(
  { description, externalId, dueDate }: Named,
  dayOf: (day: string) => string,
): string {
  return description?.split('\n')[0] ?? externalId ?? `charge due ${dayOf(dueDate)}`;
}
