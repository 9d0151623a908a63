'use client';

import Box from '@mui/material/Box';
import { Choice, Choices } from '@/features/forms/choices';
import { useField } from '@/features/forms/use-field';

export interface RoleChoiceProps {
  name: string;
  options: readonly { value: string; label: string; summary?: string }[];
}

/** All roles in sight with what they are for: nobody should have to guess. */
export function RoleChoice({ name, options }: RoleChoiceProps) {
  const { input, error } = useField(name);
  return (
    <Choices legend="Role" error={error}>
      {options.map(({ value, label, summary }) => (
        <Choice key={value} kind="radio" value={value} input={input} note={summary} sx={ROLE}>
          <Box component="span" sx={{ fontWeight: 550 }}>
            {label}
          </Box>
        </Choice>
      ))}
    </Choices>
  );
}

const ROLE = {
  px: 3,
  py: 2.5,
  '& + &': { borderTop: 1, borderColor: 'divider' },
  '&:has(:checked)': { bgcolor: 'tone.brand.tint' },
  '&:first-of-type': { borderRadius: '7px 7px 0 0' },
  '&:last-of-type': { borderRadius: '0 0 7px 7px' },
};
