import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import type { RequestFailure } from '@/store/request-failure';
import type { ActionFailure } from './use-payment-action';

/** Why an action did not succeed, or that nobody knows whether it did. */
export function ActionAlert({ failure, repeat, busy }: ActionFailure & { busy: boolean }) {
  return (
    <Alert
      severity={repeat ? 'warning' : 'error'}
      sx={{ borderRadius: 2 }}
      action={
        repeat && (
          <Button color="inherit" onClick={repeat} loading={busy} sx={{ whiteSpace: 'nowrap' }}>
            Try again
          </Button>
        )
      }
    >
      {repeat
        ? 'No answer came: it is not known whether this went through. Trying again does it once at most.'
        : refusalInWords(failure)}
      {failure.requestId && (
        <Box component="small" sx={{ display: 'block', opacity: 0.8 }}>
          Request {failure.requestId}
        </Box>
      )}
    </Alert>
  );
}

function refusalInWords({ code, detail, errors }: RequestFailure): string {
  // The API names payment and amounts as machines do; the payment itself is read again anyway.
  if (code === 'illegal_transition' || code === 'concurrent_change') {
    return 'The payment has changed meanwhile, and this is not possible any more.';
  }
  return errors.length > 0 ? errors.map(({ message }) => message).join(' ') : detail;
}
