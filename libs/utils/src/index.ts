export { formatAge } from './format-time';
export { type Formats, formatsFor } from './formats';
export { DEFAULT_LOCALE } from './locale';
export * from './throttle';
export * from './time-range';
export { moneyLeft } from './typed-amount';
export * from './zoned-time';
