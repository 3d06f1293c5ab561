import { generate } from 'selfsigned';
import { z } from 'zod';

/** A server certificate that is its own authority, and its key; both PEM. */
export const serverCertificate = z.object({
  certificate: z.string(),
  privateKey: z.string(),
});
export type ServerCertificate = z.infer<typeof serverCertificate>;

const VALID_YEARS = 10;

/** A new self-signed certificate for the loopback addresses, with a key on P-256. */
export async function createCertificate(now: Date): Promise<ServerCertificate> {
  const notAfterDate = new Date(now);
  notAfterDate.setFullYear(now.getFullYear() + VALID_YEARS);
  const pems = await generate(
    [{ name: 'commonName', value: 'mandate-embedded-cluster' }],
    {
      keyType: 'ec',
      curve: 'P-256',
      algorithm: 'sha256',
      notBeforeDate: new Date(now.getTime() - 60_000),
      notAfterDate,
      extensions: [
        { name: 'basicConstraints', cA: true, critical: true },
        {
          name: 'keyUsage',
          keyCertSign: true,
          digitalSignature: true,
          keyEncipherment: true,
          critical: true,
        },
        { name: 'extKeyUsage', serverAuth: true },
        {
          name: 'subjectAltName',
          altNames: [
            { type: 2, value: 'localhost' },
            { type: 7, ip: '127.0.0.1' },
          ],
        },
      ],
    },
  );
  return { certificate: pems.cert, privateKey: pems.private };
}
