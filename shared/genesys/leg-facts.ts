import type { LegFacts } from '#shared/domain/observation.ts';
import { type EpochMs, seconds } from '#shared/domain/time.ts';
import { MAX_LENGTH } from '#shared/genesys/bounds.ts';
import { type Tally, toDirection, toDisconnectType, toLegState } from '#shared/genesys/dialects.ts';
import { parseInstant } from '#shared/genesys/instant.ts';

/** The attribute of a participant in which our own placers leave the placement key. */
export const PLACEMENT_KEY_ATTRIBUTE = 'callbackAutomationPlacementKey';

type Texts = readonly (string | null | undefined)[];

/** What all of Genesys' models of a leg call by the same name. */
export interface CommonFields {
  readonly state?: string | undefined;
  readonly initialState?: string | undefined;
  readonly direction?: string | undefined;
  readonly disconnectType?: string | undefined;
  readonly callbackScheduledTime?: string | undefined;
  readonly timeoutSeconds?: number | undefined;
  readonly connectedTime?: string | undefined;
  readonly automatedCallbackConfigId?: string | undefined;
  readonly externalCampaign?: boolean | undefined;
  readonly callbackNumbers?: Texts | undefined;
  readonly callbackUserName?: string | undefined;
}

export const instantOf = (text: string | undefined): EpochMs | undefined =>
  text === undefined ? undefined : parseInstant(text);

export const stateOf = (raw: string | undefined, tally: Tally) =>
  raw === undefined ? undefined : toLegState(raw, tally);

/** The first number that is not blank. */
export const firstNumber = (numbers: Texts | undefined): string | undefined =>
  numbers?.find((number) => typeof number === 'string' && number.trim() !== '') ?? undefined;

/** A customer's name is free text, so it is cut where an id would be refused. */
export const nameOf = (name: string | undefined): string | undefined => name?.slice(0, MAX_LENGTH);

/** The key that one of our own placers left, whatever the participant. */
export const placementKeyOf = (
  attributes: { readonly [name: string]: string | null | undefined } | undefined,
) => attributes?.[PLACEMENT_KEY_ATTRIBUTE] || undefined;

/** A preview counts if it says anything: empty objects stand for absent ones in real traffic. */
export const isPreview = (preview: object | undefined): true | undefined =>
  preview !== undefined && Object.values(preview).some((value) => value !== undefined) ? true : undefined;

/** Enums that the domain has no use for; reading them shows when Genesys adds a value. */
export function readUnused(
  { direction, disconnectType }: Pick<CommonFields, 'direction' | 'disconnectType'>,
  tally: Tally,
) {
  if (direction !== undefined) toDirection(direction, tally);
  if (disconnectType !== undefined) toDisconnectType(disconnectType, tally);
}

/** Restates what every model of a leg calls by the same name. */
export function commonFacts(leg: CommonFields, tally: Tally) {
  readUnused(leg, tally);
  return {
    state: stateOf(leg.state, tally),
    initialState: stateOf(leg.initialState, tally),
    scheduledFor: instantOf(leg.callbackScheduledTime),
    timeout: leg.timeoutSeconds === undefined ? undefined : seconds(leg.timeoutSeconds),
    connectedAt: instantOf(leg.connectedTime),
    automatedCallbackConfigId: leg.automatedCallbackConfigId,
    externalCampaign: leg.externalCampaign,
    number: firstNumber(leg.callbackNumbers),
    name: nameOf(leg.callbackUserName),
  } satisfies { [K in keyof LegFacts]?: LegFacts[K] | undefined };
}
