import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { bootstrap, type BootstrapOutcome } from '../bootstrap';
import { bootstrapSettingsSchema } from '../foundation/settings';
import { Trouble } from '../trouble';
import { processTerminal, type Terminal } from './terminal';

const USAGE = `mandate bootstrap: prepares a bare Kubernetes cluster.

  --plan                    show what would be done, and do nothing
  --yes                     do not ask before doing it
  --kubeconfig FILE         whose cluster; $KUBECONFIG without it
  --context NAME            the file's current context without it
  --environments A,B        dev,staging,prod without it
  --functions A,B           edge,application,data,integration,utility without it
  --gateway-namespace NAME  where requests from outside come from; gateway-system without it
  --without A,B             leave out monitoring, policies
  --templates DIRECTORY     the template library; examples/templates without it
  --output DIRECTORY        where kubeconfigs (mode 0600) and the pipeline are written; mandate-cluster without it
  --ready-within SECONDS    how long pods may take to become ready; 300 without it

Run again, it changes nothing, or goes on where it stopped. Exit status: 0 done, or planned; 1 could not be done;
2 wrong arguments; 3 done, but something is not ready; 4 declined.`;

const EXIT_CODES: Readonly<Record<BootstrapOutcome, number>> = {
  planned: 0,
  verified: 0,
  'not-ready': 3,
  declined: 4,
};
const WRONG_ARGUMENTS = 2;

/**
 * The command `mandate`. Answers the exit status; see its usage.
 *
 * @public
 */
export async function runMandate(
  words: readonly string[],
  terminal: Terminal = processTerminal,
): Promise<number> {
  const [command, ...rest] = words;
  const request = command === 'bootstrap' ? readRequest(rest) : undefined;
  if (!request || request.type === 'wrong') {
    terminal.complain(request ? `${request.words}\n\n${USAGE}` : USAGE);
    return words.includes('--help') ? 0 : WRONG_ARGUMENTS;
  }
  try {
    return EXIT_CODES[await bootstrap(request.options, terminal)];
  } catch (error) {
    terminal.complain(
      error instanceof Error ? error.message : 'It failed for no known reason.',
    );
    return 1;
  }
}

type Request =
  | { readonly type: 'wrong'; readonly words: string }
  | {
      readonly type: 'asked';
      readonly options: Parameters<typeof bootstrap>[0];
    };

function readRequest(words: readonly string[]): Request {
  try {
    return { type: 'asked', options: optionsOf(words) };
  } catch (error) {
    return {
      type: 'wrong',
      words: error instanceof Error ? error.message : String(error),
    };
  }
}

function optionsOf(words: readonly string[]): Parameters<typeof bootstrap>[0] {
  const { values } = parseArgs({
    args: [...words],
    options: {
      plan: { type: 'boolean', default: false },
      yes: { type: 'boolean', default: false },
      kubeconfig: { type: 'string' },
      context: { type: 'string' },
      environments: { type: 'string' },
      functions: { type: 'string' },
      'gateway-namespace': { type: 'string' },
      without: { type: 'string', default: '' },
      templates: { type: 'string' },
      output: { type: 'string', default: 'mandate-cluster' },
      'ready-within': { type: 'string', default: '300' },
    },
  });
  const kubeconfig = values.kubeconfig ?? process.env.KUBECONFIG;
  if (!kubeconfig) {
    throw new Trouble('Name a kubeconfig with --kubeconfig, or in KUBECONFIG.');
  }
  const seconds = Number(values['ready-within']);
  if (!Number.isInteger(seconds) || seconds < 0 || seconds > 3_600) {
    throw new Trouble('--ready-within takes whole seconds up to 3600.');
  }
  return {
    settings: settingsOf(values),
    kubeconfig,
    ...(values.context ? { context: values.context } : {}),
    templates: resolve(
      values.templates ??
        resolvePackagePath('@mandate/bootstrap', '../../examples/templates'),
    ),
    output: resolve(values.output),
    planOnly: values.plan,
    yes: values.yes,
    readyWithinMs: seconds * 1_000,
  };
}

function settingsOf(values: {
  readonly environments?: string;
  readonly functions?: string;
  readonly 'gateway-namespace'?: string;
  readonly without: string;
}) {
  const without = listOf(values.without) ?? [];
  const unknown = without.find(
    part => part !== 'monitoring' && part !== 'policies',
  );
  if (unknown !== undefined) {
    throw new Trouble(
      `--without takes monitoring and policies, and '${unknown}' is neither.`,
    );
  }
  const gatewayNamespace = values['gateway-namespace'];
  const parsed = bootstrapSettingsSchema.safeParse({
    environments: listOf(values.environments),
    functions: listOf(values.functions),
    ...(gatewayNamespace ? { gatewayNamespace } : {}),
    monitoring: !without.includes('monitoring'),
    policies: !without.includes('policies'),
  });
  if (!parsed.success) {
    const [{ path, message }] = parsed.error.issues;
    throw new Trouble(`${path.join('.')}: ${message}.`);
  }
  return parsed.data;
}

function listOf(text: string | undefined): readonly string[] | undefined {
  return text
    ?.split(',')
    .map(word => word.trim())
    .filter(word => word !== '');
}
