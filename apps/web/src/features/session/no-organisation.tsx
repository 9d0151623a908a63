'use client';

import Button from '@mui/material/Button';
import { CardPage } from '@/features/auth/card-page';
import { NewOrganisationForm } from './new-organisation-form';
import { useSignOut } from './use-sign-out';

/** For a person whom every organisation has let go. */
export default function NoOrganisation() {
  const { signOut, busy } = useSignOut();
  return (
    <CardPage
      title="You belong to no organisation"
      lead="Ask somebody to invite you, or begin one of your own."
      below={
        <Button onClick={() => void signOut()} loading={busy}>
          Sign out
        </Button>
      }
    >
      <NewOrganisationForm />
    </CardPage>
  );
}
