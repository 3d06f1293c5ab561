/** The pattern of SQL's `like` for what contains a text, with `\\` as its escape character. */
export function containing(text: string): string {
  return `%${text.replace(/[\\%_]/g, found => `\\${found}`)}%`;
}
