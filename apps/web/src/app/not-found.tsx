import { EmptyState } from '@cashbeat/ui';
import NextLink from 'next/link';

export default function NotFound() {
  return (
    <EmptyState title="There is no such page">
      <NextLink href="/">Go to the dashboard</NextLink>
    </EmptyState>
  );
}
