import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderWithMandate } from '../__testUtils__/renderWithMandate';
import { sampleMandate } from '../__testUtils__/sampleMandate';
import { MandatePage } from './MandatePage';
import { MandatesPage } from './MandatesPage';
import { MandatesRouter } from './MandatesRouter';

describe('mandates', () => {
  it('are listed by what runs alone, what asks people, and what else', async () => {
    renderWithMandate(<MandatesPage />, {
      api: { listMandates: async () => [sampleMandate] },
    });
    const link = await screen.findByRole('link', {
      name: 'Core service containers',
    });
    expect(link).toHaveAttribute('href', '/mandates/core-services');
    for (const words of [
      'container types core-service; environments prod',
      'Runs by itselfdeploy, scale under a condition',
      'Asks peopledeploy',
      'When nothing appliesnot allowed',
      '10 pods (never beyond), 16 GiB of memory',
    ]) {
      expect(document.body).toHaveTextContent(words);
    }
  });

  it('are told in full on their page: scope, limits, grants, budgets, review, version', async () => {
    renderWithMandate(<MandatePage />, {
      url: '/at/core-services',
      mountPath: '/at/:name',
      api: { getMandate: async () => sampleMandate },
    });
    await screen.findByRole('heading', { name: 'Core service containers' });
    for (const words of [
      'container types core-service; environments prod',
      '10 pods (never beyond), 16 GiB of memory',
      'deploy, scale: Runs by itself, when',
      'deploy: Asks people, approved by platform and 2 × security',
      'restart: 5 per target in 1 hour',
      'not allowed',
      'every 3 months by',
      'v1, since',
    ]) {
      expect(document.body).toHaveTextContent(words);
    }
  });

  it('of other namespaces are led to as well, from the list and from the reviews', async () => {
    const ofTeam = {
      ...sampleMandate,
      entityRef: 'mandate:team/core-services',
    };
    renderWithMandate(<MandatesPage />, {
      api: {
        listMandates: async () => [sampleMandate, ofTeam],
        listMandateReviews: async () => [
          {
            mandate: 'core-services',
            entityRef: ofTeam.entityRef,
            title: ofTeam.title,
            version: ofTeam.version,
            every: 'P3M',
            reviewers: 'group:default/security',
            dueAt: '2027-02-01T00:00:00.000Z',
            overdue: false,
            mayReview: { allowed: true },
          },
        ],
      },
    });
    const links = await screen.findAllByRole('link', {
      name: 'Core service containers',
    });
    expect(links.map(link => link.getAttribute('href'))).toEqual([
      '/mandates/core-services',
      '/mandates/team/core-services',
    ]);
    expect(
      await screen.findByRole('link', { name: 'mandate team/core-services' }),
    ).toHaveAttribute('href', '/mandates/team/core-services');
  });

  it.each([
    ['/mandates/core-services', 'mandate:default/core-services'],
    ['/mandates/team/core-services', 'mandate:team/core-services'],
  ])('are shown at %s', async (url, entityRef) => {
    const asked: string[] = [];
    renderWithMandate(<MandatesRouter />, {
      url,
      mountPath: '/mandates/*',
      api: {
        getMandate: async ref => {
          asked.push(ref);
          return { ...sampleMandate, entityRef };
        },
        getTrackRecord: async ref => {
          asked.push(ref);
          return { kinds: [], mayWiden: { allowed: true } };
        },
      },
    });
    await screen.findByRole('heading', { name: 'Core service containers' });
    expect(new Set(asked)).toEqual(new Set([entityRef]));
  });

  it('show the errors of a newer version that could not be read', async () => {
    renderWithMandate(<MandatesPage />, {
      api: {
        listMandates: async () => [
          {
            ...sampleMandate,
            rejectedVersion: {
              errors: ['grants[0].when: unknown name riks'],
              since: '2026-11-20T00:00:00.000Z',
            },
          },
        ],
      },
    });
    expect(
      await screen.findByText('grants[0].when: unknown name riks'),
    ).toBeVisible();
    expect(screen.getByText(/the older one stays in force/)).toBeVisible();
  });

  it('say that an overdue review takes autonomy away', async () => {
    renderWithMandate(<MandatesPage />, {
      api: {
        listMandates: async () => [{ ...sampleMandate, reviewOverdue: true }],
      },
    });
    expect(await screen.findByText(/grants nothing by itself/)).toBeVisible();
  });

  it('are searched by what they say', async () => {
    renderWithMandate(<MandatesPage />, {
      api: { listMandates: async () => [sampleMandate] },
    });
    await screen.findByRole('link', { name: 'Core service containers' });
    await userEvent.type(
      screen.getByRole('searchbox', { name: 'Search mandates' }),
      'utility',
    );
    expect(
      await screen.findByText('No mandate matches "utility"'),
    ).toBeVisible();
  });

  it('say how to write the first one when there is none', async () => {
    renderWithMandate(<MandatesPage />, {
      api: { listMandates: async () => [] },
    });
    expect(await screen.findByText('No mandate yet')).toBeVisible();
  });

  it('have a page with the text as written', async () => {
    renderWithMandate(<MandatePage />, {
      url: '/at/core-services',
      mountPath: '/at/:name',
      api: { getMandate: async () => sampleMandate },
    });
    await userEvent.click(await screen.findByText('As written'));
    const source = screen.getByRole('region', { name: 'As written' });
    expect(within(source).getByText(/when: risk.level == 'low'/)).toBeVisible();
  });
});
