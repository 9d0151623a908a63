'use client';

import { PlusIcon, TrashIcon } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import Typography from '@mui/material/Typography';
import { useFieldArray, useFormContext } from 'react-hook-form';
import { TextField } from '@/features/forms';
import { type CustomerValues, MOST_CONTACTS, NO_CONTACT } from './customer-fields';

/** People to speak to at the customer. */
export function ContactsField() {
  const { control } = useFormContext<CustomerValues>();
  const { fields, append, remove } = useFieldArray({ control, name: 'contacts' });
  return (
    <Box component="fieldset" sx={{ border: 0, m: 0, p: 0, minWidth: 0, display: 'grid', gap: 3 }}>
      <Typography component="legend" variant="body2" sx={{ fontWeight: 550, p: 0, mb: 2 }}>
        Contact persons
      </Typography>
      {fields.map((field, index) => (
        <Box
          key={field.id}
          role="group"
          aria-label={`Contact person ${index + 1}`}
          sx={{
            display: 'grid',
            gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: 'repeat(2, minmax(0, 1fr))' },
            gap: 3,
            p: 3,
            position: 'relative',
            border: 1,
            borderColor: 'divider',
            borderRadius: 2,
            bgcolor: 'surface.sunken',
          }}
        >
          <TextField name={`contacts.${index}.name`} label="Name" autoComplete="off" />
          <TextField name={`contacts.${index}.role`} label="Role" autoComplete="off" optional />
          <TextField
            name={`contacts.${index}.email`}
            label="E-mail address"
            type="email"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            optional
          />
          <TextField
            name={`contacts.${index}.phone`}
            label="Phone"
            type="tel"
            autoComplete="off"
            optional
          />
          <IconButton
            aria-label={`Remove contact person ${index + 1}`}
            onClick={() => remove(index)}
            sx={{ position: 'absolute', top: 2, right: 4 }}
          >
            <TrashIcon />
          </IconButton>
        </Box>
      ))}
      {fields.length < MOST_CONTACTS && (
        <Button
          variant="outlined"
          startIcon={<PlusIcon />}
          onClick={() => append(NO_CONTACT)}
          sx={{ justifySelf: 'start' }}
        >
          Add a contact person
        </Button>
      )}
    </Box>
  );
}
