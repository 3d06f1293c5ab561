import { compileAdmissionPolicy } from '../src/admission/compile/compileAdmissionPolicy';
import { evaluateAdmission } from '../src/admission/evaluate/evaluateAdmission';
import { prepareAdmission } from '../src/admission/evaluate/preparedInput';
import { validatingAdmissionPolicyBindingSchema } from '../src/admission/policy/policyBinding';
import { validatingAdmissionPolicySchema } from '../src/admission/policy/validatingPolicy';
import { admissionAttributes } from '../src/admission/request/admissionAttributes';
import type { AdmissionAttributes } from '../src/admission/request/admissionAttributes';
import { admissionRequestSchema } from '../src/admission/request/admissionRequest';
import { Namespaces } from '../src/admission/request/namespaces';
import { commonControls } from './admission/commonControls';
import { resources } from './admission/control';
import type { Control } from './admission/control';
import { exampleObjects, namespaceNames } from './admission/exampleObjects';
import { compileOurs, compilePeer } from './admission/engines';
import { shimmedControls } from './admission/shimmedControls';

/** One measured value. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly peer?: string;
  /** How many times as fast as the peer. */
  readonly ratio?: number;
}

const objectCount = 10_000;
const rounds = 5;
/** So many requests by one engine, then by the other, so that what else the machine does falls on both. */
const turnLength = 500;

/**
 * Sixty policies on 10,000 objects: by this package with everything an admission takes; and, engine against engine, by this package's
 * and by `@marcbachmann/cel-js` with the same shim, which answers a verdict of each policy: this package's matching, the condition,
 * each validation's decision, the variables that are read, and the message of a refusal. Bindings, params, equivalents, budgets of work,
 * annotations and namespaces to look up it has none. Medians of five rounds.
 */
export async function run(): Promise<readonly Figure[]> {
  const requests = exampleObjects(objectCount).map(object =>
    admissionAttributes(
      admissionRequestSchema.parse({
        object,
        userInfo: { username: 'ann', groups: ['staff'] },
      }),
    ),
  );
  const engines = {
    admission: ourPolicies(),
    engine: shimmedControls(commonControls, compileOurs),
    peer: shimmedControls(commonControls, compilePeer),
  };
  const pairs = requests.length * commonControls.length;
  const names = ['admission', 'engine', 'peer'] as const;
  const times = { admission: [], engine: [], peer: [] } as Record<
    (typeof names)[number],
    number[]
  >;
  let denials = { admission: 0, engine: 0, peer: 0 };
  for (let round = 0; round < rounds; round += 1) {
    const time = { admission: 0, engine: 0, peer: 0 };
    denials = { admission: 0, engine: 0, peer: 0 };
    for (let start = 0; start < requests.length; start += turnLength) {
      for (const name of names) {
        // New requests each time: what is kept of one is for its other policies.
        const asked = requests
          .slice(start, start + turnLength)
          .map(request => ({ ...request }));
        const turn = timed(() => sum(asked, engines[name]));
        time[name] += turn.milliseconds;
        denials[name] += turn.result;
      }
    }
    names.forEach(name => times[name].push(time[name]));
  }
  const microseconds = (name: (typeof names)[number]) =>
    (median(times[name]) * 1_000) / pairs;
  const over = '60 policies, 10,000 objects';
  return [
    {
      name: `policy on an object, our engine with the shim, ${over}`,
      value: rounded(microseconds('engine')),
      unit: 'µs',
      peer: '@marcbachmann/cel-js with the same shim',
      ratio: rounded(microseconds('peer') / microseconds('engine')),
    },
    {
      name: `policy on an object, our whole admission, ${over}`,
      value: rounded(microseconds('admission')),
      unit: 'µs',
      peer: '@marcbachmann/cel-js with the shim',
      ratio: rounded(microseconds('peer') / microseconds('admission')),
    },
    {
      name: `policy on an object, @marcbachmann/cel-js with the shim, ${over}`,
      value: rounded(microseconds('peer')),
      unit: 'µs',
    },
    {
      name: 'policy compiled, ours',
      value: rounded(compileMilliseconds()),
      unit: 'ms',
    },
    { name: 'refusals, our admission', value: denials.admission, unit: '' },
    { name: 'refusals, our engine', value: denials.engine, unit: '' },
    { name: 'refusals, @marcbachmann/cel-js', value: denials.peer, unit: '' },
  ];
}

type Decide = (request: AdmissionAttributes) => number;

function sum(requests: readonly AdmissionAttributes[], decide: Decide): number {
  let refusals = 0;
  for (const request of requests) {
    refusals += decide(request);
  }
  return refusals;
}

function ourPolicies(): Decide {
  const namespaces = new Namespaces(
    namespaceNames.map(name => ({
      metadata: { name, labels: { stage: name === 'dev' ? 'dev' : 'prod' } },
    })),
  );
  const policies = commonControls.map(control => ({
    compiled: compileAdmissionPolicy(policyOf(control), {
      kubernetesVersion: '1.36',
    }),
    bindings: [
      validatingAdmissionPolicyBindingSchema.parse({
        metadata: { name: control.name },
        spec: { policyName: control.name, validationActions: ['Deny'] },
      }),
    ],
  }));
  const faulty = policies.flatMap(({ compiled }) => compiled.issues);
  if (faulty.length > 0) {
    throw new Error(`A control does not compile: ${faulty[0].message}`);
  }
  return attributes => {
    const input = prepareAdmission({
      attributes,
      namespaces,
      paramsOf: () => undefined,
      authorize: () => ({ allowed: false, reason: '' }),
    });
    let refusals = 0;
    for (const { compiled, bindings } of policies) {
      const { allowed } = evaluateAdmission(compiled, bindings, input);
      refusals += allowed ? 0 : 1;
    }
    return refusals;
  };
}

function policyOf({ name, on, demands, when, variables = {} }: Control) {
  const { group, names } = resources[on];
  return validatingAdmissionPolicySchema.parse({
    metadata: { name },
    spec: {
      matchConstraints: {
        resourceRules: [
          {
            apiGroups: [group],
            apiVersions: ['*'],
            operations: ['CREATE', 'UPDATE'],
            resources: names,
          },
        ],
      },
      ...(when && {
        matchConditions: [{ name: 'when', expression: when }],
      }),
      variables: Object.entries(variables).map(([variable, expression]) => ({
        name: variable,
        expression,
      })),
      validations: demands.map(expression => ({
        expression,
        message: `${name} is not fulfilled`,
      })),
    },
  });
}

function compileMilliseconds(): number {
  const policies = commonControls.map(policyOf);
  const { milliseconds } = timed(() => {
    policies.forEach(policy =>
      compileAdmissionPolicy(policy, { kubernetesVersion: '1.36' }),
    );
  });
  return milliseconds / policies.length;
}

/** In processor time, so that what else the machine does counts less. */
function timed<T>(work: () => T): {
  readonly result: T;
  readonly milliseconds: number;
} {
  const started = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(started);
  return { result, milliseconds: (user + system) / 1_000 };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
