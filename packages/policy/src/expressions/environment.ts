import { extendEnvironment } from '../cel/environments/createEnvironment';
import { environmentNamed } from '../cel/environments/environmentNamed';
import type { EnvironmentContent } from '../cel/environments/ownEnvironments';
import {
  createMandateEnvironment,
  createRuleEnvironment,
} from '../cel/environments/ownEnvironments';
import type { CelEnvironment } from '../cel/library/celEnvironment';
import { RecentlyUsed } from '../cel/recentlyUsed';
import { declareShapes } from './shapeTypes';
import type { Shape } from './shape';

/**
 * Which functions and rules expressions have: those of mandates' conditions; of compliance rules, which could be admission policies; or of
 * templates, which kro reads as well.
 *
 * @public
 */
export type ExpressionDialect = 'mandate' | 'rule' | 'template';

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

/** No list, map or text that a change or an object has is expected to be longer; the run-time budget holds when one is. */
const assumedSize = 100;

const dialects: Readonly<
  Record<ExpressionDialect, (content: EnvironmentContent) => CelEnvironment>
> = {
  mandate: createMandateEnvironment,
  rule: content => createRuleEnvironment(content),
  template: content =>
    extendEnvironment(environmentNamed('kro/0.9'), { ...content }),
};

const declared = new RecentlyUsed<ExpressionEnvironment>(500);

/**
 * Declares an environment. Other packages declare theirs with it. Equal declarations answer the same environment.
 *
 * @public
 */
export function declareEnvironment(
  name: string,
  variables: Readonly<Record<string, Shape>>,
  dialect: ExpressionDialect = 'mandate',
): ExpressionEnvironment {
  const digest = JSON.stringify([name, dialect, variables]);
  return declared.getOrCreate(digest, () => ({
    name,
    variables,
    digest,
    cel: extendEnvironment(dialects[dialect](declareShapes(variables)), {
      name,
      options: { plainWords: true, assumedSize },
    }),
  }));
}
