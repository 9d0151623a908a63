import { setupServer } from 'msw/node';

/** Every test says for itself what the API answers. */
export const server = setupServer();

export const ORIGIN = 'http://cashbeat.test';
