import { writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { applyDefaults } from './applyDefaults';
import { comparable } from './__testUtils__/comparable';
import { collectionPath } from './__testUtils__/collectionPath';
import { liveCluster } from './__testUtils__/liveCluster';
import {
  manifests,
  recordedFile,
  recordedObjects,
  titleOf,
} from './__testUtils__/manifests';

const kubeconfig = process.env.MANDATE_TEST_KUBECONFIG;
const onRealCluster = kubeconfig ? describe : describe.skip;

describe('applyDefaults', () => {
  const recorded = recordedObjects();

  it('has an answer recorded for each manifest', () => {
    expect(manifests().map(titleOf)).toEqual(recorded.map(titleOf));
  });

  it.each(manifests().map((object, index) => ({ object, index })))(
    'makes of $object.kind $object.metadata.name what the API server makes of it',
    ({ object, index }) => {
      expect(comparable(applyDefaults(object))).toEqual(recorded[index]);
    },
  );

  it('changes nothing when done twice', () => {
    for (const object of manifests()) {
      const once = applyDefaults(object);
      expect(applyDefaults(once)).toEqual(once);
    }
  });

  it('leaves its argument as it was', () => {
    for (const [index, object] of manifests().entries()) {
      applyDefaults(object);
      expect(object).toEqual(manifests()[index]);
    }
  });

  it('returns kinds that are not built in as they are', () => {
    const object = {
      apiVersion: 'example.org/v1',
      kind: 'Thing',
      spec: { a: null, b: [], c: 0 },
    };
    expect(applyDefaults(object)).toEqual(object);
  });

  it('never throws, whatever is in an object of a built-in kind', () => {
    const keys = fc.constantFrom(
      'metadata',
      'spec',
      'template',
      'containers',
      'volumes',
      'resources',
      'limits',
      'cpu',
      'rollingUpdate',
      'strategy',
      'labels',
      'ports',
      'livenessProbe',
      'httpGet',
      'data',
    );
    const { tree } = fc.letrec(tie => ({
      tree: fc.oneof(
        { maxDepth: 7, withCrossShrink: true },
        fc.constantFrom(null, true, false, 0, 1, '', 'web', '100m', '1Gi'),
        fc.array(tie('tree'), { maxLength: 3 }),
        fc.dictionary(keys, tie('tree'), { maxKeys: 5 }),
      ),
    }));
    fc.assert(
      fc.property(
        fc.constantFrom(...manifests()),
        fc.dictionary(keys, tree),
        ({ apiVersion, kind }, fields) => {
          const object = JSON.parse(
            JSON.stringify({ ...fields, apiVersion, kind }),
          );
          expect(applyDefaults(object)).toMatchObject({ apiVersion, kind });
        },
      ),
      { numRuns: 2000 },
    );
  });
});

onRealCluster('the recorded answers', () => {
  it('are what the cluster answers today', async () => {
    const cluster = liveCluster(kubeconfig ?? '');
    try {
      const answers = [];
      for (const object of manifests()) {
        const answer = await cluster.request(
          'POST',
          `${collectionPath(
            object,
            'default',
          )}?dryRun=All&fieldValidation=Ignore`,
          object,
        );
        expect(answer).toMatchObject({ status: 201 });
        answers.push(comparable(answer.body));
      }
      if (process.env.UPDATE_DEFAULTING) {
        writeFileSync(
          recordedFile,
          answers.map(answer => `${JSON.stringify(answer)}\n`).join(''),
        );
      }
      expect(answers).toEqual(recordedObjects());
    } finally {
      cluster.close();
    }
  }, 60_000);
});
