/** Parsers with a fault in them, each as a parser may really have it: the fuzz must find every one. */
import type { LegFacts } from '#shared/domain/observation.ts';
import type { ParsedElement, ParsedNotification } from '#shared/genesys/parse-notification.ts';
import { PARSER, type Subject } from '#test/fuzz/subject.ts';

export interface PlantedFault {
  readonly name: string;
  /** What the fuzz says of it. */
  readonly found: RegExp;
  /** After so many inputs at the latest. */
  readonly within: number;
  readonly subject: Subject;
}

type Element = (element: ParsedElement, text: string) => ParsedElement;

/** Changes what the real parser says of each element. */
function saying(change: Element): Subject {
  const parse: Subject['parse'] = (text, ...rest): ParsedNotification => {
    const parsed = PARSER.parse(text, ...rest);
    return parsed.kind === 'one'
      ? { ...parsed, element: change(parsed.element, text) }
      : { ...parsed, elements: parsed.elements.map((element) => change(element, text)) };
  };
  return { ...PARSER, parse };
}

/** Changes what the real parser gets to read. */
const reading = (change: (text: string) => string): Subject => ({
  ...PARSER,
  parse: (text, ...rest) => PARSER.parse(change(text), ...rest),
});

/** Changes what is told of each leg. */
const telling = (change: (leg: LegFacts) => object): Subject =>
  saying((element) => {
    if (element.kind !== 'observed') return element;
    const { told } = element.observation;
    const changed =
      told.kind === 'leg' ? { ...told, leg: change(told.leg) } : { ...told, legs: told.legs.map(change) };
    return { ...element, observation: { ...element.observation, told: changed } };
  });

/** Changes what a refusal expects, or where. */
const refusing = (change: (issue: { path: string; expected: string }, text: string) => object): Subject =>
  saying((element, text) => {
    if (element.kind !== 'refused') return element;
    const issues = element.refusal.issues.map((issue) => ({ ...issue, ...change(issue, text) }));
    return { ...element, refusal: { ...element.refusal, issues } };
  });

/** Works on a value before the real parser does. */
const before = (work: (value: Record<string, unknown>) => void): Subject => ({
  ...PARSER,
  parseValue: (value, around) => {
    if (typeof value === 'object' && value !== null) work(value as Record<string, unknown>);
    return PARSER.parseValue(value, around);
  },
});

const firstText = (text: string) => /:"([^"]+)"/.exec(text)?.[1] ?? '';

const participantsIn = ({ participants }: Record<string, unknown>): readonly object[] =>
  Array.isArray(participants) ? participants : [];

let readSoFar = 0;

export const PLANTED_FAULTS: readonly PlantedFault[] = [
  {
    name: 'throws on a list where milliseconds belong',
    found: /the parser throws TypeError/,
    within: 3000,
    subject: reading((text) => {
      if (/Ms":\[/.test(text)) throw new TypeError('toFixed is not a function');
      return text;
    }),
  },
  {
    name: 'quotes what it received where it says what it expected',
    found: /an issue expects other words than ours/,
    within: 20,
    subject: refusing(({ expected }, text) => ({ expected: `${expected} but received ${firstText(text)}` })),
  },
  {
    name: "names a sender's own key in the path of an issue",
    found: /an issue has a path with other names than ours/,
    within: 4000,
    subject: refusing(({ path }, text) => {
      const key = /"attributes":\{"([^"]+)"/.exec(text)?.[1];
      return { path: key === undefined ? path : path.replace('*', key) };
    }),
  },
  {
    name: 'lets NaN through as a time-out',
    found: /a leg has a timeout that its type does not allow/,
    within: 200,
    subject: telling((leg) =>
      leg.timeout === undefined ? leg : { ...leg, timeout: leg.timeout / leg.timeout },
    ),
  },
  {
    name: 'takes 30 February for 2 March, as Date.parse does',
    found: /a body with a wrong field is taken/,
    within: 2000,
    subject: reading((text) => text.replaceAll('2026-02-30', '2026-03-02').replaceAll('04-31', '05-01')),
  },
  {
    name: 'takes a number in a text for a number',
    found: /a body with a wrong field is taken/,
    within: 2000,
    subject: reading((text) => text.replaceAll(/:"([1-9][\d.]*)"/g, ':$1')),
  },
  {
    name: 'refuses an offset in an instant',
    found: /a good body is refused/,
    within: 200,
    subject: reading((text) => text.replaceAll('+02:00"', '+02 00"')),
  },
  {
    name: 'does not know one state in upper case',
    found: /the two dialects of a body are read in two ways/,
    within: 200,
    subject: reading((text) => text.replaceAll('"DIALING"', '"DIALLING"')),
  },
  {
    name: 'lets a free text through as the id of a queue',
    found: /a leg has a queueId that its type does not allow/,
    within: 200,
    subject: telling((leg) => (leg.queueId && leg.name ? { ...leg, queueId: leg.name } : leg)),
  },
  {
    name: 'tells fields that were not told as undefined',
    found: /a leg has a number that its type does not allow/,
    within: 50,
    subject: telling((leg) => ({ number: undefined, ...leg })),
  },
  {
    name: 'remembers what it read before',
    found: /the same body is read in two ways/,
    within: 50,
    subject: telling((leg) => ({ ...leg, participantId: `p${readSoFar++}` })),
  },
  {
    name: 'writes into what it reads',
    found: /the parser changes what it reads/,
    within: 50,
    subject: before((value) => {
      if ('participants' in value) value['isRead'] = true;
    }),
  },
  {
    name: 'compares every participant with every other',
    found: /the parser looks too often at the same/,
    within: 4000,
    subject: before((value) => {
      const participants = participantsIn(value);
      for (const one of participants)
        for (const other of participants) Reflect.get(one, 'id') === Reflect.get(other, 'id');
    }),
  },
];
