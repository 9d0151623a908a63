export * from './format-money';
export * from './format-number';
export * from './format-time';
export * from './throttle';
export * from './time-range';
export * from './typed-amount';
export * from './zoned-time';
