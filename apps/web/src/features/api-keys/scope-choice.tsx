'use client';

import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useId } from 'react';
import { useListRolesQuery } from '@/features/members/members-api';
import { useField } from '@/features/forms/use-field';
import { SCOPES } from './scopes';

/** What a key may do, each in a sentence of the API. */
export function ScopeChoice({ name }: { name: string }) {
  const { input, error } = useField(name);
  const told = useId();
  const { data: roles } = useListRolesQuery();
  const summaries = new Map(
    roles
      ?.flatMap(({ permissions }) => permissions)
      .map(({ name: scope, summary }) => [scope as string, summary]),
  );
  return (
    <Box
      component="fieldset"
      aria-describedby={error && told}
      sx={{ border: 0, m: 0, p: 0, minWidth: 0 }}
    >
      <Typography component="legend" variant="body2" sx={{ fontWeight: 550, p: 0, mb: 1.5 }}>
        Allowed to
      </Typography>
      <Box
        sx={{
          display: 'grid',
          border: 1,
          borderColor: error ? 'error.main' : 'surface.borderStrong',
          borderRadius: 2,
          py: 1,
        }}
      >
        {SCOPES.map((scope) => (
          <Box
            key={scope}
            component="label"
            sx={{
              display: 'flex',
              alignItems: 'start',
              gap: 2.5,
              px: 3,
              py: 1.5,
              cursor: 'pointer',
            }}
          >
            <Box
              component="input"
              type="checkbox"
              value={scope}
              aria-invalid={error !== undefined}
              {...input}
              sx={{ m: 0, mt: '3px', accentColor: 'var(--cb-palette-primary-main)' }}
            />
            <Typography component="span" variant="body2" sx={{ minWidth: 0 }}>
              {summaries.get(scope) ?? <code>{scope}</code>}
              {summaries.has(scope) && (
                <Typography component="span" variant="caption" color="textSecondary">
                  {' '}
                  <code>{scope}</code>
                </Typography>
              )}
            </Typography>
          </Box>
        ))}
      </Box>
      {error && (
        <Typography
          id={told}
          role="alert"
          variant="caption"
          component="p"
          color="error"
          sx={{ mt: 1.5, fontWeight: 550 }}
        >
          {error}
        </Typography>
      )}
    </Box>
  );
}
