import type { CustomerImportProblem, CustomerImportRow } from '@cashbeat/shared-types';
import { inWords } from '@/features/organisation/use-method-name';
import { FIELD_LABELS } from './import-fields';

type Fault = Pick<CustomerImportProblem, 'field' | 'code'>;

/** Of one kind are faults of the same code in the same column. */
function kindOf({ field, code }: Fault): string {
  return `${field ?? ''} ${code}`;
}

/** "Due date: date invalid" */
function labelOf({ field, code }: Fault): string {
  const fault = inWords(code);
  return field === null ? fault : `${FIELD_LABELS[field]}: ${fault.toLowerCase()}`;
}

/** The kinds of problems that rows have, the most frequent first, with how many rows each. */
export function problemKinds(
  rows: readonly CustomerImportRow[],
): { value: string; label: string }[] {
  const kinds = new Map<string, { label: string; count: number }>();
  for (const { problems } of rows) {
    for (const [kind, label] of new Map(problems.map((each) => [kindOf(each), labelOf(each)]))) {
      const count = (kinds.get(kind)?.count ?? 0) + 1;
      kinds.set(kind, { label, count });
    }
  }
  return [...kinds]
    .toSorted(([, one], [, other]) => other.count - one.count)
    .map(([value, { label, count }]) => ({ value, label: `${label} (${count})` }));
}

export function hasKind({ problems }: CustomerImportRow, kind: string): boolean {
  return problems.some((each) => kindOf(each) === kind);
}
