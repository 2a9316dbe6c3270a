import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import * as v from 'valibot';
import { failureOf } from '#shared/adapters/aws/failure.ts';
import {
  type AccessToken,
  createTokenSource,
  type TokenSource,
} from '#shared/adapters/genesys-api/token-source.ts';
import { TokenText } from '#shared/adapters/genesys-api/token-text.ts';
import { type DurationMs, minutes, seconds } from '#shared/domain/time.ts';
import type { Clock } from '#shared/ports/clock.ts';
import type { Telemetry } from '#shared/ports/telemetry.ts';

/** What the function for agents' tokens is invoked with. */
interface AgentTokenRequest {
  readonly schemaVersion: 1;
  readonly userId: string;
  /** Genesys answered the last token with 401. */
  readonly refused: boolean;
}

/** What it has to answer. */
const AnswerSchema = v.object({
  accessToken: TokenText,
  expiresInSeconds: v.optional(v.pipe(v.number(), v.minValue(0))),
});

export interface AgentTokensOptions {
  readonly lambda: LambdaClient;
  readonly functionName: string;
  readonly clock: Clock;
  readonly telemetry: Telemetry;
  /** For one invocation; 10 s where it is missing. */
  readonly timeout?: DurationMs;
}

/** How long a token serves of which nobody told how long it lives. */
const UNTOLD_LIFETIME = minutes(5);
/** More agents than this are hardly at work at a time; who is forgotten is asked for again. */
const MOST_AGENTS = 1000;
const FIX =
  'The function for agent tokens has to be there, to be allowed, and to answer {"accessToken":"…"}.';

/** Access tokens of agents, which a function of the deployer's answers; kept per user. */
export function createAgentTokens(options: AgentTokensOptions): (userId: string) => TokenSource {
  const sources = new Map<string, TokenSource>();
  return (userId) => {
    const known = sources.get(userId);
    if (known !== undefined) return known;
    const [oldest] = sources.keys();
    if (oldest !== undefined && sources.size >= MOST_AGENTS) sources.delete(oldest);
    const fetch = (refused: boolean) => askFunction(options, { schemaVersion: 1, userId, refused });
    const source = createTokenSource({ clock: options.clock, fetch });
    sources.set(userId, source);
    return source;
  };
}

async function askFunction(
  { lambda, functionName, telemetry, timeout = seconds(10) }: AgentTokensOptions,
  request: AgentTokenRequest,
): Promise<AccessToken | undefined> {
  const command = new InvokeCommand({
    FunctionName: functionName,
    Payload: Buffer.from(JSON.stringify(request)),
  });
  try {
    const { FunctionError, Payload } = await lambda.send(command, {
      abortSignal: AbortSignal.timeout(timeout),
    });
    if (FunctionError !== undefined) return toBeMended('function-failed', telemetry);
    const text = Buffer.from(Payload ?? []).toString();
    const read = v.safeParse(v.pipe(v.string(), v.parseJson(), AnswerSchema), text);
    if (!read.success) return toBeMended('malformed-answer', telemetry);
    const { accessToken: token, expiresInSeconds } = read.output;
    return { token, lifetime: expiresInSeconds === undefined ? UNTOLD_LIFETIME : seconds(expiresInSeconds) };
  } catch (error) {
    const failure = failureOf(error);
    if (failure === 'refused') return toBeMended('refused-by-aws', telemetry);
    telemetry.error('genesys.failed', error, { what: 'agent-token', because: failure });
    return undefined;
  }
}

function toBeMended(because: string, telemetry: Telemetry): undefined {
  telemetry.count('genesys.refused');
  telemetry.warn('genesys.refused', { what: 'agent-token', because, fix: FIX });
}
