import fc from 'fast-check';
import { arbitraryDecisionInput } from '../__testUtils__/arbitraryDecisionInput';
import { decide } from './decide';
import { stops } from './killSwitch';
import { isStricter } from './oversight';

const kinds = fc.option(
  fc.subarray(['deploy', 'restart', 'scale'], { minLength: 1 }),
  { nil: undefined },
);
const scopes = fc.record(
  {
    environments: fc.subarray(['dev', 'prod'], { minLength: 1 }),
    owners: fc.subarray(['group:default/shop', 'group:default/platform'], {
      minLength: 1,
    }),
  },
  { requiredKeys: [] },
);

describe('a kill switch', () => {
  it('leaves nothing autonomous that it covers, and touches nothing else', () => {
    fc.assert(
      fc.property(
        arbitraryDecisionInput,
        scopes,
        kinds,
        (input, scope, changes) => {
          const without = decide({ ...input, killSwitches: [] });
          const killSwitch = { name: 'k', reason: 'r', scope, changes };
          const { target, change } = input.facts;
          const decision = decide({ ...input, killSwitches: [killSwitch] });
          const outcome = stops(killSwitch, target, change.kind)
            ? [
                isStricter('approve', decision.oversight),
                isStricter(without.oversight, decision.oversight),
                decision,
              ]
            : [false, false, without];
          expect([false, false, decision]).toEqual(outcome);
        },
      ),
    );
  });
});
