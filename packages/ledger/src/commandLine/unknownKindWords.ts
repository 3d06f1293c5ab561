/** What is said of entries that a newer version recorded; nothing when there are none. */
export function unknownKindWords(entries: number): string {
  if (entries === 0) {
    return '';
  }
  const are =
    entries === 1 ? '1 entry is of a kind' : `${entries} entries are of kinds`;
  return ` ${are} that this version of the program does not know: hash, place and signature were checked as for all others; a newer version knows what they mean.`;
}
