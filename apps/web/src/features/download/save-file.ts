/** Hands a file to the browser's downloads. */
export function saveFile(contents: Blob, name: string): void {
  const address = URL.createObjectURL(contents);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  // The browser takes its copy when it begins; a while later it surely has.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
