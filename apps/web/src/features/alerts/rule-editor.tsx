'use client';

import type { AlertRule, Organisation } from '@cashbeat/shared-types';
import { Panel } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { enqueueSnackbar } from 'notistack';
import { useRouter } from 'next/navigation';
import { useMemo, useState } from 'react';
import { Form, SubmitButton, useZodForm } from '@/features/forms';
import { Remark } from '@/features/settings/remark';
import { ShellLink } from '@/features/shell/shell-link';
import { describeFailure } from '@/store/request-failure';
import { useFormats } from '@/store/session/use-formats';
import { usePermission } from '@/store/session/use-permission';
import { RuleFieldset } from './rule-fieldset';
import type { RuleFields } from './rule-figures';
import { fieldsOf, newFields, ruleOf, ruleSchema } from './rule-form';
import { RulePreview } from './rule-preview';
import { ruleRefusal } from './rule-switch';
import { useChangeRuleMutation, useCreateRuleMutation } from './rules-api';

export interface RuleEditorProps {
  organisation: Organisation;
  /** To change; a new one without. */
  rule?: AlertRule;
}

/** A rule in plain words beside what it would have fired, so that nobody saves one blindly. */
export default function RuleEditor({ organisation, rule }: RuleEditorProps) {
  const formats = useFormats();
  const writes = usePermission('alerts:write');
  const schema = useMemo(() => ruleSchema(formats), [formats]);
  const form = useZodForm(
    schema,
    rule ? fieldsOf(rule, formats) : newFields(organisation.defaultCurrency),
  );
  const save = useSave(rule);
  return (
    <Box
      sx={{
        display: 'grid',
        gap: 4,
        alignItems: 'start',
        gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'minmax(0, 460px) minmax(0, 1fr)' },
      }}
    >
      <Panel title={rule?.name ?? 'New rule'}>
        <Form
          form={form}
          label="Alert rule"
          fieldOfCode={{ name_taken: 'name' }}
          onSubmit={(values) => save(values)}
        >
          {!writes && (
            <Remark>
              Owners and administrators change rules; you can look, and try on the past.
            </Remark>
          )}
          <RuleFieldset control={form.control} organisation={organisation} writes={writes} />
          {writes && (
            <Box sx={{ display: 'flex', flexWrap: 'wrap', justifyContent: 'flex-end', gap: 2 }}>
              <Button component={ShellLink} href="/alerts/rules" variant="outlined">
                Cancel
              </Button>
              <SubmitButton>{rule ? 'Save the rule' : 'Make the rule'}</SubmitButton>
            </Box>
          )}
        </Form>
      </Panel>
      <Box sx={{ position: { lg: 'sticky' }, top: { lg: 24 }, minWidth: 0 }}>
        <RulePreview control={form.control} schema={schema} />
      </Box>
    </Box>
  );
}

function useSave(rule: AlertRule | undefined) {
  const formats = useFormats();
  const router = useRouter();
  const [create] = useCreateRuleMutation();
  const [change] = useChangeRuleMutation();
  // Of all attempts at one rule: a lost answer makes no second one.
  const [idempotencyKey] = useState(() => crypto.randomUUID());
  return async (fields: RuleFields) => {
    const wanted = ruleOf(fields, formats);
    const { error } = rule
      ? await change({ id: rule.id, change: { ...wanted, version: rule.version } })
      : await create({ rule: wanted, idempotencyKey });
    if (error) {
      const failure = describeFailure(error);
      if (failure.errors.length > 0 || failure.code === 'name_taken') return failure;
      return { ...failure, detail: ruleRefusal(failure) };
    }
    enqueueSnackbar(`${wanted.name} was saved`, { variant: 'success' });
    router.push('/alerts/rules');
    return undefined;
  };
}
