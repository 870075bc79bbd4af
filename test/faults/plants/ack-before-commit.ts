// The bug: the answer to a completion goes out first, and the transaction commits a few milliseconds later. Whoever looks
// at the till never sees a difference; only a kill in between does.
import { plant } from './plant.ts';

const core = 'src-main/core.ts';

plant('ack-before-commit', [
  {
    file: core,
    find: "    const { kind } = commands[name];\n    if (kind === 'read')",
    put: "    this.#commitLate();\n    const { kind } = commands[name];\n    if (kind === 'read')",
  },
  {
    file: core,
    find: '      const write = () => this.#write(store,',
    put: `      if (name === 'sale.complete') return this.#answerEarly(store, name, args) as Result<N>;
      const write = () => this.#write(store,`,
  },
  {
    file: core,
    find: '  #read(name: CommandName, args: unknown): unknown {',
    put: `  #late: (() => void) | null = null;

  #commitLate(): void {
    const late = this.#late;
    this.#late = null;
    late?.();
  }

  #answerEarly(store: Store, name: CommandName, args: unknown): unknown {
    store.db.exec('BEGIN IMMEDIATE');
    try {
      // Its own transaction becomes a savepoint within ours.
      const done = execute(this.#ground(store), name, args as { commandId: CommandId }, undefined);
      this.#late = () => {
        store.db.exec('COMMIT');
        this.#witness(store, done.rows);
        this.#afterwards(name, done.result, done.events, done.effects);
      };
      setTimeout(() => this.#commitLate(), 5);
      return done.result;
    } catch (error) {
      store.db.exec('ROLLBACK');
      throw error;
    }
  }

  #read(name: CommandName, args: unknown): unknown {`,
  },
]);
