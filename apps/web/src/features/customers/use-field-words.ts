'use client';

import type { ContactValues } from './customer-fields';
import { useAgents } from './use-agents';
import { useDay } from './use-day';

/** What a field of a form holds, in words, for two versions of it side by side. */
export function useFieldWords(): (field: string, value: unknown) => string {
  const agents = useAgents();
  const dayOf = useDay();
  return (field, value) => {
    if (field === 'contacts') return contactsInWords(value as ContactValues[]);
    if (Array.isArray(value)) return value.join(', ') || 'empty';
    const text = String(value ?? '');
    if (field === 'agentId') {
      return text ? (agents?.find(({ id }) => id === text)?.name ?? 'One who left') : 'nobody';
    }
    if (field === 'dueDate' && text) return dayOf(text);
    return text || 'empty';
  };
}

function contactsInWords(contacts: readonly ContactValues[]): string {
  const lines = contacts.map(({ name, role, email, phone }) =>
    [name, role, email, phone].filter(Boolean).join(', '),
  );
  return lines.join('\n') || 'nobody';
}
