'use client';

import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useField } from '@/features/forms/use-field';

export interface RoleChoiceProps {
  name: string;
  options: readonly { value: string; label: string; summary?: string }[];
}

/** All roles in sight with what they are for: nobody should have to guess. */
export function RoleChoice({ name, options }: RoleChoiceProps) {
  const { input, error } = useField(name);
  return (
    <Box
      component="fieldset"
      aria-invalid={error !== undefined}
      sx={{ border: 0, m: 0, p: 0, minWidth: 0 }}
    >
      <Typography component="legend" variant="body2" sx={{ fontWeight: 550, p: 0, mb: 1.5 }}>
        Role
      </Typography>
      <Box sx={{ border: 1, borderColor: 'surface.borderStrong', borderRadius: 2 }}>
        {options.map(({ value, label, summary }) => (
          <Box
            key={value}
            component="label"
            sx={{
              display: 'flex',
              alignItems: 'start',
              gap: 2.5,
              px: 3,
              py: 2.5,
              cursor: 'pointer',
              '& + &': { borderTop: 1, borderColor: 'divider' },
              '&:has(:checked)': { bgcolor: 'tone.brand.tint' },
              '&:first-of-type': { borderRadius: '7px 7px 0 0' },
              '&:last-of-type': { borderRadius: '0 0 7px 7px' },
            }}
          >
            <Box
              component="input"
              type="radio"
              value={value}
              {...input}
              sx={{ m: 0, mt: '3px', accentColor: 'var(--cb-palette-primary-main)' }}
            />
            <Box sx={{ minWidth: 0 }}>
              <Typography variant="body2" sx={{ fontWeight: 550 }}>
                {label}
              </Typography>
              {summary && (
                <Typography variant="caption" component="p" color="textSecondary">
                  {summary}
                </Typography>
              )}
            </Box>
          </Box>
        ))}
      </Box>
      {error && (
        <Typography variant="caption" component="p" color="error" role="alert" sx={{ mt: 1 }}>
          {error}
        </Typography>
      )}
    </Box>
  );
}
