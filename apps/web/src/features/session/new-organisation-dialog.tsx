'use client';

import Typography from '@mui/material/Typography';
import { DialogFrame } from '@/features/settings/dialog-frame';
import { NewOrganisationForm } from './new-organisation-form';

/** Mounted to open it: it brings the forms along, which no page of the product needs to begin. */
export default function NewOrganisationDialog({ onClose }: { onClose: () => void }) {
  return (
    <DialogFrame title="New organisation" onClose={onClose}>
      <Typography variant="body2" color="textSecondary">
        With members, keys and payments of its own. You become its owner.
      </Typography>
      <NewOrganisationForm onDone={onClose} onCancel={onClose} />
    </DialogFrame>
  );
}
