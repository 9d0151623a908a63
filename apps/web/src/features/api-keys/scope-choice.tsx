'use client';

import Typography from '@mui/material/Typography';
import { Choice, CHOICE_LINE, Choices } from '@/features/forms/choices';
import { useListRolesQuery } from '@/features/members/members-api';
import { useField } from '@/features/forms/use-field';
import { SCOPES } from './scopes';

/** What a key may do, each in a sentence of the API. */
export function ScopeChoice({ name }: { name: string }) {
  const { input, error } = useField(name);
  const { data: roles } = useListRolesQuery();
  const summaries = new Map(
    roles
      ?.flatMap(({ permissions }) => permissions)
      .map(({ name: scope, summary }) => [scope as string, summary]),
  );
  return (
    <Choices legend="Allowed to" error={error} sx={{ py: 1 }}>
      {SCOPES.map((scope) => (
        <Choice
          key={scope}
          value={scope}
          input={{ ...input, 'aria-invalid': error !== undefined }}
          sx={CHOICE_LINE}
        >
          {summaries.get(scope) ?? <code>{scope}</code>}
          {summaries.has(scope) && (
            <Typography component="span" variant="caption" color="textSecondary">
              {' '}
              <code>{scope}</code>
            </Typography>
          )}
        </Choice>
      ))}
    </Choices>
  );
}
