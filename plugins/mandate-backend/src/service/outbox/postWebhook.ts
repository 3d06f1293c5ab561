import { createHmac } from 'node:crypto';
import type { CloudEvent } from '../../domain/event/cloudEvent';
import type { WebhookSettings } from './webhookSettings';

/**
 * Delivers one event, signed as Standard Webhooks says (https://www.standardwebhooks.com): the receiver checks
 * `webhook-signature` and refuses old `webhook-timestamp`s. Redirects are not followed: they would take what is signed
 * for one receiver to another.
 *
 * @throws Error when the receiver does not answer with 2xx, or the signal calls it off.
 */
export async function postWebhook(
  { url, secret }: Pick<WebhookSettings, 'url' | 'secret'>,
  event: CloudEvent,
  signal: AbortSignal,
): Promise<void> {
  const body = JSON.stringify(event);
  const timestamp = String(Math.floor(Date.now() / 1_000));
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/cloudevents+json',
      'webhook-id': event.id,
      'webhook-timestamp': timestamp,
      'webhook-signature': signatureOf(secret, event.id, timestamp, body),
    },
    body,
    redirect: 'error',
    signal,
  });
  await response.body?.cancel();
  if (!response.ok) {
    throw new Error(`It answered with status ${response.status}.`);
  }
}

function signatureOf(
  secret: WebhookSettings['secret'],
  ...signed: readonly [id: string, timestamp: string, body: string]
): string {
  const hmac = createHmac('sha256', secret).update(signed.join('.'));
  return `v1,${hmac.digest('base64')}`;
}
