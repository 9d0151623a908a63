/** Parts of forms; apart from the rest, so that pages without a form load none of them. */
export * from './components/form-field';
export * from './components/select-input';
export * from './components/text-area';
export * from './components/text-input';
