import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { BundledFunction, type FunctionDefaults } from '#cdk/constructs/bundled-function.ts';
import type { ConversationTable } from '#cdk/constructs/conversation-table.ts';

export interface QueryFunctionProps {
  readonly defaults: FunctionDefaults;
  readonly reservedConcurrency: number | undefined;
  readonly table: ConversationTable;
}

/** Answers what is known of one conversation. */
export class QueryFunction extends Construct {
  readonly query: BundledFunction;

  constructor(scope: Construct, id: string, { defaults, reservedConcurrency, table }: QueryFunctionProps) {
    super(scope, id);
    this.query = new BundledFunction(this, 'Query', {
      ...defaults,
      name: 'query',
      description: 'Answers what is known of a conversation',
      // Rarely called, by people: a little slower is cheap.
      memorySize: 256,
      timeout: Duration.seconds(10),
      reservedConcurrency,
      environment: { TABLE_NAME: table.name },
    });
    table.grantLoad(this.query);
  }
}
