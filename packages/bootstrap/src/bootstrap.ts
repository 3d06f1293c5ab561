import { cpSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { issueKubeconfigs } from './accounts/issueKubeconfigs';
import { keepGrafanaPassword } from './accounts/keepGrafanaPassword';
import { applyFoundation } from './cluster/applyFoundation';
import { checkRights } from './cluster/checkRights';
import { placeAt } from './cluster/Place';
import { effectsOf, planFoundation } from './cluster/planFoundation';
import { verifyFoundation } from './cluster/verifyFoundation';
import { planWords } from './command/planWords';
import { summaryWords } from './command/summaryWords';
import type { Terminal } from './command/terminal';
import { foundation } from './foundation/foundation';
import { readRoles, templateRenderer } from './foundation/readMaterials';
import type { BootstrapSettings } from './foundation/settings';
import { Trouble } from './trouble';

/** All of it, waiting for pods apart. */
const LIMIT_MS = 10 * 60_000;

/**
 * How a bootstrap ended.
 *
 * @public
 */
export type BootstrapOutcome =
  /** It only showed what it would do. */
  | 'planned'
  /** Somebody said no. */
  | 'declined'
  /** It is in place and was verified. */
  | 'verified'
  /** It is in place, and something is not ready. */
  | 'not-ready';

/**
 * Prepares a cluster: shows the plan, asks, applies, verifies. Throws with words for people when it cannot go on; what
 * was applied until then stays, and running it again goes on from there.
 *
 * @public
 */
export async function bootstrap(
  options: {
    readonly settings: BootstrapSettings;
    readonly kubeconfig: string;
    readonly context?: string;
    /** The folder of the template library. */
    readonly templates: string;
    /** Where kubeconfigs and the pipeline are written. */
    readonly output: string;
    /** Show the plan and end. */
    readonly planOnly: boolean;
    /** Do not ask. */
    readonly yes: boolean;
    /** Milliseconds that pods may take to become ready. */
    readonly readyWithinMs: number;
  },
  terminal: Terminal,
): Promise<BootstrapOutcome> {
  const { settings } = options;
  const place = placeAt(options);
  const signal = AbortSignal.timeout(LIMIT_MS);
  const parts = foundation({
    settings,
    roles: readRoles(),
    render: templateRenderer(options.templates),
  });
  await checkRights(
    place,
    parts.flatMap(({ objects }) => objects),
    signal,
  );
  const plan = await planFoundation(place, parts);
  terminal.write(planWords(plan, options));
  if (plan.objections.length > 0) {
    throw new Trouble(
      `Nothing was changed, because this cannot be:\n  ${plan.objections.join(
        '\n  ',
      )}`,
    );
  }
  if (options.planOnly) {
    return 'planned';
  }
  const isChange = effectsOf(plan).length > 0;
  if (isChange && !options.yes && !(await terminal.confirm())) {
    terminal.write('Nothing was changed.');
    return 'declined';
  }
  await applyFoundation(place, plan, words => terminal.write(`  ${words}`));
  const madePassword =
    settings.monitoring && (await keepGrafanaPassword(place));
  const kubeconfigs = await issueKubeconfigs(place, options.output, signal);
  const pipeline = writePipeline(options.output);
  const verification = await verifyFoundation(
    place,
    parts,
    options.readyWithinMs,
  );
  terminal.write(
    summaryWords({
      applied: effectsOf(plan).length,
      verification,
      kubeconfigs,
      pipeline,
      madePassword,
    }),
  );
  const isWell =
    verification.faults.length === 0 &&
    kubeconfigs.every(({ missing }) => missing.length === 0);
  return isWell ? 'verified' : 'not-ready';
}

/** A pipeline that was edited is left as it is. */
function writePipeline(output: string): string {
  const path = join(output, 'pipeline.yaml');
  if (!existsSync(path)) {
    cpSync(
      resolvePackagePath('@mandate/bootstrap', 'pipeline/pipeline.yaml'),
      path,
    );
  }
  return path;
}
