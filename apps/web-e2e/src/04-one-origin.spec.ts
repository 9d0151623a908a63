import { apiKey, expect, recordPayment, test } from './support/test';

test('the plain WebSocket speaks through the web address', async ({ dashboard, page }) => {
  await dashboard.open();
  const message = page.evaluate(
    (token) =>
      new Promise<string>((resolve, reject) => {
        const socket = new WebSocket(`ws://${location.host}/ws/payments`);
        socket.onerror = () => reject(new Error('refused'));
        socket.onmessage = ({ data }) => {
          const text = String(data);
          if (text.includes('"authenticated"')) document.body.setAttribute('data-plain', 'open');
          if (text.includes('payment_received')) {
            socket.close();
            resolve(text);
          }
        };
        socket.onopen = () => socket.send(JSON.stringify({ type: 'authenticate', token }));
      }),
    apiKey(),
  );
  await expect(page.locator('body')).toHaveAttribute('data-plain', 'open');
  const payment = await recordPayment({ amount: 9 });
  expect(await message).toContain(payment.id);
});

test('Socket.IO falls back to polling where WebSockets are blocked', async ({
  dashboard,
  page,
}) => {
  await page.addInitScript(() => {
    const Native = window.WebSocket;
    window.WebSocket = class extends Native {
      constructor(address: string | URL) {
        super(String(address).replace('/socket.io/', '/no-such-path/'));
      }
    };
  });
  const polled = page.waitForResponse(/socket\.io\/.*transport=polling/);
  await dashboard.open();
  expect((await polled).ok()).toBe(true);
  const payment = await recordPayment({ amount: 9 });
  await expect(dashboard.row(payment.id)).toBeVisible();
});
