/** Ways by which notifications come from event buses, as the stage config declares them. */
import * as v from 'valibot';
import type { AuthConfig } from '#shared/config/auth.ts';

const SOURCE =
  'the name of a partner event source of Genesys Cloud, aws.partner/genesys.com/cloud/<organization id>/<suffix>';

/** The partner event source that Genesys Cloud's integration made in this account and region. */
export const PartnerEventSourceSchema = v.pipe(
  v.string(SOURCE),
  v.regex(/^aws\.partner\/genesys\.com\/cloud\/[\w.-]{1,64}\/[\w.-]{1,64}$/, SOURCE),
);

const BUS = 'the name of an event bus of this account and region';

export const ApiDestinationSchema = v.strictObject({
  /** The bus that Genesys' events reach; its matching events are posted to the webhook. */
  eventBusName: v.pipe(v.string(BUS), v.regex(/^[\w./-]{1,256}$/, BUS)),
});

/** What of the stage config decides by which ways events of buses come in. */
export interface EventBuses {
  readonly partnerEventSource?: string | undefined;
  readonly apiDestination?: { readonly eventBusName: string } | undefined;
  readonly auth: AuthConfig;
}

/** Whether no bus delivers its events twice. A partner event bus has the name of its source. */
export const isDeliveredOnce = ({ partnerEventSource, apiDestination }: EventBuses): boolean =>
  partnerEventSource === undefined || apiDestination?.eventBusName !== partnerEventSource;

/** Whether an API destination can prove itself: an API key is all that it sends. */
export const isAdmitted = ({ apiDestination, auth }: EventBuses): boolean => {
  const wanted = auth.require === 'all' ? auth.accept : auth.accept.filter((way) => way === 'api-key');
  return apiDestination === undefined || (wanted.includes('api-key') && new Set(wanted).size === 1);
};
