'use client';

import { Notice } from '@cashbeat/ui';
import Box from '@mui/material/Box';
import { useState } from 'react';
import { useAppSelector } from '@/store/hooks';
import { selectSessionState } from '@/store/session/session-slice';
import { useGetEntryHallQuery } from './auth-api';
import { CardPage } from './card-page';
import { DemoBox } from './demo-box';
import { LoginForm } from './login-form';
import { PageLink } from './page-link';
import { useSignedInGoesOn } from './use-enter';

/** Signs in: by password and second factor, or as one of the demo's accounts. */
export function LoginPage() {
  useSignedInGoesOn();
  const [step, setStep] = useState<'password' | 'code'>('password');
  const { departure } = useAppSelector(selectSessionState);
  const { data: hall } = useGetEntryHallQuery();
  return (
    <CardPage
      title={step === 'code' ? 'One more step' : 'Sign in'}
      lead={step === 'code' ? 'This account is protected by a second factor.' : undefined}
      below={
        <Box sx={{ display: 'grid', gap: 2 }}>
          {hall?.registration && (
            <span>
              New here? <PageLink href="/register">Create an account</PageLink>
            </span>
          )}
          {hall?.outbox && (
            <span>
              Messages are not sent here, but kept in <PageLink href="/outbox">the outbox</PageLink>
              .
            </span>
          )}
        </Box>
      }
    >
      {departure !== 'none' && step === 'password' && (
        <Box sx={{ mb: -3 }}>
          <Notice tone={departure === 'ended' ? 'warning' : 'pending'}>
            {departure === 'ended'
              ? 'You were signed out. Sign in to go on where you were.'
              : 'You are signed out.'}
          </Notice>
        </Box>
      )}
      <LoginForm step={step} onStep={setStep} />
      {/* Below the form: it comes later, and nothing that somebody is about to press may move. */}
      {hall && hall.demo.length > 0 && step === 'password' && <DemoBox accounts={hall.demo} />}
    </CardPage>
  );
}
