import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { announcementLine } from '#local/announcement-line.ts';
import * as fake from '#local/genesys/defaults.ts';
import { DEFAULT_SETTINGS } from '#local/genesys/settings.ts';
import { PlacementRequestBody } from '#shared/adapters/placers/placement-request-body.ts';
import { AutomationParameterSchema } from '#shared/config/automation-parameter.ts';
import { PlacersSchema } from '#shared/config/placers.ts';
import type { DeferReason, LeftReason } from '#shared/domain/conversation.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const pages = globSync('**/*.md', { cwd: ROOT, exclude: ['node_modules', 'cdk.out', '.local', 'coverage'] })
  .filter((path) => !/^(node_modules|cdk\.out|\.local)\//.test(path))
  .toSorted();

interface Block {
  readonly page: string;
  readonly language: string;
  readonly mark: string;
  readonly text: string;
}

const blocks: Block[] = pages.flatMap((page) =>
  [...read(page).matchAll(/(?:<!-- ([^\n]+) -->\n+ *)?```(\w*)\n([\s\S]*?)```/g)].map(
    ([, mark = '', language = '', text = '']) => ({ page, mark, language, text }),
  ),
);
const ofLanguage = (language: string) => blocks.filter((block) => block.language === language);

const scripts: Readonly<Record<string, string>> = JSON.parse(read('package.json')).scripts;
const slug = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');

describe('every code block', () => {
  it('is of a kind that is checked', () => {
    expect(blocks.length).toBeGreaterThan(10);
    expect(new Set(blocks.map(({ language }) => language))).toEqual(
      new Set(['', 'json', 'sh', 'ts', 'mermaid']),
    );
  });

  it.each(ofLanguage('json'))(
    'of JSON in $page is a file, or checked by its schema',
    ({ mark, text, page }) => {
      if (page === 'docs/configuration.md') {
        expect(['stage config', 'automation parameter']).toContain(mark);
        return;
      }
      const [, file = ''] = /^from: (\S+)$/.exec(mark) ?? [];
      expect(JSON.parse(text)).toEqual(JSON.parse(read(file)));
    },
  );

  it.each(ofLanguage('ts'))('of code in $page is a file that compiles', ({ mark, text }) => {
    const [, file = ''] = /^from: (examples\/\S+\.ts)$/.exec(mark) ?? [];
    expect(text).toBe(read(file));
  });

  it.each(ofLanguage('sh'))('of commands in $page names scripts and files that there are', ({ text }) => {
    for (const [, name = ''] of text.matchAll(/npm (?:run )?([\w:-]+)/g))
      expect(Object.keys(scripts)).toContain(name);
    for (const [path] of text.matchAll(/(?<![\w./-])(?:local|cdk|test|examples)\/[\w./-]+/g))
      expect(existsSync(join(ROOT, path))).toBe(true);
  });

  it.each(ofLanguage('mermaid'))('that draws in $page begins as a diagram does', ({ text }) => {
    expect(text).toMatch(/^(flowchart (LR|TB)|sequenceDiagram|stateDiagram-v2)\n/);
  });

  it.each(ofLanguage(''))('without a language in $page is output, or a tree of folders', ({ mark, text }) => {
    if (mark === 'output') return expect(text.trim()).toBe(announcementLine(SHOWN));
    const folders = [...text.matchAll(/^( *)([\w-]+)\/ /gm)];
    let parent = '';
    for (const [, indent = '', name = ''] of folders) {
      if (indent === '') parent = name;
      expect(existsSync(join(ROOT, indent === '' ? '' : parent, name))).toBe(true);
    }
    return expect(folders.length).toBeGreaterThan(5);
  });
});

/** The event that the first page shows. */
const SHOWN = {
  time: '2026-11-21T18:22:10.469Z',
  source: 'callback-automation',
  'detail-type': 'CallbackDue',
  detail: {
    conversationId: '16607c8e-1e9c-4653-afcd-17cc234eb57a',
    due: '2026-11-21T18:22:10.440Z',
    trigger: 'scheduled',
    outcome: 'placed',
  },
};

describe('every link', () => {
  const links = pages.flatMap((page) =>
    [...read(page).matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, target = '']) =>
      /^https?:/.test(target) ? [] : [{ page, target }],
    ),
  );

  it.each(links)('in $page to $target leads somewhere', ({ page, target }) => {
    const [path = '', anchor] = target.split('#');
    const file = path === '' ? page : join(dirname(page), path);
    expect(existsSync(join(ROOT, file))).toBe(true);
    if (anchor === undefined) return;
    const headings = [...read(file).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => slug(heading));
    expect(headings).toContain(anchor);
  });
});

