/** Hands a text to the browser as a download. */
export function saveAsFile(
  name: string,
  text: string,
  type: 'application/json' | 'text/yaml',
): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
