import { describeFailure, type RequestFailure } from '@/store/request-failure';

/** Why the list could not be had: of a refused filter what is wrong with it, not its parameter. */
export function describeListFailure(error: unknown): RequestFailure {
  const failure = describeFailure(error);
  if (failure.errors.length === 0) return failure;
  return {
    ...failure,
    title: 'These filters cannot be used',
    detail: failure.errors.map(({ message }) => message.replaceAll('`', '')).join(' '),
  };
}
