/** Signed requests to services for which the project has no client of the SDK. */
import type { SQSClient } from '@aws-sdk/client-sqs';
import { REGION } from '#test/deploy/aws-environment.ts';

export interface AwsRequest {
  readonly service: string;
  readonly url: string;
  readonly method?: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Signs with the credentials of `client`. */
export async function sign(client: SQSClient, request: AwsRequest): Promise<Record<string, string>> {
  const { service, method = 'GET', body, headers = {} } = request;
  const url = new URL(request.url);
  const signer = await client.config.signer();
  const unsigned = {
    method,
    protocol: url.protocol,
    hostname: url.hostname,
    port: Number(url.port),
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    headers: { ...headers, host: url.host },
    ...(body !== undefined && { body }),
  };
  const signed = await signer.sign(unsigned, { signingService: service, signingRegion: REGION });
  return signed.headers;
}

/** Sends it, signed; answers the text. */
export async function call(client: SQSClient, request: AwsRequest): Promise<string> {
  const { url, method = 'GET', body } = request;
  const headers = await sign(client, request);
  const response = await fetch(url, { method, headers, ...(body !== undefined && { body }) });
  const text = await response.text();
  if (!response.ok) throw new Error(`${request.service} answered ${response.status}: ${text}`);
  return text;
}
