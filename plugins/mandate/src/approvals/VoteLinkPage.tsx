import { useApi } from '@backstage/frontend-plugin-api';
import { Alert } from '@backstage/ui';
import {
  ChangeLink,
  LoadView,
  mandateApiRef,
  useLoad,
} from '@mandate/plugin-mandate-react';
import { useParams } from 'react-router-dom';
import { Page } from '../page/Page';
import { ApprovalCard } from './ApprovalCard';
import { VoteLinkContext } from './voteLinkContext';

/** Where a link in a message leads, after signing in: the change with its vote, or why one cannot vote through it. */
export function VoteLinkPage() {
  const { token = '' } = useParams();
  const api = useApi(mandateApiRef);
  const opened = useLoad(token, signal => api.openVoteLink(token, { signal }));
  return (
    <Page>
      <LoadView load={opened} lines={6}>
        {link =>
          link.type === 'open' ? (
            <VoteLinkContext.Provider value={token}>
              <ApprovalCard change={link.change} onChanged={opened.reload} />
            </VoteLinkContext.Provider>
          ) : (
            <>
              <Alert
                status="info"
                icon
                title={link.why}
                description={link.change.statusWords}
              />
              <ChangeLink id={link.change.id}>{link.change.title}</ChangeLink>
            </>
          )
        }
      </LoadView>
    </Page>
  );
}