describe('operations.md', () => {
  const page = read('docs/operations.md');

  it('has every alarm', () => {
    const source = read('cdk/constructs/alarm-list.ts');
    const alarms = [...source.matchAll(/\bid: '(\w+)'|once\(\s*'(\w+)'/g)].map(
      ([, id, once]) => id ?? once ?? '',
    );
    expect(alarms.length).toBeGreaterThan(10);
    expect(alarms.filter((alarm) => !page.includes(`\`${alarm}\``))).toEqual([]);
  });

  it('has every reason for leaving a callback', () => {
    const reasons: Record<LeftReason, true> = {
      ours: true,
      ended: true,
      rescheduled: true,
      'external-dialer': true,
      'call-in-progress': true,
      'already-called': true,
      'with-agent': true,
      'agent-gone': true,
      'left-to-agent': true,
      native: true,
      'customer-already-reached': true,
    };
    expect(Object.keys(reasons).filter((reason) => !page.includes(`\`${reason}\``))).toEqual([]);
  });

  it('has every reason for which a callback waits', () => {
    const reasons: Record<DeferReason, true> = {
      'call-in-progress': true,
      'routing-unknown': true,
      'outside-calling-hours': true,
      'told-otherwise': true,
      'outcome-unknown': true,
    };
    const rows = Object.keys(reasons).map((reason) => `| \`deferred\`, \`${reason}\` |`);
    expect(rows.filter((row) => !page.includes(row))).toEqual([]);
  });

  it('has every metric that the program counts', () => {
    const sources = globSync('{shared,lambdas}/**/*.ts', { cwd: ROOT }).map(read).join('\n');
    const metrics = [...sources.matchAll(/\.(?:count|duration)\(\s*'([\w.-]+)'/g)].map(
      ([, metric = '']) => metric,
    );
    expect(metrics.length).toBeGreaterThan(8);
    const isNamed = (metric: string) => {
      const [family = '', member = ''] = metric.split('.');
      return page.split('\n').some((line) => line.includes(`\`${family}.`) && line.includes(`.${member}\``));
    };
    expect([...new Set(metrics)].filter((metric) => !isNamed(metric))).toEqual([]);
  });
});

describe('local/README.md', () => {
  const page = read('local/README.md');
  const rowsOf = (key: string) => page.split('\n').filter((line) => line.startsWith(`| ${key} `));

  it.each([
    ['queue `Callbacks`', fake.AGENT_FIRST_QUEUE.id, fake.AGENT_FIRST_QUEUE.mode],
    ['queue `Callbacks, dialled`', fake.CUSTOMER_FIRST_QUEUE.id, fake.CUSTOMER_FIRST_QUEUE.mode],
    ['contact list', fake.CONTACT_LIST.id, fake.CONTACT_LIST.placementKeyColumn],
    ['agent', fake.AGENT_ID, fake.AGENT_ID],
  ])('tells the id of the %s, and what it is', (key, id, more) => {
    const [row = ''] = rowsOf(key);
    expect([row.includes(`\`${id}\``), row.includes(`\`${more}\``)]).toEqual([true, true]);
  });

  it.each(Object.entries(DEFAULT_SETTINGS))('tells the default of the setting %s: %j', (key, value) => {
    const row = page.split('\n').find((line) => new RegExp(`^\\| [^|]*\`${key}\``).test(line));
    expect(row?.split('|')[2]?.trim()).toBe(`\`${JSON.stringify(value)}\``);
  });
});

describe('placement.md', () => {
  it('shows placers and an automation that fit their schemas', () => {
    const [placers, automation] = ['placers.json', 'automation.json'].map((file) =>
      JSON.parse(read(`examples/genesys/${file}`)),
    );
    expect(v.safeParse(PlacersSchema, placers).success).toBe(true);
    expect(v.safeParse(AutomationParameterSchema, automation).success).toBe(true);
    expect(Object.keys(placers)).toContain(automation.placer);
  });
});

describe('placers.md', () => {
  it('has every field that a placer is sent', () => {
    const page = read('docs/placers.md');
    const fields = Object.keys(PlacementRequestBody.entries);
    expect(fields.filter((field) => !page.includes(`\`${field}\``))).toEqual([]);
  });
});

describe('the changelog', () => {
  it('says what changes with one verb first', () => {
    const entries = read('CHANGELOG.md').match(/^- .*/gm) ?? [];
    expect(entries.filter((entry) => !/^- (Add|Change|Fix|Remove) /.test(entry))).toEqual([]);
  });
});
