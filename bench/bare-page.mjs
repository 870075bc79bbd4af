// The least that a till could be: a Node that answers one page. The limit that a start is held against; never part of
// the product.
import { createServer } from 'node:http';

const page = '<!doctype html><title>bare</title><p id="ready">ready</p>';
const server = createServer((_request, reply) => {
  reply.setHeader('content-type', 'text/html');
  reply.end(page);
});
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`${JSON.stringify({ address: `http://127.0.0.1:${server.address().port}/` })}\n`);
});
