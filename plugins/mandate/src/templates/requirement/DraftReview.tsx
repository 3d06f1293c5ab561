import {
  useApi,
  useRouteRef,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Alert, Button, Flex, TextAreaField } from '@backstage/ui';
import {
  APPROVE_TEMPLATE_KIND,
  PORTAL_ENVIRONMENT,
  type Simulation,
  type TemplateDraftRequest,
  type TemplateDraftView,
  templateRef,
} from '@mandate/plugin-mandate-common';
import {
  changeRouteRef,
  ErrorState,
  mandateApiRef,
  SimulationResult,
} from '@mandate/plugin-mandate-react';
import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { MayPropose } from '../../page/MayPropose';
import { mandateTranslationRef } from '../../translation';

type Step =
  | { readonly status: 'idle' }
  | { readonly status: 'busy' }
  | { readonly status: 'shown'; readonly simulation: Simulation }
  | { readonly status: 'failed'; readonly error: unknown };

/** The draft to be read and mended, what would be decided about it, and the way to propose it. */
export function DraftReview(props: {
  readonly request: TemplateDraftRequest;
  readonly draft: TemplateDraftView;
}) {
  const { request, draft } = props;
  const { t } = useTranslationRef(mandateTranslationRef);
  const api = useApi(mandateApiRef);
  const changeRoute = useRouteRef(changeRouteRef);
  const navigate = useNavigate();
  const [text, setText] = useState(draft.text);
  const [decisionRecord, setDecisionRecord] = useState(draft.decisionRecord);
  const [step, setStep] = useState<Step>({ status: 'idle' });
  const proposal = {
    kind: APPROVE_TEMPLATE_KIND,
    target: {
      entityRef: templateRef(request.name),
      environment: PORTAL_ENVIRONMENT,
    },
    input: { action: 'approve', text, decisionRecord },
    reason: request.requirement,
  };
  const attempt = async (work: () => Promise<Step>) => {
    setStep({ status: 'busy' });
    try {
      setStep(await work());
    } catch (error) {
      setStep({ status: 'failed', error });
    }
  };
  const show = () =>
    attempt(async () => ({
      status: 'shown',
      simulation: await api.simulate(proposal),
    }));
  const propose = () =>
    attempt(async () => {
      const { id } = await api.propose(proposal);
      if (changeRoute) {
        navigate(changeRoute({ id }));
      }
      return { status: 'idle' };
    });

  return (
    <Flex direction="column" gap="3">
      <Notes title={t('templates.novel.problems')} lines={draft.problems} />
      <Notes title={t('templates.novel.notes')} lines={draft.notes} />
      <TextAreaField
        label={t('templates.novel.file')}
        value={text}
        onChange={setText}
        rows={18}
        spellCheck="false"
      />
      <TextAreaField
        label={t('templates.novel.record')}
        description={t('templates.novel.recordHint')}
        value={decisionRecord}
        onChange={setDecisionRecord}
        rows={12}
      />
      {step.status === 'failed' && <ErrorState error={step.error} />}
      {step.status === 'shown' && (
        <SimulationResult simulation={step.simulation} />
      )}
      <MayPropose>
        <Flex gap="2">
          <Button isPending={step.status === 'busy'} onPress={propose}>
            {t('templates.novel.propose')}
          </Button>
          <Button
            variant="secondary"
            isDisabled={step.status === 'busy'}
            onPress={show}
          >
            {t('templates.novel.show')}
          </Button>
        </Flex>
      </MayPropose>
    </Flex>
  );
}

function Notes(props: {
  readonly title: string;
  readonly lines: readonly string[];
}) {
  const { title, lines } = props;
  return lines.length === 0 ? null : (
    <Alert
      status="warning"
      icon
      title={title}
      description={
        <ul>
          {lines.map(line => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      }
    />
  );
}
