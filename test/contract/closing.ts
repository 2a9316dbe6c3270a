import { afterEach } from 'vitest';
import { type Stub, type StubAnswer, startStub } from '#test/contract/aws-stub.ts';

const closers: (() => Promise<void>)[] = [];

/** Closes something once the test that opened it is over. */
export function closeAfterTest<T extends { close(): Promise<void> }>(opened: T): T {
  closers.push(() => opened.close());
  return opened;
}

/** Closes what the tests of a file open; to be called once at its top. */
export function closeAfterEachTest(): void {
  afterEach(async () => {
    for (const close of closers.splice(0)) await close();
  });
}

/** A stub that always gives the same answer, for one test. */
export const aStub = async (answer: StubAnswer): Promise<Stub> =>
  closeAfterTest(await startStub(() => answer));

export const noKeys = async () => [];
