export const LEASE_LOST = 'another controller has its lease';
