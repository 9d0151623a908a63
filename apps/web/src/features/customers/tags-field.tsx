'use client';

import { CrossIcon } from '@cashbeat/ui';
import { FormField, TextInput } from '@cashbeat/ui/form';
import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import { type KeyboardEvent, useState } from 'react';
import { useController } from 'react-hook-form';
import { type CustomerValues, MOST_TAG, MOST_TAGS } from './customer-fields';

/** Words, each added by Enter or a comma; upper and lower case are one. */
export function TagsField() {
  const { field, fieldState } = useController<CustomerValues, 'tags'>({ name: 'tags' });
  const [typed, setTyped] = useState('');
  const tags = field.value;
  const add = () => {
    const known = new Set(tags.map((tag) => tag.toLowerCase()));
    const tag = typed.trim();
    setTyped('');
    if (tag && !known.has(tag.toLowerCase())) field.onChange([...tags, tag]);
  };
  const press = (event: KeyboardEvent) => {
    const adds = (event.key === 'Enter' || event.key === ',') && !event.nativeEvent.isComposing;
    if (adds && typed.trim() !== '') {
      event.preventDefault();
      add();
    } else if (event.key === 'Backspace' && typed === '' && tags.length > 0) {
      field.onChange(tags.slice(0, -1));
    }
  };
  return (
    <FormField
      label="Tags"
      optional
      error={fieldState.error?.message}
      help="Words to find it by; Enter adds one."
    >
      {(ties) => (
        <Box sx={{ display: 'grid', gap: 2 }}>
          {tags.length > 0 && (
            <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1.5 }}>
              {tags.map((tag) => (
                <ButtonBase
                  key={tag}
                  aria-label={`Remove tag ${tag}`}
                  onClick={() => field.onChange(tags.filter((other) => other !== tag))}
                  sx={TAG}
                >
                  {tag}
                  <CrossIcon />
                </ButtonBase>
              ))}
            </Box>
          )}
          <TextInput
            {...ties}
            ref={field.ref}
            value={typed}
            maxLength={MOST_TAG}
            disabled={tags.length >= MOST_TAGS}
            autoComplete="off"
            placeholder={tags.length === 0 ? 'key account' : undefined}
            onChange={(event) => setTyped(event.target.value)}
            onKeyDown={press}
            onBlur={() => {
              add();
              field.onBlur();
            }}
          />
        </Box>
      )}
    </FormField>
  );
}

const TAG = {
  font: 'inherit',
  fontSize: '0.8125rem',
  gap: 1,
  px: 2,
  height: 26,
  borderRadius: 1,
  border: 1,
  borderColor: 'surface.borderStrong',
  bgcolor: 'surface.sunken',
  maxWidth: '100%',
  overflow: 'hidden',
  '& svg': { fontSize: 13, color: 'text.secondary' },
} as const;
