import { createMemoryTable } from '#shared/adapters/memory/memory-table.ts';
import { describeConversationStore } from '#test/contract/conversation-store.contract.ts';
import { describeLookIndex } from '#test/contract/look-index.contract.ts';

describeConversationStore('memory', async () => createMemoryTable().store);
describeLookIndex('memory', async () => createMemoryTable());
