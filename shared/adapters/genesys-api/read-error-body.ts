import { isForeignWord } from '#shared/adapters/logging/foreign-word.ts';
import { isTooDeep } from '#shared/genesys/depth.ts';
import { ErrorBodySchema } from '#shared/genesys/schemas/error-body.ts';
import { fits } from '#shared/genesys/schemas/fits.ts';

/** What may be logged of Genesys' answer to a request that it did not carry out. Its texts may quote the request. */
export interface ErrorFacts {
  readonly code?: string;
  /** What Genesys' support asks for. */
  readonly contextId?: string;
}

const CODE = /^[a-z0-9.]+$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Reads code and context of an error's body; nothing from one that is not as Genesys documents it. Never throws. */
export function readErrorBody(text: string | undefined): ErrorFacts {
  const body = parsed(text);
  if (isTooDeep(body) || !fits(ErrorBodySchema, body)) return {};
  const { code, contextId } = body;
  return {
    ...(code && CODE.test(code) && isForeignWord(code) && { code }),
    ...(contextId && UUID.test(contextId) && { contextId }),
  };
}

function parsed(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    // The error is dropped on purpose: its message quotes the text.
    return undefined;
  }
}
