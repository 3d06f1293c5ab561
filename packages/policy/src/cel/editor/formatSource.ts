import type { CelEnvironment } from '../library/celEnvironment';
import { formatExpression } from '../syntax/format/formatExpression';
import { parseExpression } from '../syntax/parseExpression';

/**
 * The canonical text of an expression; undefined when it cannot be read, as half an expression must not be rewritten.
 *
 * @public
 */
export function formatSource(
  source: string,
  environment: CelEnvironment,
): string | undefined {
  const result = parseExpression(source, environment);
  return result.ok ? formatExpression(result.parsed) : undefined;
}
