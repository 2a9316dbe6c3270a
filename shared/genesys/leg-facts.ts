import type { LegFacts, Purpose } from '#shared/domain/observation.ts';
import { type EpochMs, seconds } from '#shared/domain/time.ts';
import { MAX_LENGTH } from '#shared/genesys/bounds.ts';
import { type Tally, toDirection, toDisconnectType, toLegState } from '#shared/genesys/dialects.ts';
import { parseInstant } from '#shared/genesys/instant.ts';
import { type Blank, isBlank } from '#shared/genesys/json.ts';
import { DialerPreviewSchema } from '#shared/genesys/schemas/dialer-preview.ts';

/** The attribute of a participant in which our own placers leave the placement key. */
export const PLACEMENT_KEY_ATTRIBUTE = 'callbackAutomationPlacementKey';

type Texts = readonly (string | null | undefined)[];

/** What their models of a preview have in common. */
export interface Preview {
  readonly phoneNumberColumns?: readonly { readonly columnName?: string | Blank }[] | Blank;
}

/** What all of Genesys' models of a leg call by the same name. Any of it may be blank. */
export interface CommonFields {
  readonly state?: string | Blank;
  readonly initialState?: string | Blank;
  readonly direction?: string | Blank;
  readonly disconnectType?: string | Blank;
  readonly callbackScheduledTime?: string | Blank;
  readonly timeoutSeconds?: number | Blank;
  readonly connectedTime?: string | Blank;
  readonly automatedCallbackConfigId?: string | Blank;
  readonly externalCampaign?: boolean | Blank;
  readonly callbackNumbers?: Texts | Blank;
  readonly callbackUserName?: string | Blank;
}

export const COMMON_FIELDS = [
  'state',
  'initialState',
  'direction',
  'disconnectType',
  'callbackScheduledTime',
  'timeoutSeconds',
  'connectedTime',
  'automatedCallbackConfigId',
  'externalCampaign',
  'callbackNumbers',
  'callbackUserName',
] as const satisfies readonly (keyof CommonFields)[];

export const parsedInstant = (text: string | Blank): EpochMs | undefined =>
  isBlank(text) ? undefined : parseInstant(text);

export const stateOf = (raw: string | Blank, tally: Tally) =>
  isBlank(raw) ? undefined : toLegState(raw, tally);

/** The first number that is not blank. */
export const firstNumber = (numbers: Texts | Blank): string | undefined =>
  isBlank(numbers) ? undefined : (numbers.find((number) => number?.trim()) ?? undefined);

/** A customer's name is free text, so it is cut where an id would be refused. */
export const nameOf = (name: string | Blank): string | undefined => name?.slice(0, MAX_LENGTH);

/** The key that one of our own placers left, whatever the participant. */
export const placementKeyIn = (attributes: { readonly [name: string]: string | null | undefined } | Blank) =>
  isBlank(attributes) ? undefined : attributes[PLACEMENT_KEY_ATTRIBUTE] || undefined;

/** The external contact of a participant that is the customer, or may be. */
export const contactOf = (purpose: Purpose | undefined, id: string | Blank): string | undefined =>
  purpose === undefined || purpose === 'customer' ? id || undefined : undefined;

/** A preview counts if it says anything: empty objects stand for absent ones in real traffic. */
export const isPreview = (preview: object | Blank): true | undefined =>
  !isBlank(preview) &&
  Object.entries(preview).some(([name, value]) => name in DialerPreviewSchema.entries && !isBlank(value))
    ? true
    : undefined;

/** Enums that the domain has no use for; reading them shows when Genesys adds a value. */
export function readUnused(
  { direction, disconnectType }: Pick<CommonFields, 'direction' | 'disconnectType'>,
  tally: Tally,
) {
  if (!isBlank(direction)) toDirection(direction, tally);
  if (!isBlank(disconnectType)) toDisconnectType(disconnectType, tally);
}

/** The column of a preview's contact that holds the number to call. */
export const phoneColumnOf = (preview: Preview | Blank): string | undefined =>
  isBlank(preview) || isBlank(preview.phoneNumberColumns)
    ? undefined
    : preview.phoneNumberColumns[0]?.columnName?.slice(0, MAX_LENGTH);

/** Restates what every model of a leg calls by the same name. */
export function commonFacts(leg: CommonFields, tally: Tally) {
  readUnused(leg, tally);
  return {
    state: stateOf(leg.state, tally),
    initialState: stateOf(leg.initialState, tally),
    scheduledFor: parsedInstant(leg.callbackScheduledTime),
    timeout: isBlank(leg.timeoutSeconds) ? undefined : seconds(leg.timeoutSeconds),
    connectedAt: parsedInstant(leg.connectedTime),
    automatedCallbackConfigId: leg.automatedCallbackConfigId,
    externalCampaign: leg.externalCampaign,
    number: firstNumber(leg.callbackNumbers),
    name: nameOf(leg.callbackUserName),
  } satisfies { [K in keyof LegFacts]?: LegFacts[K] | Blank };
}
