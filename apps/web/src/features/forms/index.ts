/** Building blocks of forms. Only for routes and dialogs with a form: it brings zod along. */
export { code, currentPassword, digits, email, name, newPassword } from './rules';
export { CodeField } from './code-field';
export { EmailField } from './email-field';
export { Form, useFormBusy } from './form';
export { FormMessage } from './form-message';
export { FormNotice } from './form-notice';
export { NewPasswordField } from './new-password-field';
export { PasswordField } from './password-field';
export { SelectField, type SelectOption } from './select-field';
export { SubmitButton } from './submit-button';
export { TextAreaField } from './text-area-field';
export { TextField } from './text-field';
export { useServerFaults } from './use-server-faults';
export { useZodForm } from './use-zod-form';
