import { z } from 'zod';
import { ApiError, badRequest } from '../api/ApiError';
import { MASTERS } from '../access/User';
import { Faults } from '../faults/Faults';
import { faultPlanSchema } from '../faults/faultPlan';
import { readObject } from './readObject';
import { Request } from './Request';

/** Where faults are read (GET), set (PUT) and ended (DELETE). No real cluster has such a path. */
const FAULTS_PATH = '/mandate/faults';

/** Where it is read what is broken, and since when. */
const STATE_PATH = `${FAULTS_PATH}/state`;

/** Whether a path is about faults; such requests suffer none. */
export function isAboutFaults(path: string): boolean {
  return path === FAULTS_PATH || path === STATE_PATH;
}

/** Reads or replaces what is broken on purpose. Only for the holder of the cluster's token. */
export async function handleFaults(
  request: Request,
  faults: Faults,
): Promise<object> {
  if (!request.user.groups.includes(MASTERS)) {
    throw new ApiError(403, 'Forbidden', 'faults are the cluster owner’s');
  }
  if (request.path === STATE_PATH) {
    return faults.state;
  }
  if (request.method === 'DELETE') {
    faults.replace({});
  } else if (request.method === 'PUT') {
    const parsed = faultPlanSchema.safeParse(await readObject(request));
    if (!parsed.success) {
      throw badRequest(
        `The faults cannot be read: ${z.prettifyError(parsed.error)}`,
      );
    }
    faults.replace(parsed.data);
  }
  return faults.current;
}

/**
 * Lets a request suffer what is broken.
 *
 * @returns false when its connection was cut, so that nothing is left to answer
 * @throws ApiError 429 or 500, as the plan says
 */
export async function suffer(
  request: Pick<Request, 'path' | 'incoming' | 'response' | 'user'>,
  faults: Faults,
): Promise<boolean> {
  const { path, incoming } = request;
  if (cutBeyondPartition(request, faults)) {
    return false;
  }
  const { latencyMs } = faults.current;
  if (!faults.strikes(path)) {
    return true;
  }
  if (latencyMs) {
    await new Promise(resolve => {
      setTimeout(resolve, latencyMs);
    });
  }
  const fault = faults.next();
  switch (fault.kind) {
    case 'reset':
      incoming.socket.destroy();
      return false;
    case 'throttled':
      throw new ApiError(
        429,
        'TooManyRequests',
        'the server has received too many requests and has asked us to try again later',
        { retryAfterSeconds: fault.retryAfterSeconds },
      );
    case 'failing':
      throw new ApiError(
        500,
        'InternalError',
        'Internal error occurred: broken on purpose',
      );
    default:
      return true;
  }
}

/** Cuts off a client beyond a partition: now, or when the partition comes while its request is answered, as with a watch. */
function cutBeyondPartition(
  { incoming, response, user }: Pick<Request, 'incoming' | 'response' | 'user'>,
  faults: Faults,
): boolean {
  const client = {
    userAgent: incoming.headers['user-agent'],
    userName: user.name,
  };
  const cut = () => {
    const isCutOff = faults.isCutOff(client);
    if (isCutOff) {
      incoming.socket.destroy();
    }
    return isCutOff;
  };
  response.once('close', faults.onReplaced(cut));
  return cut();
}
