// pino-roll ships no types; this is the part of it that log.ts uses.
declare module 'pino-roll' {
  import type { DestinationStream } from 'pino';
  export default function build(options: {
    file: string;
    extension: string;
    size: string;
    limit: { count: number };
    mkdir: boolean;
    sync: boolean;
  }): Promise<DestinationStream & { on(event: 'error', listener: (error: Error) => void): unknown }>;
}
