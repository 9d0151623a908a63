import type { Customer, CustomerBulk } from '@cashbeat/shared-types';

/** One change of many customers, as a person means it. */
export type BulkDeed =
  | { kind: 'assign'; agent: { id: string; name: string } | null }
  | { kind: 'tag'; tag: string }
  | { kind: 'untag'; tag: string }
  | { kind: 'delete' };

/** What takes a change back: further changes, or customers to restore one by one. */
export interface Undoing {
  changes: CustomerBulk[];
  restore: string[];
}

/** The most that the API takes at once. */
export const MOST_AT_ONCE = 500;

export function bulkOf(deed: BulkDeed, customerIds: string[]): CustomerBulk {
  switch (deed.kind) {
    case 'assign':
      return { customerIds, agentId: deed.agent?.id ?? null };
    case 'tag':
      return { customerIds, addTags: [deed.tag] };
    case 'untag':
      return { customerIds, removeTags: [deed.tag] };
    case 'delete':
      return { customerIds, delete: true };
  }
}

/** `before` are the customers as they were; `changed` the ids of those that are otherwise now. */
export function undoingOf(
  deed: BulkDeed,
  before: readonly Customer[],
  changed: readonly string[],
): Undoing {
  const ids = [...changed];
  if (ids.length === 0) return { changes: [], restore: [] };
  switch (deed.kind) {
    case 'delete':
      return { changes: [], restore: ids };
    case 'tag':
      return { changes: [{ customerIds: ids, removeTags: [deed.tag] }], restore: [] };
    case 'untag':
      return { changes: [{ customerIds: ids, addTags: [deed.tag] }], restore: [] };
    case 'assign': {
      const agents = new Map(before.map(({ id, agent }) => [id, agent?.id ?? null]));
      const byAgent = new Map<string | null, string[]>();
      for (const id of ids) {
        const agentId = agents.get(id) ?? null;
        byAgent.set(agentId, [...(byAgent.get(agentId) ?? []), id]);
      }
      return {
        changes: [...byAgent].map(([agentId, customerIds]) => ({ customerIds, agentId })),
        restore: [],
      };
    }
  }
}

/** What became of it, for the toast: "12 customers were given to Ada Lovelace". */
export function bulkInWords(deed: BulkDeed, count: number): string {
  const [who, were] = count === 1 ? ['1 customer', 'was'] : [`${count} customers`, 'were'];
  switch (deed.kind) {
    case 'assign':
      return deed.agent
        ? `${who} ${were} given to ${deed.agent.name}`
        : `Nobody looks after ${who} now`;
    case 'tag':
      return `${who} ${were} tagged “${deed.tag}”`;
    case 'untag':
      return `“${deed.tag}” was taken from ${who}`;
    case 'delete':
      return `${who} ${were} deleted`;
  }
}

/** Parts of a list, each of at most so many. */
export function partsOf<Each>(all: readonly Each[], most: number): Each[][] {
  const count = Math.ceil(all.length / most);
  return Array.from({ length: count }, (_, part) => all.slice(part * most, (part + 1) * most));
}
