/** Those in use first; of the others a code is all that there is room for. */
export function currencyChoices(used: readonly string[] = []) {
  const codes = new Set([...used, ...Intl.supportedValuesOf('currency')]);
  return [...codes].map((code) => ({ value: code, label: code }));
}
