import { compileAdmissionPolicy } from '../src/admission/compile/compileAdmissionPolicy';
import type { AdmissionInput } from '../src/admission/evaluate/admissionInput';
import { evaluateAdmission } from '../src/admission/evaluate/evaluateAdmission';
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
import { peerControls } from './admission/peerControls';

/** One measured value. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
}

const objectCount = 10_000;
const rounds = 5;
/** So many requests by one engine, then by the other, so that what else the machine does falls on both. */
const turnLength = 500;

/**
 * Sixty policies on 10,000 objects, by this package with everything an admission takes, and by `@marcbachmann/cel-js` with a shim
 * that answers a verdict of each policy too: this package's matching, the condition, each validation's decision, the variables
 * that are read, and the message of a refusal. Bindings, params, equivalents, budgets of work and annotations it has none.
 * Medians of five rounds.
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
  const ours = ourPolicies();
  const peer = peerControls(commonControls);
  const pairs = requests.length * commonControls.length;
  const times = { ours: [] as number[], peer: [] as number[] };
  let denials = { ours: 0, peer: 0 };
  for (let round = 0; round < rounds; round += 1) {
    const time = { ours: 0, peer: 0 };
    denials = { ours: 0, peer: 0 };
    for (let start = 0; start < requests.length; start += turnLength) {
      // New requests each time: what is kept of one is for its other policies.
      const asked = requests
        .slice(start, start + turnLength)
        .map(request => ({ ...request }));
      const ourTurn = timed(() => sum(asked, ours));
      const peerTurn = timed(() => sum(asked, peer));
      time.ours += ourTurn.milliseconds;
      time.peer += peerTurn.milliseconds;
      denials.ours += ourTurn.result;
      denials.peer += peerTurn.result;
    }
    times.ours.push(time.ours);
    times.peer.push(time.peer);
  }
  const ourMicroseconds = (median(times.ours) * 1_000) / pairs;
  const peerMicroseconds = (median(times.peer) * 1_000) / pairs;
  const over = '60 policies, 10,000 objects';
  return [
    {
      name: `policy on an object, ours, ${over}`,
      value: rounded(ourMicroseconds),
      unit: 'µs',
    },
    {
      name: `policy on an object, @marcbachmann/cel-js, ${over}`,
      value: rounded(peerMicroseconds),
      unit: 'µs',
    },
    {
      name: 'how many times as fast',
      value: rounded(peerMicroseconds / ourMicroseconds),
      unit: '×',
    },
    {
      name: 'policy compiled, ours',
      value: rounded(compileMilliseconds()),
      unit: 'ms',
    },
    { name: 'refusals, ours', value: denials.ours, unit: '' },
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
    const input: AdmissionInput = {
      attributes,
      namespaces,
      paramsOf: () => undefined,
      authorize: () => ({ allowed: false, reason: '' }),
    };
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
