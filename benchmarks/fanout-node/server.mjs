// Emits each line of standard input to one room, as the other servers of fanout.py do.
import { createServer } from 'node:http';
import { createInterface } from 'node:readline';
import { Server } from 'socket.io';

const server = createServer();
const io = new Server(server, { transports: ['websocket'], perMessageDeflate: false });
const payments = io.of('/ws/payments');
payments.on('connection', (socket) => socket.join('tenant:demo'));

createInterface({ input: process.stdin }).on('line', (line) => {
  payments.to('tenant:demo').emit('payment_event', JSON.parse(line));
});
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
