import { startStack } from './stack';

/** One whole Cashbeat on free ports with an empty database; gone without a trace afterwards. */
export default async function globalSetup(): Promise<() => Promise<void>> {
  const stack = await startStack();
  process.env.CASHBEAT_E2E_WEB = stack.web;
  process.env.CASHBEAT_E2E_API = stack.api;
  process.env.CASHBEAT_E2E_DATA = stack.dataDir;
  return stack.stop;
}
