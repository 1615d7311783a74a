import { Agent, get } from 'node:http';

const USERS = 1000;
const PER_SECOND = 50;
/** Has no divisor in common with the number of users: everybody comes once before anybody comes again. */
const STRIDE = 379;

/** Visitors of a shop, so many a second, whether it is fast or slow. Call what it returns to send them home. */
export function startVisitors(shop: string): () => void {
  const agent = new Agent({ keepAlive: true });
  let user = 0;
  const visit = () => {
    user = (user + STRIDE) % USERS;
    const request = get(`${shop}/?user=user-${user}`, { agent }, (page) => page.resume());
    // A shop that closes is no error of its visitors.
    request.on('error', () => {});
  };
  const timer = setInterval(visit, 1000 / PER_SECOND);
  return () => {
    clearInterval(timer);
    agent.destroy();
  };
}
