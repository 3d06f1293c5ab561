const MOST_CHARACTERS = 300;

/**
 * A line of a log as it may stand in a result, which many people and the ledger see: without what looks like a secret, and
 * without control characters.
 */
export function maskedLine(line: string): string {
  return line
    .replace(/\p{C}/gu, '')
    .replace(/(\/\/)[^/@\s]*@/g, '$1***@')
    .replace(
      /((?:pass(?:word|wd|phrase)?|secret|token|api[-_]?key|authorization|credential)s?["']?\s*[:=]\s*)(?:(?:bearer|basic)\s+)?("[^"]*"|'[^']*'|\S+)/gi,
      '$1***',
    )
    .replace(/\b(bearer|basic)\s+\S+/gi, '$1 ***')
    .replace(/[A-Za-z0-9+/_=-]{40,}/g, '***')
    .slice(0, MOST_CHARACTERS);
}
