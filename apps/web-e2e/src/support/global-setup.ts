import { makeKey, register, somebody } from './people';
import { startStack } from './stack';

/**
 * One whole Cashbeat on free ports with an empty database, gone without a trace afterwards; in it
 * one organisation, its owner, and an API key.
 */
export default async function globalSetup(): Promise<() => Promise<void>> {
  const stack = await startStack();
  try {
    const owner = somebody('Olga Owner');
    const { accessToken } = await register(stack.web, owner, 'End to End');
    process.env.CASHBEAT_E2E_KEY = await makeKey(stack.web, accessToken);
    process.env.CASHBEAT_E2E_OWNER = JSON.stringify(owner);
  } catch (error) {
    await stack.stop();
    throw error;
  }
  process.env.CASHBEAT_E2E_WEB = stack.web;
  process.env.CASHBEAT_E2E_API = stack.api;
  process.env.CASHBEAT_E2E_DATA = stack.dataDir;
  return stack.stop;
}
