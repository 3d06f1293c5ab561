import { renderInTestApp } from '@backstage/frontend-test-utils';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import type {
  ComplianceReport,
  MandateApi,
  RuleResult,
} from '@mandate/plugin-mandate-common';
import { mandateApiRef } from '@mandate/plugin-mandate-react';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ComplianceCard } from './ComplianceCard';

const entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'checkout', namespace: 'default' },
};

const passing: RuleResult = {
  rule: 'limits',
  title: 'Memory is limited',
  severity: 'high',
  status: 'pass',
  words: 'every container has a limit',
};
const failing: RuleResult = {
  rule: 'root',
  title: 'Does not run as root',
  severity: 'medium',
  status: 'fail',
  words: 'container app may run as root',
  where: 'Deployment shop-dev/checkout spec.template.spec',
  mend: 'set runAsNonRoot: true',
};
const worse: RuleResult = {
  ...failing,
  rule: 'privileged',
  title: 'Is not privileged',
  severity: 'critical',
};

const report = (
  results: readonly RuleResult[],
  problem?: string,
): ComplianceReport => ({
  environment: 'dev',
  workload: 'Deployment checkout',
  observedAt: new Date().toISOString(),
  results,
  problem,
});

function renderCard(getCompliance: MandateApi['getCompliance']) {
  renderInTestApp(
    <EntityProvider entity={entity}>
      <ComplianceCard />
    </EntityProvider>,
    { apis: [[mandateApiRef, { getCompliance }]] },
  );
}

describe('compliance card', () => {
  it('shows what fails, the worst first, with where and how to mend it; what passes on demand', async () => {
    renderCard(async () => [report([passing, failing, worse])]);
    expect(await screen.findByText('dev: 2 rules fail')).toBeVisible();
    const list = screen.getByRole('list', { name: 'Rules that fail in dev' });
    const [first, second] = within(list).getAllByRole('listitem');
    expect(first).toHaveTextContent('Is not privileged (critical)');
    expect(second).toHaveTextContent('container app may run as root');
    expect(second).toHaveTextContent('set runAsNonRoot: true');
    expect(second).toHaveTextContent('Deployment shop-dev/checkout');
    const good = screen.getByText('Memory is limited');
    expect(good).not.toBeVisible();
    await userEvent.click(screen.getByText('1 rule passes'));
    expect(good).toBeVisible();
  });

  it('says that all is well', async () => {
    renderCard(async () => [report([passing])]);
    expect(await screen.findByText('dev: the one rule passes')).toBeVisible();
  });

  it('never takes what could not be read for good', async () => {
    renderCard(async () => [report([], 'The cluster does not answer.')]);
    expect(await screen.findByText('dev: not known')).toBeVisible();
    expect(screen.getByText('The cluster does not answer.')).toBeVisible();
  });

  it('says what fills it when there is nothing to check', async () => {
    renderCard(async () => []);
    expect(await screen.findByText('Nothing to check yet')).toBeVisible();
  });

  it('says what went wrong', async () => {
    renderCard(async () => {
      throw new Error('away');
    });
    expect(await screen.findByRole('alert')).toHaveTextContent('away');
  });
});
