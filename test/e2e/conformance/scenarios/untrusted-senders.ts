import { aCallback, asNotice, type CreatedCallback } from '#test/e2e/conformance/callbacks.ts';
import type { Scenario } from '#test/e2e/conformance/scenario.ts';
import type { Scene } from '#test/e2e/conformance/scene.ts';
import { type Request, signed } from '#test/e2e/conformance/sender.ts';

/** Requests of somebody who cannot prove who they are, for one callback. */
type Forge = (callback: CreatedCallback, scene: Scene) => Request;

/** Nothing may come of any of them; the true sender still gets through afterwards. */
const cannotBeProved =
  (forgeries: Readonly<Record<string, Forge>>): Scenario =>
  async (scene) => {
    const { sender, observer } = scene;
    await Promise.all(
      Object.values(forgeries).map(async (forge) => {
        const callback = aCallback();
        await sender().send(forge(callback, scene));
        await observer.seesNothingOf(callback);
        await sender().deliverUntilTaken(callback.created);
        await observer.seesPlacedOnce(callback);
      }),
    );
  };

/** The true request with some of its headers changed; `undefined` leaves one out. */
const withHeaders =
  (
    change: (headers: Readonly<Record<string, string>>) => Readonly<Record<string, string | undefined>>,
  ): Forge =>
  ({ created }, { sender }) => {
    const { headers, body } = sender().requestFor(created);
    const changed = Object.entries({ ...headers, ...change(headers) });
    return {
      body,
      headers: Object.fromEntries(
        changed.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
      ),
    };
  };

export const missingSignature = cannotBeProved({
  'no headers at all': ({ created: { body } }) => ({ headers: {}, body }),
  'no signature': withHeaders(() => ({ 'webhook-signature': undefined })),
  'a blank signature': withHeaders(() => ({ 'webhook-signature': ' ' })),
  'no id': withHeaders(() => ({ 'webhook-id': undefined })),
  'no time stamp': withHeaders(() => ({ 'webhook-timestamp': undefined })),
});

const signature = (headers: Readonly<Record<string, string>>) =>
  (headers['webhook-signature'] ?? '').replace('v1,', '');

export const malformedSignature = cannotBeProved({
  'no version': withHeaders((headers) => ({ 'webhook-signature': signature(headers) })),
  'another version': withHeaders((headers) => ({ 'webhook-signature': `v2,${signature(headers)}` })),
  'another separator': withHeaders((headers) => ({ 'webhook-signature': `v1=${signature(headers)}` })),
  'cut short': withHeaders((headers) => ({ 'webhook-signature': `v1,${signature(headers).slice(0, -4)}` })),
  'nothing after the version': withHeaders(() => ({ 'webhook-signature': 'v1,' })),
  'not base64': withHeaders(() => ({ 'webhook-signature': 'v1,%%%' })),
  'a time stamp that is none': withHeaders(() => ({ 'webhook-timestamp': 'now' })),
  'a time stamp in milliseconds': withHeaders(() => ({ 'webhook-timestamp': String(Date.now()) })),
});

const OTHER_SECRET = `whsec_${Buffer.alloc(24, 7).toString('base64')}`;

export const wrongSignature = cannotBeProved({
  'of another secret': ({ created }) => ({
    headers: signed(created, OTHER_SECRET, new Date()),
    body: created.body,
  }),
  'of another id': withHeaders(() => ({ 'webhook-id': 'msg_another' })),
  'of another time': withHeaders((headers) => ({
    'webhook-timestamp': String(Number(headers['webhook-timestamp']) - 1),
  })),
});

const MINUTES = 60_000;
const signedAt =
  (milliseconds: number): Forge =>
  ({ created }, { sender }) =>
    sender().requestFor(created, new Date(Date.now() + milliseconds));

export const staleTimestamp = cannotBeProved({
  'signed ten minutes ago': signedAt(-10 * MINUTES),
  'signed a day ago': signedAt(-24 * 60 * MINUTES),
  'signed for in ten minutes': signedAt(10 * MINUTES),
});

/** The headers of the true request, over another body. */
const altered =
  (alter: (body: string) => string): Forge =>
  ({ created }, { sender }) => ({
    headers: sender().requestFor(created).headers,
    body: alter(created.body),
  });

export const alteredBody = cannotBeProved({
  'the signature of another body': ({ created }, { sender }) => ({
    headers: sender().requestFor(asNotice(aCallback().created.body)).headers,
    body: created.body,
  }),
  'one digit of its time': altered((body) =>
    body.replace(/(?<=callbackScheduledTime":"\d{3})\d/, (digit) => String((Number(digit) + 1) % 10)),
  ),
  'a line feed at its end': altered((body) => `${body}\n`),
  'white space within': altered((body) => body.replace(':', ': ')),
  'a letter written as an escape': altered((body) => body.replace('Quetzal', '\\u0051uetzal')),
  'one byte less': altered((body) => body.slice(0, -1)),
});
