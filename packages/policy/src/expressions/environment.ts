import { createEnvironment } from '../cel/environments/createEnvironment';
import type { CelEnvironment } from '../cel/library/celEnvironment';
import { productLibraries } from './productLibraries';
import { RecentlyUsed } from './recentlyUsed';
import { declareShapes } from './shapeTypes';
import type { Shape } from './shape';

/**
 * The variables an expression may read, by shape, and the engine's environment made of them. Equal digests mean equal environments.
 *
 * @public
 */
export interface ExpressionEnvironment {
  readonly name: string;
  readonly variables: Readonly<Record<string, Shape>>;
  readonly digest: string;
  readonly cel: CelEnvironment;
}

const declared = new RecentlyUsed<ExpressionEnvironment>(500);

/**
 * Declares an environment with the product's libraries. Other packages declare theirs with it. Equal declarations answer the same
 * environment.
 *
 * @public
 */
export function declareEnvironment(
  name: string,
  variables: Readonly<Record<string, Shape>>,
): ExpressionEnvironment {
  const digest = JSON.stringify([name, variables]);
  return declared.getOrCreate(digest, () => ({
    name,
    variables,
    digest,
    cel: createEnvironment({
      name,
      libraries: productLibraries,
      ...declareShapes(variables),
      options: { mixedNumericComparison: true, plainWords: true },
    }),
  }));
}
